"""/directory: everybody in the team finds whom to refer to, and its coordinators keep it right."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from telegram.request import RequestData

import tests.cast
from bot.model import Role
from bot.rules.directory import CATEGORIES, TEMPLATE, Partner
from bot.rules.directory_rows import row_of
from bot.screen import Screen
from bot.sheets import Column, Sheet
from bot.sheets_read import LARGEST, read_table
from bot.texts import Texts
from handlers.dialogs.directory_page import line, lines_of
from handlers.jobs import check_directory
from storage import audit, contacts, notices, partner_use, partners, referrals
from storage.partners import Entry
from storage.tables import contact
from tests.cast import InProcessRequest, Someone, World
from tests.paper import write_csv, write_xlsx

TEAM = "Haarlem Effect"
DESK = Partner(
    "debt_help",
    "Geldloket Één",
    what="Hulp bij schulden",
    for_whom="Iedereen vanaf 18",
    languages=("nl", "ar"),
    phone="023 512 3456",
    contact_name="Vera",
    working_days=(0, 1),
    checked_on=date(2026, 11, 2),
)
DOCTOR = Partner("gp", "Huisarts <b>Kruis</b> & Co", checked_on=date(2026, 1, 5))
LEGAL = Partner("ggd", "Rechtswinkel")


class WithFiles(InProcessRequest):
    """Also hands out the files that people sent."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *rest: Any, **more: Any
    ) -> tuple[int, bytes]:
        _, is_file, path = url.partition("/file/bot")
        if not is_file:
            return await super().do_request(url, method, request_data, *rest, **more)
        content = self._telegram.files.content(path.partition("/")[2])
        return (404, b"{}") if content is None else (200, content)


@pytest.fixture
async def keeper(world: World, vera: Someone, monkeypatch: pytest.MonkeyPatch) -> Someone:
    """Vera, whose files the bot can fetch."""
    monkeypatch.setattr(tests.cast, "InProcessRequest", WithFiles)
    await world.program.stop()
    await world.restart()
    return vera


async def fill(world: World, coordinator: Someone, *new: Partner) -> list[int]:
    """The numbers of these entries of her team, added as she would."""
    person = await coordinator.person()
    async with world.database.transaction() as session:
        return [await partners.add(session, person, person.memberships[0].team_id, one) for one in new]


async def kept(world: World, who: Someone) -> list[Entry]:
    person = await who.person()
    found = await world.read(partners.of_team, person, person.memberships[0].team_id)
    assert isinstance(found, list)
    return found


def names(entries: Iterable[Entry]) -> list[str]:
    return [one.partner.name for one in entries]


def shown(who: Someone) -> list[int]:
    """The entries that have a button on the newest message."""
    return [int(one.removeprefix("entry_")) for one in who.options() if one.startswith("entry_")]


def as_file(path: Path, rows: Sequence[Partner], columns: Sequence[str] = TEMPLATE) -> bytes:
    places = [TEMPLATE.index(one) for one in columns]
    cells = [[row_of(one)[place] for place in places] for one in rows]
    target = path / "partners.xlsx"
    write_xlsx(target, [Sheet("x", tuple(Column(one, one) for one in columns), cells)])
    return target.read_bytes()


async def send(world: World, who: Someone, content: bytes, name: str = "partners.xlsx") -> list[str]:
    """The lines that she hears after she sent this file."""
    before = len(world.telegram.calls)
    who.phone.send_document(content, name)
    await world.settle()
    return who.lines_since(before)


async def imports(world: World, who: Someone, content: bytes, name: str = "partners.xlsx") -> list[str]:
    await who.hears(("/directory", "directory.pick.ask"), ("[import]", "directory.file.ask"))
    return await send(world, who, content, name)


@pytest.mark.parametrize(
    "typed",
    [
        *("geldloket", "EEN geld", "schulden", "iedereen", "partner.debt_help", "gêldlöket"),
        *("Arabic", "arabisch", "geldloketten", "schulden arabisch", "Vera"),
    ],
)
async def test_a_word_finds_an_entry_however_it_is_written(
    world: World, vera: Someone, amina: Someone, typed: str
) -> None:
    desk, *_ = await fill(world, vera, DESK, DOCTOR, LEGAL)
    await amina.does("/directory", "[word]")
    lines = await amina.does(typed)
    assert shown(amina) == [desk], lines
    await amina.hears((f"[entry_{desk}]", "directory.entry.what"), ("[back]", "directory.results.ask"))


async def test_a_word_behind_the_command_searches_at_once(
    world: World, vera: Someone, amina: Someone
) -> None:
    await amina.hears(("/directory schulden", "directory.nothing"))
    desk, *_ = await fill(world, vera, DESK, DOCTOR)
    await amina.hears(("/directory   schulden  ", "directory.found"))
    assert shown(amina) == [desk]
    await amina.hears(("/directory ***", "directory.pick.ask"))


async def test_a_word_that_finds_nothing_leads_to_another_search(
    world: World, vera: Someone, amina: Someone
) -> None:
    await fill(world, vera, DESK)
    await amina.hears(
        ("/directory", "directory.pick.ask"),
        ("[word]", "directory.word.ask"),
        ("?!", "directory.word.refused"),
        ("piano", "directory.nothing"),
        ("[again]", "directory.pick.ask"),
    )


async def test_a_topic_finds_what_fits_it_the_most_used_category_first(
    world: World, vera: Someone, amina: Someone
) -> None:
    first = Partner("social_team", "A-team")
    team, desk, _ = await fill(world, vera, first, DESK, DOCTOR)
    await amina.hears(("/directory", "directory.pick.ask"), ("[topic]", "directory.topic.ask"))
    await amina.does("[money]")
    assert shown(amina) == [desk, team]
    for _ in range(10):
        await amina.does("/contact", "[phone_call]", "[money]", "[explained]", "[social_team]")
    await amina.does("/directory", "[topic]", "[money]")
    assert shown(amina) == [team, desk]


async def test_a_kind_of_help_is_offered_where_somebody_gives_it(
    world: World, vera: Someone, amina: Someone
) -> None:
    _, doctor = await fill(world, vera, DESK, DOCTOR)
    await amina.does("/directory", "[group]")
    assert set(amina.options()) >= {"debt_help", "gp"}
    assert "police" not in amina.options()
    await amina.does("[gp]")
    assert shown(amina) == [doctor]


async def test_the_page_of_an_entry_tells_all_that_is_known(
    world: World, vera: Someone, amina: Someone
) -> None:
    desk, doctor = await fill(world, vera, DESK, DOCTOR)
    lines = await amina.does(f"/directory {desk}")
    assert "directory.entry.for_whom(Iedereen vanaf 18)" in lines
    assert "directory.entry.working_days(Monday, Tuesday)" in lines
    assert "directory.entry.languages(Dutch, Arabic)" in lines
    assert "common.number(023 512 3456)" in lines
    assert "directory.checked_on(2026-11-02, 2026)" in lines
    assert "directory.old" not in lines
    assert "directory.entry.address" not in {line.partition("(")[0] for line in lines}
    assert "directory.old" in await amina.does(f"/directory {doctor}")
    assert "edit" not in amina.options()


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_what_somebody_wrote_never_becomes_part_of_the_page(texts: Texts, language: str) -> None:
    lines = tuple(lines_of(DOCTOR, language, date(2026, 11, 23)))
    said = texts.html(language, Screen(lines=(*lines, line(Entry(1, 1, DOCTOR)))))
    assert said.count("Huisarts &lt;b&gt;Kruis&lt;/b&gt; &amp; Co") == 2


async def test_seventy_entries_are_leafed_through(world: World, vera: Someone, amina: Someone) -> None:
    numbers = await fill(world, vera, *(Partner("gp", f"Praktijk {at:02}") for at in range(70)))
    await amina.does("/directory", "[group]", "[gp]")
    assert shown(amina) == numbers[:8]
    for page in range(1, 9):
        await amina.does("[next]")
        assert shown(amina) == numbers[8 * page : 8 * page + 8]
    assert "next" not in amina.options()
    await amina.hears(
        (f"[entry_{numbers[-1]}]", "directory.entry.name"),
        ("[back]", "directory.page"),
        ("[previous]", "directory.page"),
    )
    assert shown(amina) == numbers[56:64]


async def test_adding_is_a_short_dialogue_and_the_rest_can_come_later(world: World, vera: Someone) -> None:
    await vera.hears(
        ("/directory", "directory.empty_yours"),
        ("[add]", "directory.category.ask"),
        ("[gp]", "directory.name.ask"),
        ("www.example.org", "directory.name.refused"),
        (" Huisarts\u202e  Kruis ", "directory.what_too.ask"),
        ("[write]", "directory.what.ask"),
        ("Spreekuur", "directory.phone_too.ask"),
        ("[write]", "directory.phone.ask"),
        ("een twee", "directory.phone.refused"),
        ("0235123456", "directory.entry.name"),
    )
    [made] = await kept(world, vera)
    assert made.partner == Partner(
        "gp", "Huisarts Kruis", what="Spreekuur", phone="023 512 3456", checked_on=date(2026, 11, 23)
    )


async def test_what_and_phone_can_be_skipped(world: World, vera: Someone) -> None:
    await vera.does("/directory", "[add]", "[gp]", "Kruis", "[skip]", "[skip]")
    [made] = await kept(world, vera)
    assert made.partner == Partner("gp", "Kruis", checked_on=date(2026, 11, 23))


async def test_what_is_there_already_is_opened_or_gets_another_name(world: World, vera: Someone) -> None:
    [desk] = await fill(world, vera, DESK)
    await vera.hears(
        ("/directory", "directory.pick.ask"),
        ("[add]", "directory.category.ask"),
        ("[debt_help]", "directory.name.ask"),
        ("geldloket een", "directory.taken_already"),
        ("[other]", "directory.name.ask"),
        ("Geldloket een", "directory.twin.ask"),
        ("[open]", "directory.entry.what"),
    )
    assert [one.id for one in await kept(world, vera)] == [desk]


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("what", "Brieven\nFormulieren", "Brieven\nFormulieren"),
        ("languages", "nederlands, Tigrinya", ("nl", "ti")),
        ("working_days", "ma t/m wo", (0, 1, 2)),
        ("phone", "020 1234567", "020 123 4567"),
        ("address", "Grote Markt 2", "Grote Markt 2"),
        ("deputy_name", "Petro", "Petro"),
        ("how_to_refer", "Bel eerst", "Bel eerst"),
        ("opening_hours", "ma-do", "ma-do"),
        ("name", "Loket", "Loket"),
    ],
)
async def test_every_field_is_changed_by_itself(
    world: World, vera: Someone, field: str, typed: str, value: Any
) -> None:
    [desk] = await fill(world, vera, DESK)
    await vera.does(f"/directory {desk}", "[edit]", f"[{field}]")
    if "new" in vera.options():
        await vera.does("[new]")
    await vera.does(typed)
    [one] = await kept(world, vera)
    assert one.partner == replace(DESK, **{field: value})


async def test_a_field_is_made_empty_and_a_category_changed(world: World, vera: Someone) -> None:
    desk, *_ = await fill(world, vera, DESK, Partner("gp", DESK.name))
    await vera.hears(
        (f"/directory {desk}", "directory.act.ask"),
        ("[edit]", "directory.field.ask"),
        ("[phone]", "directory.way.ask"),
        ("[clear]", "directory.changed"),
        ("[edit]", "directory.field.ask"),
        ("[category]", "directory.category.ask"),
        ("[ggd]", "directory.changed"),
        ("[edit]", "directory.field.ask"),
        ("[category]", "directory.category.ask"),
        ("[gp]", "directory.taken_already"),
        ("[other]", "directory.act.ask"),
    )
    [one] = [one for one in await kept(world, vera) if one.id == desk]
    assert one.partner == replace(DESK, phone="", category="ggd")


async def test_one_tap_says_that_it_is_still_right(world: World, vera: Someone) -> None:
    _, doctor = await fill(world, vera, DESK, DOCTOR)
    await vera.hears(
        ("/directory", "directory.unchecked"),
        ("[check]", "directory.to_check"),
        (f"[entry_{doctor}]", "directory.old"),
        ("[checked]", "directory.checked"),
        ("[back]", "directory.nothing_to_check"),
    )
    assert {one.partner.checked_on for one in await kept(world, vera)} == {
        date(2026, 11, 2),
        date(2026, 11, 23),
    }


@pytest.mark.parametrize("leaves", [["[back]"], ["[checked]", "[back]"], ["[remove]", "[yes]"]])
async def test_whoever_opens_the_last_entry_of_a_page_comes_back_to_a_page_that_is_there(
    world: World, vera: Someone, leaves: list[str]
) -> None:
    numbers = await fill(world, vera, *(Partner("gp", f"Praktijk {at:02}") for at in range(9)))
    await vera.does("/directory", "[check]", "[next]", f"[entry_{numbers[-1]}]")
    for tap in leaves:
        assert "common.question_changed" not in await vera.does(tap)
    assert shown(vera) == (numbers[8:] if leaves == ["[back]"] else numbers[:8])


async def test_removing_asks_once_and_brings_it_back_when_it_is_added_again(
    world: World, vera: Someone, amina: Someone
) -> None:
    [desk] = await fill(world, vera, DESK)
    await vera.hears(
        (f"/directory {desk}", "directory.act.ask"),
        ("[remove]", "directory.sure.ask"),
        ("[no]", "directory.act.ask"),
        ("[remove]", "directory.sure.ask"),
        ("[yes]", "directory.removed"),
    )
    assert await kept(world, vera) == []
    await amina.hears((f"/directory {desk}", "directory.gone"))
    assert await fill(world, vera, DESK) == [desk]
    await amina.hears((f"/directory {desk}", "directory.entry.what"))


async def test_an_entry_that_went_meanwhile_leads_back_to_the_list(
    world: World, vera: Someone, amina: Someone
) -> None:
    [desk] = await fill(world, vera, DESK)
    await amina.does(f"/directory {desk}")
    await vera.does(f"/directory {desk}", "[remove]", "[yes]")
    await amina.hears(("[back]", "directory.empty"))
    [doctor] = await fill(world, vera, DOCTOR)
    await amina.does(f"/directory {doctor}")
    await vera.does(f"/directory {doctor}", "[edit]", "[what]")
    colleague = world.someone(1007, "Vera")
    await colleague.joins(TEAM, Role.COORDINATOR)
    await colleague.does(f"/directory {doctor}", "[remove]", "[yes]")
    await vera.hears(
        ("Spreekuur", "common.no_question"),
        ("[@back]", "directory.gone"),
        ("[back]", "directory.empty_yours"),
    )


async def test_a_key_person_changes_nothing(world: World, vera: Someone, amina: Someone) -> None:
    [desk] = await fill(world, vera, DESK)
    await amina.does("/directory")
    assert not {"add", "export", "import", "check"} & set(amina.options())
    await amina.does(f"/directory {desk}")
    assert amina.options() == ["back"]


async def test_petro_hears_the_same_of_every_number(world: World, vera: Someone, petro: Someone) -> None:
    [desk] = await fill(world, vera, DESK)
    answers = [await petro.does(f"/directory {one}") for one in (desk, desk + 1, 10**17, 0)]
    assert answers == [["directory.gone"]] * 4
    await petro.hears(("/directory", "directory.empty"), (f"/directory {DESK.name}", "directory.nothing"))
    other = world.someone(1008, "Vera")
    await other.joins("Utrecht West", Role.COORDINATOR)
    await other.hears((f"/directory {desk}", "directory.gone"))
    assert len(await kept(world, vera)) == 1


async def test_somebody_in_two_teams_sees_one_directory_at_a_time(
    world: World, vera: Someone, petro: Someone
) -> None:
    [desk] = await fill(world, vera, DESK)
    await vera.does(f"/start {await world.invite('Utrecht West')}")
    teams = (await vera.person()).memberships
    assert len(teams) == 2
    await vera.hears((f"/directory {desk}", "directory.entry.what"))
    await vera.hears(("/directory", "directory.team.ask"))
    await vera.hears((f"[{teams[1].team_id}]", "directory.empty"), ("[other_team]", "directory.team.ask"))
    await vera.hears(("/directory schulden", "directory.team.ask"))
    await vera.hears((f"[{teams[0].team_id}]", "directory.found"))
    assert shown(vera) == [desk]
    await vera.hears(("/directory schulden", "directory.team.ask"))
    await vera.hears((f"[{teams[1].team_id}]", "directory.nothing"))


async def test_a_file_comes_in_and_the_second_time_changes_nothing(
    world: World, keeper: Someone, tmp_path: Path
) -> None:
    await fill(world, keeper, DESK, LEGAL)
    content = as_file(tmp_path, [replace(DESK, phone="020 123 4567"), DOCTOR])
    untouched = await world.read(audit.head)
    lines = await imports(world, keeper, content)
    assert [one for one in lines if "not_in_file" in one] == []
    assert lines == [
        "directory.reading",
        "directory.taken",
        "directory.taken_new(1)",
        "directory.taken_changed(1)",
        "directory.taken_same(0)",
    ]
    before = await kept(world, keeper)
    assert await world.read(audit.head) != untouched
    assert {one.partner for one in before} == {replace(DESK, phone="020 123 4567"), DOCTOR, LEGAL}
    world.clock.forward(minutes=16)
    written = await world.read(audit.head)
    lines = await imports(world, keeper, content)
    assert await world.read(audit.head) == written
    assert lines[2:] == ["directory.taken_new(0)", "directory.taken_changed(0)", "directory.taken_same(2)"]
    assert await kept(world, keeper) == before


async def test_columns_that_a_file_does_not_have_stay_as_they_are(
    world: World, keeper: Someone, tmp_path: Path
) -> None:
    await fill(world, keeper, DESK)
    lines = await imports(
        world, keeper, as_file(tmp_path, [replace(DESK, what="")], ["name", "category", "what"])
    )
    assert [one.partner for one in await kept(world, keeper)] == [replace(DESK, what="")]
    [absent] = [one for one in lines if one.startswith("directory.not_in_file")]
    assert absent.count("directory.column.") == len(TEMPLATE) - 3


async def test_what_was_checked_since_stays_checked_when_the_file_comes_again(
    world: World, keeper: Someone, tmp_path: Path
) -> None:
    content = as_file(tmp_path, [replace(DESK, checked_on=None), DOCTOR])
    await imports(world, keeper, content)
    for one in await kept(world, keeper):
        await keeper.does(f"/directory {one.id}", "[checked]")
    before = await kept(world, keeper)
    assert "directory.taken_same(2)" in await imports(world, keeper, content)
    assert await kept(world, keeper) == before


async def test_an_older_file_does_not_undo_what_was_checked_since(
    world: World, keeper: Someone, tmp_path: Path
) -> None:
    right = replace(DESK, phone="020 123 4567", checked_on=date(2026, 11, 23))
    await fill(world, keeper, right)
    lines = await imports(world, keeper, as_file(tmp_path, [DESK, DOCTOR]))
    assert {"directory.taken_new(1)", "directory.taken_changed(0)", "directory.taken_kept(1)"} <= set(lines)
    assert [one.partner for one in await kept(world, keeper)] == [right, DOCTOR]
    newer = replace(right, phone="023 999 9999", checked_on=right.checked_on)
    assert "directory.taken_changed(1)" in await imports(world, keeper, as_file(tmp_path, [newer]))


async def test_what_was_removed_comes_back_with_the_file_under_its_number(
    world: World, keeper: Someone, tmp_path: Path
) -> None:
    content = as_file(tmp_path, [DESK, DOCTOR])
    await imports(world, keeper, content)
    before = await kept(world, keeper)
    await keeper.does(f"/directory {before[0].id}", "[remove]", "[yes]")
    lines = await imports(world, keeper, content)
    assert {"directory.taken_new(1)", "directory.taken_same(1)"} <= set(lines)
    assert await kept(world, keeper) == before


async def test_bad_rows_are_named_and_good_ones_kept(world: World, keeper: Someone, tmp_path: Path) -> None:
    sheet = b"category,name,phone,languages\ngp,Kruis,,\nloket,X,12,\n,,,Frans\ngp,kruis,,\n"
    lines = await imports(world, keeper, sheet, "partners.csv")
    told = lines[lines.index("directory.not_taken(3)") + 1 :]
    assert told == [
        "directory.bad_row(3, directory.problem(directory.column.category, directory.reason.unknown) "
        "directory.problem(directory.column.phone, directory.reason.unknown))",
        "directory.bad_row(4, directory.problem(directory.column.category, directory.reason.missing) "
        "directory.problem(directory.column.name, directory.reason.missing))",
        "directory.bad_row(5, directory.problem(directory.column.name, directory.reason.twice))",
        "directory.send_again",
    ]
    assert names(await kept(world, keeper)) == ["Kruis"]


async def test_of_many_bad_rows_fifteen_are_named_and_all_of_them_in_a_file(
    world: World, keeper: Someone, tmp_path: Path
) -> None:
    bad = [replace(DOCTOR, name="W" * 81, phone="x", category="y", contact_name="t.me/x") for _ in range(40)]
    good = [Partner(CATEGORIES[at % 9], f"Loket {at}", what="W" * 300) for at in range(200)]
    lines = await imports(world, keeper, as_file(tmp_path, [*good, *bad]))
    assert "directory.taken_new(200)" in lines
    assert sum(line.startswith("directory.bad_row") for line in lines) == 15
    assert "directory.more_rows(25)" in lines
    assert len(await kept(world, keeper)) == 200
    assert keeper.phone.last.file_name == "sleutelbot-directory-rows-2026-11-23.xlsx"
    heads = {"directory.sheet_row": "row", "directory.sheet_problems": "problems"}
    named = [cells for _, cells in read_table(keeper.phone.last.content or b"", heads)]
    assert [int(one["row"]) for one in named] == list(range(202, 242))
    assert all(one["problems"].count("directory.problem(") == 4 for one in named)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7 what is this", "no_header"),
        (b"PK\x03\x04 broken", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "other_kind"),
        (b"\n \n", "empty"),
        (b"phone\n023 512 3456\n", "no_header"),
    ],
)
async def test_a_file_that_is_no_such_table_gets_a_reason(
    world: World, keeper: Someone, content: bytes, reason: str
) -> None:
    lines = await imports(world, keeper, content, "partners.xlsx")
    assert f"directory.unreadable.{reason}" in lines
    assert await kept(world, keeper) == []


async def test_a_file_that_is_too_large_is_refused_and_the_next_one_still_awaited(
    world: World, keeper: Someone, tmp_path: Path
) -> None:
    lines = await imports(world, keeper, b"x" * (LARGEST + 1))
    assert "directory.unreadable.too_large" in lines
    assert "directory.taken_new(1)" in await send(world, keeper, as_file(tmp_path, [DESK]))


async def test_words_and_pictures_are_no_file(world: World, keeper: Someone) -> None:
    await keeper.hears(
        ("/directory", "directory.pick.ask"),
        ("[import]", "directory.file.ask"),
        ("Geldloket, schulden", "directory.file.refused"),
    )
    before = len(world.telegram.calls)
    keeper.phone.send_photo(b"\x89PNG\r\n\x1a\n" + bytes(8) + (9).to_bytes(4) * 2)
    await world.settle()
    assert "directory.file.refused" in keeper.lines_since(before)


async def test_a_document_that_nobody_waits_for_is_refused_kindly(
    world: World, keeper: Someone, amina: Someone, tmp_path: Path
) -> None:
    content = as_file(tmp_path, [DESK])
    assert await send(world, keeper, content) == ["common.no_question"]
    assert await send(world, amina, content) == ["common.no_question"]
    await keeper.does("/directory")
    assert await send(world, keeper, content) == ["common.no_question"]
    await keeper.does("[add]")
    assert "common.tap_a_button" in await send(world, keeper, content)
    await keeper.does("[gp]")
    assert "directory.name.refused" in await send(world, keeper, content)
    assert await kept(world, keeper) == []


async def test_a_kill_in_the_middle_imports_once(
    world: World, keeper: Someone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = as_file(tmp_path, [DESK, DOCTOR])
    await keeper.does("/directory", "[import]")
    monkeypatch.setattr(world.program.errands, "run", _never)
    keeper.phone.send_document(content, "partners.xlsx")
    with pytest.raises(TimeoutError):
        await _soon(world)
    await world.program.delivery.stop(0)
    await world.restart()
    await world.settle()
    assert len(await kept(world, keeper)) == 2
    assert any(one.text.startswith("directory.taken") for one in keeper.phone.messages)
    said = len(keeper.phone.messages)
    await world.restart()
    assert len(keeper.phone.messages) == said


async def _never(_: object) -> None:
    await asyncio.sleep(3600)


async def _soon(world: World) -> None:
    async with asyncio.timeout(1):
        await world.settle()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
async def test_the_file_that_goes_out_can_come_back(world: World, keeper: Someone, form: str) -> None:
    await fill(world, keeper, DESK, DOCTOR)
    before = await kept(world, keeper)
    await keeper.hears(
        ("/directory", "directory.pick.ask"),
        ("[export]", "directory.leaves"),
        (f"[{form}]", "directory.export_comes"),
    )
    content = _received(world, keeper, form)
    columns = {one if form == "csv" else f"directory.column.{one}": one for one in TEMPLATE}
    rows = read_table(content, columns)
    assert len(rows) == 2
    assert rows[0][1]["category"] == "partner.debt_help"
    assert "directory.taken_same(2)" in await imports(world, keeper, content)
    assert await kept(world, keeper) == before


async def test_an_empty_directory_goes_out_with_an_example_that_never_comes_in(
    world: World, keeper: Someone
) -> None:
    await keeper.does("/directory", "[export]", "[xlsx]")
    content = _received(world, keeper)
    [(_, cells)] = read_table(content, {f"directory.column.{one}": one for one in TEMPLATE})
    assert cells["name"] == "directory.example.name"
    assert "directory.unreadable.empty" in await imports(world, keeper, content)
    assert await kept(world, keeper) == []


def _received(world: World, who: Someone, form: str = "xlsx") -> bytes:
    document = next(
        one.message["document"] for one in reversed(who.phone.messages) if "document" in one.message
    )
    assert document["file_name"] == f"sleutelbot-directory-2026-11-23.{form}"
    return world.telegram.files.known(document["file_id"]).content


async def test_the_saved_card_can_name_the_organisation(world: World, vera: Someone, amina: Someone) -> None:
    one, other, desk = await fill(world, vera, DOCTOR, Partner("gp", "Praktijk"), DESK)
    await amina.does("/contact", "[phone_call]", "[health]", "[explained]")
    await amina.hears(("[gp]", "card.saved"), ("[partner]", "card.partner.ask"))
    assert amina.options()[:2] == [str(one), str(other)]
    assert str(desk) not in amina.options()
    await amina.hears((f"[{other}]", "card.record.partner"))
    person = await amina.person()
    [contact] = await world.read(contacts.latest, person.id)
    assert await world.read(partner_use.named, person.id, contact.id) == (other, "Praktijk")
    await amina.hears(("[partner]", "card.partner.ask"))
    assert amina.options()[:2] == [str(other), str(one)]
    await amina.does(f"[{other}]")
    assert await world.read(partner_use.named, person.id, contact.id) is None
    await amina.does("[partner]", f"[{one}]", "[referral]", "[@more]", "[debt_help]")
    assert await world.read(partner_use.named, person.id, contact.id) is None
    assert "partner" in amina.options()
    await amina.does("[referral]", "[none]")
    assert "partner" not in amina.options()
    assert await world.read(partner_use.fitting, (await vera.person()).id, contact.id) == []


async def test_what_was_undone_makes_no_organisation_the_most_used(
    world: World, vera: Someone, amina: Someone
) -> None:
    first, other = await fill(world, vera, Partner("gp", "Aaa"), Partner("gp", "Bbb"))
    refers = ("/contact", "[phone_call]", "[health]", "[explained]", "[gp]", "[partner]")
    for _ in range(2):
        await amina.does(*refers, f"[{other}]")
    await amina.does(*refers)
    assert amina.options()[:2] == [str(other), str(first)]
    async with world.database.transaction() as session:
        await session.execute(update(contact).values(undone_at=world.clock.now()))
    await amina.does(*refers)
    assert amina.options()[:2] == [str(first), str(other)]


async def test_a_page_tells_what_the_team_learned_from_five_answers_of_two_people_on(
    world: World, vera: Someone, amina: Someone
) -> None:
    [doctor] = await fill(world, vera, DOCTOR)
    zaineb = world.someone(1009, "Zaineb")
    await zaineb.joins(TEAM)
    for answered, who in enumerate([amina] * 5 + [zaineb]):
        lines = await amina.does(f"/directory {doctor}")
        assert not any(line.startswith("directory.learned") for line in lines), answered
        await who.does("/contact", "[phone_call]", "[health]", "[explained]", "[gp]")
        await who.does("[partner]", f"[{doctor}]")
        person = await who.person()
        [newest, *_] = await world.read(contacts.latest, person.id)
        async with world.database.transaction() as session:
            one = await referrals.own(session, person.id, newest.id)
            assert one
            await referrals.know(session, one, "waiting_list", world.clock.now())
    lines = await amina.does(f"/directory {doctor}")
    assert "directory.learned(outcome_of.waiting_list)" in lines


async def test_three_entries_a_week_are_put_before_the_coordinator(
    world: World, vera: Someone, amina: Someone
) -> None:
    never = [Partner("gp", f"Praktijk {at}") for at in range(4)]
    await fill(world, vera, DESK, DOCTOR, *never)
    await world.tick()
    assert vera.phone.last.text.startswith("directory.please_check")
    first = vera.options()
    assert len([one for one in first if one.startswith("/directory ")]) == 3
    await vera.hears((f"[{first[0]}]", "directory.never_checked"), ("[checked]", "directory.checked"))
    said = len(vera.phone.messages)
    world.clock.forward(days=2)
    await world.tick()
    assert len(vera.phone.messages) == said
    world.clock.forward(days=5)
    await world.tick()
    assert first[0] not in vera.options()
    assert not any(one.text.startswith("directory.please_check") for one in amina.phone.messages)


async def test_what_was_not_said_of_last_week_is_not_said_twice(world: World, vera: Someone) -> None:
    await fill(world, vera, DOCTOR)
    person = await vera.person()
    world.clock.forward(hours=12)
    await world.tick()
    assert len(await world.read(notices.held, person.id)) == 1
    world.clock.moment = world.clock.moment.replace(day=30, hour=3)
    await check_directory.run(world.round())
    [waits] = await world.read(notices.held, person.id)
    assert waits.key.startswith("directory.check:")
    assert ":2026-11-30:" in waits.key


def test_a_csv_is_a_table_too(tmp_path: Path) -> None:
    columns = tuple(Column(one, one) for one in TEMPLATE)
    write_csv(tmp_path / "x.csv", Sheet("x", columns, [row_of(DESK)]))
    [(_, cells)] = read_table((tmp_path / "x.csv").read_bytes(), {one: one for one in TEMPLATE})
    assert cells["name"] == DESK.name

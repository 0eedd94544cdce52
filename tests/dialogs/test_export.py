"""/export: a coordinator gets her own team's rows as a file, and nobody else gets anything."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import openpyxl
import pytest
from sqlalchemy import delete, insert, update

from bot.export import COLUMNS, REFERRAL_COLUMNS, SESSION_COLUMNS, What
from bot.model import Person, Role
from bot.supervision import MeetingKind, MeetingState, Plan
from bot.texts import Texts
from handlers.errands import building
from handlers.errands.export_words import CODES
from storage import meetings, outbox, people
from storage.tables import contact, referral
from storage.tables import membership_row as membership
from tests.cast import Someone, World
from tests.dialogs.arranging import coordinates
from tests.storage import generated
from tryout.people import Shown

DAY: Final = date(2026, 11, 23)  # of the clock of these tests
LONG_AGO: Final = date(2026, 6, 1)


@pytest.fixture
async def boris(world: World) -> Someone:
    """A coordinator of another team, as Petro is a key person there."""
    boris = world.someone(1004, "Petro", "uk")
    await boris.joins("Utrecht West", Role.COORDINATOR)
    return boris


async def logged(world: World, who: Someone, *others: Someone, number: int = 300) -> list[Any]:
    """Contacts of these people in their first team, from June on to the day of the clock."""
    found = [await one.person() for one in (who, *others)]
    made = list(generated.contacts(7, number, {_team(found[0]): [one.id for one in found]}, LONG_AGO, DAY))
    async with world.database.transaction() as session:
        await generated.write(session, made)
    return [one for one in made if one.undone_at is None]


def _team(person: Person) -> int:
    return person.memberships[0].team_id


def sent(who: Someone) -> list[Shown]:
    return [one for one in who.phone.messages if one.content and one.from_bot]


def table(shown: Shown) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((shown.content or b"").decode("utf-8-sig"))))


def book(shown: Shown) -> Any:
    return openpyxl.load_workbook(io.BytesIO(shown.content or b""))


async def test_vera_gets_her_contacts_of_this_month(world: World, amina: Someone, vera: Someone) -> None:
    made = [one for one in await logged(world, amina) if one.happened_on.month == 11]
    await vera.hears(
        ("/export", "export.what.ask"),
        ("[contacts]", "export.period.ask"),
        ("[this_month]", "export.form.ask"),
        ("[csv]", "export.leaves_contacts"),
        ("[send]", "export.making"),
    )
    [shown] = sent(vera)
    assert (shown.file_name, shown.text) == ("sleutelbot-contacts-2026-11-01-2026-11-30.csv", "")
    rows = table(shown)
    assert tuple(rows[0]) == COLUMNS[What.CONTACTS]
    assert len(rows) == len(made) > 20
    key = {(one.happened_on.isoformat(), one.kind, " ".join(one.actions)) for one in made}
    assert {(row["day"], row["kind"], row["actions"]) for row in rows} == key
    assert len({row["person"] for row in rows}) == 1
    assert await world.read(outbox.waiting) == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_a_file_of_contacts_tells_nobody_how_long_anybody_worked(
    world: World, amina: Someone, vera: Someone, form: str
) -> None:
    made = await logged(world, amina)
    assert any(one.minutes for one in made)
    await vera.does("/export", "[contacts]", "[this_year]", f"[{form}]", "[send]")
    [shown] = sent(vera)
    heads = table(shown)[0] if form == "csv" else [one.value for one in book(shown).worksheets[0][1]]
    assert len(heads) == len(COLUMNS[What.CONTACTS])
    assert not any("minutes" in head for head in heads)


async def test_what_she_reads_above_says_what_is_in_it_and_to_keep_it_safe(
    world: World, amina: Someone, vera: Someone
) -> None:
    await logged(world, amina)
    lines = await vera.does("/export", "[contacts]", "[this_year]", "[xlsx]", "[send]")
    assert "export.keep_safe" in " ".join(lines)
    assert any(line.startswith("export.about(") and "Haarlem Effect" in line for line in lines)
    assert any("2026" in line and "export.days_told" in line for line in lines)
    assert vera.options()[-1:] == ["/export"]


async def test_everybody_has_another_code_in_the_next_file(
    world: World, amina: Someone, vera: Someone
) -> None:
    noor = world.someone(1005, "Noor")
    await noor.joins("Haarlem Effect")
    await logged(world, amina, noor)
    for _ in range(2):
        await vera.does("/export", "[contacts]", "[this_year]", "[csv]", "[send]")
    first, second = ({row["person"] for row in table(one)} for one in sent(vera))
    assert len(first) == len(second) == 2
    assert not first & second


async def test_a_spreadsheet_has_types_a_frozen_head_and_its_explanation_in_her_language(
    world: World, amina: Someone, vera: Someone
) -> None:
    made = await logged(world, amina)
    await vera.does("/export", "[contacts]", "[this_year]", "[xlsx]", "[send]")
    read = book(sent(vera)[0])
    paper, meaning = read.worksheets
    assert paper.freeze_panes == "A2"
    head, *rows = paper.iter_rows(values_only=True)
    assert head[:3] == ("export.column.person", "export.column.team", "export.column.day")
    assert len(rows) == len(made)
    day = COLUMNS[What.CONTACTS].index("day")
    assert {type(row[day]) for row in rows} == {datetime}
    explained = [row[1] for row in meaning.iter_rows(min_row=2, values_only=True)]
    assert set(COLUMNS[What.CONTACTS]) <= set(explained)


@pytest.mark.parametrize(
    ("language", "names"), [("nl", ["Contacten", "Uitleg"]), ("ar", ["اللقاءات", "شرح"])]
)
async def test_the_explaining_sheet_is_in_the_language_of_its_reader(
    world: World, amina: Someone, vera: Someone, language: str, names: list[str]
) -> None:
    await logged(world, amina, number=20)
    person = await vera.person()
    async with world.database.transaction() as session:
        await people.set_language(session, person.id, language)
    world.texts = Texts.load()
    await world.restart()
    await vera.does("/export", "[contacts]", "[this_year]", "[xlsx]", "[send]")
    read = book(sent(vera)[0])
    assert read.sheetnames == names
    texts = Texts.load()
    meaning = {(row[1], row[2]) for row in read.worksheets[1].iter_rows(min_row=2, values_only=True)}
    for codes in CODES[What.CONTACTS].values():
        for code, label in codes.items():
            assert (code, texts.plain(language, label)) in meaning
    assert bool(read.worksheets[0].sheet_view.rightToLeft) == (language == "ar")


async def test_referrals_with_what_came_of_them(world: World, amina: Someone, vera: Someone) -> None:
    made = [one for one in await logged(world, amina) if one.referral != "none"]
    known = {"state": "known", "outcome": "helped", "ask_at": world.clock.now(), "times": 1}
    async with world.database.transaction() as session:
        values = {"contact_id": made[0].id, "person_id": made[0].person_id, **known}
        await session.execute(insert(referral).values(values))
    await vera.does("/export", "[referrals]", "[this_year]", "[csv]", "[send]")
    rows = table(sent(vera)[0])
    assert tuple(rows[0]) == REFERRAL_COLUMNS
    assert sorted((row["day"], row["referral"]) for row in rows) == sorted(
        (one.happened_on.isoformat(), one.referral) for one in made
    )
    assert [row["outcome"] for row in rows if row["outcome"]] == ["helped"]


async def test_sessions_without_a_person_in_them(world: World, amina: Someone, vera: Someone) -> None:
    noor = world.someone(1005, "Noor")
    await noor.joins("Haarlem Effect")
    host, one, other = [await each.person() for each in (vera, amina, noor)]
    # Half past midnight in Amsterdam: a day later there than in UTC, and in October still.
    late = datetime(2026, 10, 30, 23, 30, tzinfo=UTC)
    async with world.database.transaction() as session:
        given = (host.id, [one.id, other.id], world.clock.now())
        peer = Plan(_team(host), MeetingKind.PEER, 90, "", "Kerkstraat 1", "Petro")
        number = await meetings.add(session, peer, late, *given)
        held = await meetings.known(session, number)
        came, themes = [host.id, one.id], ["workload", "boundaries"]
        await meetings.record(session, held, held=True, minutes=75, came=came, themes=themes)
        later = late + timedelta(hours=25)
        await meetings.add(session, peer, later, *given, state=MeetingState.CANCELLED)
    await vera.does("/export", "[sessions]", "[last_month]", "[csv]", "[send]")
    [row] = table(sent(vera)[0])
    assert tuple(row) == SESSION_COLUMNS
    assert row == {
        "team": "Haarlem Effect",
        "day": "2026-10-31",
        "kind": "peer_supervision",
        "state": "held",
        "minutes": "75",
        "invited": "2",
        "came": "1",
        "themes": "boundaries workload",
    }
    await vera.does("/export", "[sessions]", "[this_month]", "[csv]", "[send]")
    [row] = table(sent(vera)[1])
    assert (row["state"], row["minutes"], row["came"]) == ("cancelled", "90", "")


async def test_days_may_be_typed_and_look_back(world: World, amina: Someone, vera: Someone) -> None:
    made = await logged(world, amina)
    await vera.does("/export", "[contacts]", "[other]")
    await vera.hears(("gisteren ergens", "export.days.refused"), ("1 juli - 15 aug", "export.form.ask"))
    await vera.does("[csv]", "[send]")
    wanted = [one for one in made if date(2026, 7, 1) <= one.happened_on <= date(2026, 8, 15)]
    assert len(table(sent(vera)[0])) == len(wanted) > 10


async def test_nothing_in_those_days_is_one_kind_line_and_no_file(
    world: World, amina: Someone, vera: Someone
) -> None:
    await logged(world, amina)
    await vera.hears(("/export", "export.what.ask"))
    for what in ("contacts", "referrals", "sessions"):
        lines = await vera.does("/export", f"[{what}]", "[last_year]", "[xlsx]", "[send]")
        assert lines[0] == "export.nothing"
    assert sent(vera) == []


@asynccontextmanager
async def asking(world: World, vera: Someone, *first: str) -> AsyncIterator[None]:
    """She has asked for this year's contacts; what happens in the block happens before the file is made."""
    await vera.does("/export", *first, "[contacts]", "[this_year]", "[csv]")
    async with world.program.errands._one:
        vera._act("[send]")
        await world.program.intake.poll_once(0)
        await world.program.intake.handle_waiting()
        yield
    await world.settle()


async def test_what_was_undone_before_the_file_was_made_is_not_in_it(
    world: World, amina: Someone, vera: Someone
) -> None:
    await logged(world, amina)
    async with asking(world, vera), world.database.transaction() as session:
        await session.execute(update(contact).values(undone_at=world.clock.now()))
    assert sent(vera) == []
    assert vera.phone.last.text == "export.nothing"


async def test_a_cell_that_looks_like_a_formula_stays_text(world: World) -> None:
    anna = world.someone(1006, "Anna")
    await anna.joins("=SUM(A1:A9)")
    lead = world.someone(1007, "Lead")
    await lead.joins("=SUM(A1:A9)", Role.COORDINATOR)
    await logged(world, anna, number=20)
    await lead.does("/export", "[contacts]", "[this_year]", "[csv]", "[send]")
    await lead.does("/export", "[contacts]", "[this_year]", "[xlsx]", "[send]")
    in_csv, in_xlsx = sent(lead)
    assert {row["team"] for row in table(in_csv)} == {"'=SUM(A1:A9)"}
    cell = book(in_xlsx).worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == ("=SUM(A1:A9)", "s")


async def test_of_two_teams_she_chooses_one(world: World, amina: Someone, vera: Someone) -> None:
    await coordinates(world, vera, "Haarlem Noord")
    made = await logged(world, amina)
    await vera.hears(("/export", "export.team.ask"))
    person = await vera.person()
    first, second = (str(one.team_id) for one in person.memberships)
    lines = await vera.does(f"[{second}]", "[contacts]", "[this_year]", "[csv]", "[send]")
    assert lines[0] == "export.nothing"
    await vera.does("/export", f"[{first}]", "[contacts]", "[this_year]", "[csv]", "[send]")
    assert len(table(sent(vera)[0])) == len(made)


async def test_a_key_person_is_told_that_it_is_not_for_her(amina: Someone) -> None:
    await amina.hears(("/export", "common.not_for_you"))


async def test_petro_gets_nothing_of_haarlem_by_any_button(
    world: World, amina: Someone, vera: Someone, boris: Someone
) -> None:
    await logged(world, amina)
    await vera.does("/export")
    hers = [button.data or "" for button in vera.phone.last.buttons]
    haarlem = _team(await vera.person())
    await boris.does("/export")
    mine = boris.phone.last
    for data in (*hers, mine.buttons[0].data[:9] + str(haarlem)):  # type: ignore[index]
        boris.phone.tap_data(data, mine.message_id)
        await world.settle()
    lines = await boris.does("/export", "[contacts]", "[this_year]", "[csv]", "[send]")
    assert lines[0] == "export.nothing"
    assert sent(boris) == []


async def test_an_old_button_makes_no_second_file(world: World, amina: Someone, vera: Someone) -> None:
    await logged(world, amina)
    await vera.does("/export", "[contacts]", "[this_year]", "[csv]")
    message, data = vera.button("send")
    await vera.does("[send]")
    vera.phone.tap_data(data, message.message_id)
    await world.settle()
    assert len(sent(vera)) == 1
    assert "common.old_button" in vera.phone.account.toasts[-1].text


async def test_whoever_lost_her_role_meanwhile_gets_nothing(
    world: World, amina: Someone, vera: Someone
) -> None:
    """She still leads another team, so it is this one that counts."""
    await coordinates(world, vera, "Haarlem Noord")
    await logged(world, amina)
    person = await vera.person()
    haarlem = _team(person)
    async with asking(world, vera, f"[{haarlem}]"), world.database.transaction() as session:
        hers = (membership.c.person_id == person.id, membership.c.team_id == haarlem)
        await session.execute(delete(membership).where(*hers))
    assert sent(vera) == []
    assert vera.phone.last.text.startswith("export.making")
    assert await world.read(outbox.waiting) == []


async def test_who_cannot_be_reached_leaves_nothing_behind(
    world: World, amina: Someone, vera: Someone
) -> None:
    await logged(world, amina)
    async with asking(world, vera):
        vera.phone.block()
    assert sent(vera) == []
    assert await world.read(outbox.waiting) == []
    assert not await world.read(people.is_reachable, (await vera.person()).id)


async def test_a_large_one_shows_how_far_it_is_in_one_message(
    world: World, amina: Someone, vera: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "TELL_SECONDS", 0.02)
    made = await logged(world, amina, number=4000)
    before = len(world.telegram.calls)
    await vera.does("/export", "[contacts]", "[this_year]", "[xlsx]", "[send]")
    progress = [call for call in world.telegram.calls[before:] if "export.progress" in str(call.params)]
    assert [call.method for call in progress[:2]] == ["sendMessage", "editMessageText"]
    assert {call.method for call in progress[1:]} == {"editMessageText"}
    [told] = [one.text for one in vera.phone.messages if "export.ready" in one.text]
    assert str(len(made)) in told
    assert len(book(sent(vera)[0]).worksheets[0]["A"]) == len(made) + 1


async def test_how_far_it_is_must_not_keep_it_from_coming(
    world: World, amina: Someone, vera: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "TELL_SECONDS", 0.02)
    await logged(world, amina, number=4000)
    async with asking(world, vera):
        await world.program.delivery.write_outcomes()
        world.telegram.faults.add("server_error", method="sendMessage", times=None)
    assert len(sent(vera)) == 1


async def test_stopped_in_the_middle_it_is_made_anew_at_the_next_start(
    world: World, amina: Someone, vera: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "TELL_SECONDS", 0.01)
    made = await logged(world, amina, number=4000)
    await vera.does("/export", "[contacts]", "[this_year]", "[csv]")
    vera._act("[send]")
    await world.program.intake.poll_once(0)
    await world.program.intake.handle_waiting()
    async with asyncio.timeout(10):
        while "export.progress" not in vera.phone.last.text:  # noqa: ASYNC110 - the phone has no bell for it
            await asyncio.sleep(0)
    await world.program.delivery.stop(0)
    assert sent(vera) == []
    await world.restart()
    assert len(table(sent(vera)[0])) == len(made)


async def test_the_order_of_the_rows_does_not_tell_when_they_were_logged(
    world: World, amina: Someone, vera: Someone
) -> None:
    """By day, and within a day in another order in each file."""
    person = await amina.person()
    made = list(generated.contacts(3, 60, {_team(person): [person.id]}, DAY, DAY))
    async with world.database.transaction() as session:
        await generated.write(session, made)
    orders = []
    for _ in range(2):
        await vera.does("/export", "[contacts]", "[this_month]", "[csv]", "[send]")
        orders.append([(row["kind"], row["actions"], row["topics"]) for row in table(sent(vera)[-1])])
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])


@pytest.mark.parametrize("what", ["contacts", "referrals", "sessions"])
async def test_before_anything_leaves_she_reads_what_and_says_so_once_more(
    world: World, amina: Someone, vera: Someone, what: str
) -> None:
    await logged(world, amina, number=20)
    lines = await vera.does("/export", f"[{what}]", "[this_year]", "[csv]")
    assert f"export.leaves_{what}" in " ".join(lines)
    assert sent(vera) == []
    assert vera.options()[0] == "send"


@pytest.mark.parametrize("words", ["morgen", "tomorrow"])
async def test_tomorrow_is_no_day_to_look_back_on(vera: Someone, words: str) -> None:
    await vera.does("/export", "[contacts]", "[other]")
    await vera.hears((words, "export.days.refused"))


async def test_what_somebody_logged_who_has_left_stays_in_the_files_of_her_team(
    world: World, amina: Someone, vera: Someone
) -> None:
    made = await logged(world, amina)
    person = await amina.person()
    async with world.database.transaction() as session:
        hers = membership.c.person_id == person.id
        await session.execute(update(membership).where(hers).values(left_at=world.clock.now()))
    await vera.does("/export", "[contacts]", "[this_year]", "[csv]", "[send]")
    assert len(table(sent(vera)[0])) == len(made)

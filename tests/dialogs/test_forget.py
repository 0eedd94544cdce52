"""/forget: two steps, a certificate, and nothing of her left in any table and any file; her team keeps its figures."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.model import Role
from bot.screen import Say, Screen, Text
from handlers.dialogs import meeting_news
from storage import figures, notices
from storage import outbox as outbox_of
from storage.database import Session
from storage.tables import metadata, outbox, person
from tests.cast import KEY, Someone, World
from tests.dialogs.planned import plan
from tests.dialogs.test_privacy import leaves
from tests.rules.stage import ZONE

NAME, WORDS = "Amîna", "zeldzaamwoord"
LOGS = ("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
ERASES = ("/forget", "[yes]", "[erase]")


@pytest.fixture
async def amina(world: World) -> Someone:
    """With a number and a name that nothing else has."""
    amina = world.someone(981236001, NAME)
    await amina.joins("Haarlem Effect")
    return amina


async def everything(session: Session) -> dict[str, list[str]]:
    return {
        table.name: [str(tuple(row)) for row in await session.execute(select(table))]
        for table in metadata.sorted_tables
    }


async def rows_with(session: Session, *signs: str) -> list[str]:
    found = await everything(session)
    return [
        f"{table}: {row}" for table, rows in found.items() for row in rows if any(one in row for one in signs)
    ]


async def lives(world: World, amina: Someone, vera: Someone) -> None:
    """She leaves traces wherever she can by herself, and others leave some of hers."""
    await amina.does(*LOGS)
    await amina.does(*LOGS, "[undo]")
    await amina.does("/coordinator", "[question]", f"Is {WORDS} there?", "[yes]")
    await amina.does("/coordinator", "[call]")
    await amina.does("/alarm")
    await amina.does("/quiet", "/hours", "/privacy", "/correct", "[name]")
    await amina.does("/profile", "[languages]", "[ti]")
    await vera.does("/agree", "/supervision", "/team", "/overview")
    me = await amina.person()
    screen = Screen(lines=(Text(key="common.name", values={"name": f"{NAME}?"}),))
    async with world.database.transaction() as session:
        await notices.put(
            session, (await vera.person()).id, None, f"note:{me.id}0", screen, world.clock.now()
        )


async def test_it_is_told_what_goes_and_stays_and_asked_twice(amina: Someone) -> None:
    lines = await amina.does("/forget")
    assert [line.partition("(")[0] for line in lines] == [
        *(
            "forget.title",
            "forget.goes",
            "forget.stays",
            "forget.chat",
            "forget.instead",
            "forget.wants.ask",
        ),
    ]
    await amina.hears(("[yes]", "forget.sure.ask"), ("[no]", "forget.kept"))
    await amina.hears(("/forget", "forget.wants.ask"), ("[no]", "forget.kept"))
    assert (await amina.person()).name == NAME


async def test_nothing_of_her_is_left_in_any_table(world: World, amina: Someone, vera: Someone) -> None:
    await lives(world, amina, vera)
    reference = await world.read(reference_of, amina.id)
    assert await world.read(rows_with, NAME, str(amina.id), WORDS, reference)
    lines = await amina.does(*ERASES)
    assert "forget.done" in lines
    left = await world.read(rows_with, NAME, str(amina.id), WORDS)
    assert left == []
    # Her reference stands in the trail, and nothing tells any more whose it was.
    assert {one.partition(":")[0] for one in await world.read(rows_with, reference)} == {"audit"}
    await world.tick()
    assert await world.read(rows_with, NAME, str(amina.id), WORDS) == []


async def reference_of(session: Session, telegram_id: int) -> str:
    return str(await session.scalar(select(person.c.reference).where(person.c.telegram_id == telegram_id)))


async def test_nothing_of_her_is_left_in_any_file_or_log(
    world: World, amina: Someone, vera: Someone, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await lives(world, amina, vera)
    reference = await world.read(reference_of, amina.id)
    await amina.does(*ERASES)
    await world.tick()
    plain = opened(world.path, tmp_path / "plain.sqlite")
    signs = [one.encode() for one in (NAME, json.dumps(NAME)[1:-1], str(amina.id), WORDS)]
    assert [one for one in signs if one in plain] == []
    for file in world.path.parent.iterdir():
        content = file.read_bytes()
        assert not any(one in content for one in (*signs, reference.encode())) or file.name == "plain.sqlite"
    assert not [one for one in (NAME, WORDS, str(amina.id)) if one in caplog.text]


def opened(path: Path, target: Path) -> bytes:
    """Every page of the database without its lock, the free ones included."""
    import sqlcipher3.dbapi2 as sqlcipher

    connection = sqlcipher.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute(f"ATTACH DATABASE '{target}' AS plain KEY ''")
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.close()
    return target.read_bytes()


async def test_the_figures_of_her_team_stay(world: World, amina: Someone, vera: Someone) -> None:
    for _ in range(3):
        await amina.does(*LOGS)
    asker, day = await vera.person(), world.clock.now().date()
    team = asker.memberships[0].team_id
    days = (day - timedelta(days=7), day + timedelta(days=7))
    before = await world.read(figures.of_team, asker, team, *days)
    assert before.contacts == 3
    await amina.does(*ERASES)
    assert await world.read(figures.of_team, asker, team, *days) == before


async def test_the_certificate_has_a_date_and_a_number_that_is_kept_nowhere(
    world: World, amina: Someone
) -> None:
    lines = await amina.does(*ERASES)
    [number] = [one for line in lines for one in re.findall(r"forget\.number\((\w{5}-\w{5})\)", line)]
    assert "forget.on(2026-11-23, 2026)" in lines
    assert await world.read(rows_with, number) == []
    chats = await world.read(chats_waiting)
    assert amina.id not in chats


async def chats_waiting(session: Session) -> set[int]:
    return set((await session.execute(select(outbox.c.chat_id))).scalars())


async def test_an_answer_that_telegram_refuses_leaves_no_chat_behind(world: World, amina: Someone) -> None:
    async with world.database.transaction() as session:
        said = Say(screen=Screen(lines=()))
        [item] = await outbox_of.reply(session, amina.id, "en", [said], world.clock.now())
        await outbox_of.refused(session, item.id)
    await amina.does(*ERASES)
    assert await world.read(rows_with, str(amina.id)) == []


async def test_afterwards_the_red_button_helps_her_as_it_does_a_stranger(
    world: World, amina: Someone
) -> None:
    assert "/alarm" in (await amina.does("/sos"), amina.options())[1]
    await amina.does(*ERASES)
    for _ in range(2):
        assert amina.id not in world.program.languages
        assert amina.id not in world.program.readers
        assert (await amina.does("/sos"))[0] == "safety.title"
        assert not amina.phone.last.inline
        await world.restart()
    assert (await amina.does("[/alarm]"))[0] == "alarm.nobody_reads"


async def test_she_may_come_back_as_somebody_new(world: World, amina: Someone, vera: Someone) -> None:
    await amina.does(*LOGS, *ERASES)
    await amina.joins("Haarlem Effect")
    assert (await amina.does("/today"))[0] == "today.none"


async def test_the_coordinator_hears_that_somebody_left_and_never_who(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does(*ERASES)
    world.clock.forward(hours=1)
    before = len(world.telegram.calls)
    await world.tick()
    heard = vera.lines_since(before)
    assert "forget.news.key_person(Haarlem Effect)" in heard
    assert not any(NAME in line for line in heard)


async def test_the_last_coordinator_has_to_name_another_first(
    world: World, amina: Someone, vera: Someone
) -> None:
    assert await vera.does("/forget") == ["forget.alone(common.name(Haarlem Effect))", "forget.wants.ask"]
    assert "yes" not in vera.options()
    sara = world.someone(1042, "Sara")
    await sara.joins("Haarlem Effect", Role.COORDINATOR)
    assert "forget.done" in await vera.does(*ERASES)
    world.clock.forward(hours=1)
    before = len(world.telegram.calls)
    await world.tick()
    assert "forget.news.yours(Haarlem Effect)" in sara.lines_since(before)
    assert "forget.news.guided(Haarlem Effect, Sara)" in amina.lines_since(before)


async def test_whoever_comes_to_a_session_hears_of_its_change_and_who_leads_it(
    world: World, amina: Someone, vera: Someone
) -> None:
    sara = world.someone(1042, "Sara")
    await sara.joins("Haarlem Effect", Role.COORDINATOR)
    made = await plan(world, sara, amina)
    was = made.starts_at - timedelta(days=1)
    async with world.database.transaction() as session:
        now = world.clock.now()
        await meeting_news.tell(session, made, "moved", (await sara.person()).id, now, ZONE, was=was)
    assert "forget.thanks" in await sara.does(*ERASES)
    world.clock.forward(hours=1)
    before = len(world.telegram.calls)
    await world.tick()
    heard = " ".join(amina.lines_since(before))
    assert "meeting.news.moved" in heard
    assert "forget.news.guided(Haarlem Effect, Vera)" in heard
    assert "Sara" not in heard


async def test_the_lasting_keyboard_is_taken_away_from_whoever_is_forgotten(amina: Someone) -> None:
    assert amina.phone.reply_keyboard
    assert "forget.thanks" in await amina.does(*ERASES)
    assert amina.phone.reply_keyboard is None


async def test_it_is_taken_away_from_whoever_left_when_she_writes(
    world: World, amina: Someone, vera: Someone
) -> None:
    await leaves(world, amina, vera)
    await amina.hears(("hello", "outside.left"))
    assert amina.phone.reply_keyboard is None


async def test_whoever_is_erased_a_year_after_leaving_is_remembered_nowhere(
    world: World, amina: Someone, vera: Someone
) -> None:
    await leaves(world, amina, vera)
    world.clock.forward(days=400)
    assert amina.id in world.program.languages
    await world.program.ticker.tick()
    assert amina.id not in {*world.program.languages, *world.program.readers}
    assert vera.id in world.program.languages


async def test_a_team_that_lost_its_other_coordinator_meanwhile_keeps_its_last(
    world: World, vera: Someone
) -> None:
    sara = world.someone(1042, "Sara")
    await sara.joins("Haarlem Effect", Role.COORDINATOR)
    await vera.does("/forget", "[yes]")
    await sara.does(*ERASES)
    lines = await vera.does("[erase]")
    assert "forget.done" not in " ".join(lines)
    assert (await vera.person()).memberships


async def test_who_has_left_can_be_forgotten_too(world: World, amina: Someone, vera: Someone) -> None:
    await leaves(world, amina, vera)
    assert "forget.done" in await amina.does(*ERASES)
    assert await world.read(rows_with, NAME, str(amina.id)) == []


async def test_nobody_of_another_team_hears_or_loses_anything(
    world: World, amina: Someone, petro: Someone
) -> None:
    await petro.does(*LOGS)
    before = len(world.telegram.calls)
    await amina.does(*ERASES)
    world.clock.forward(hours=1)
    await world.tick()
    assert not [line for line in petro.lines_since(before) if "forget" in line]
    assert "today.count(1" in (await petro.does("/today"))[0]

"""The audit trail in its table: lines that nobody can take out unseen, and what a person can read of her own."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from bot.model import Role
from bot.rules.audit_chain import Fault, Kind
from storage import audit, erased, installation, invitations, people
from storage.audit import Action
from storage.audit_about import MOST, Opened, about
from storage.audit_chain import HEAD
from storage.database import Database
from storage.tables import audit as lines
from storage.tables import metadata, person, team
from tests.storage.counters import KEY

NOW: Final = datetime(2026, 11, 23, 11, tzinfo=UTC)
ZONE: Final = ZoneInfo("Europe/Amsterdam")
TODAY: Final = date(2026, 11, 23)
AMINA, VERA, PETRO = 1, 2, 3
HAARLEM, UTRECHT = 1, 2


@pytest.fixture
async def database(empty_file: Path, path: Path) -> AsyncIterator[Database]:
    """Of the real tables, with Amina and Vera in Haarlem and Petro in Utrecht."""
    shutil.copy(empty_file, path)
    opened = await Database.open(path, KEY)
    async with opened.transaction() as session:
        teams = [await people.ensure_team(session, one) for one in ("Haarlem Effect", "Utrecht West")]
        assert teams == [HAARLEM, UTRECHT]
        for telegram_id, name in ((1001, "Amina"), (1002, "Vera"), (1003, "Petro")):
            one = await people.add(session, telegram_id, "en", NOW)
            await people.set_name(session, one.id, name)
        await invitations.enter(session, AMINA, HAARLEM, Role.KEY_PERSON, NOW)
        await invitations.enter(session, VERA, HAARLEM, Role.COORDINATOR, NOW)
        await invitations.enter(session, PETRO, UTRECHT, Role.KEY_PERSON, NOW)
    yield opened
    await opened.close()


async def write(database: Database, action: Action = Action.PAUSED, *, days: float = 0, **more: Any) -> None:
    given: dict[str, Any] = {"actor": VERA, "team_id": HAARLEM, "subject": AMINA, **more}
    async with database.transaction() as session:
        await audit.write(
            session,
            given["actor"],
            action,
            given["team_id"],
            NOW + timedelta(days=days),
            subject=given["subject"],
        )


async def verify(database: Database) -> list[Fault]:
    async with database.reading() as session:
        return await audit.verify(session)


async def tamper(database: Database, statement: Any) -> None:
    async with database.transaction() as session:
        await session.execute(statement)


async def seqs(database: Database) -> list[int]:
    async with database.reading() as session:
        return [
            int(one) for one in (await session.execute(select(lines.c.seq).order_by(lines.c.seq))).scalars()
        ]


async def test_a_line_says_who_did_what_when_and_with_whom_and_nothing_else(database: Database) -> None:
    await write(database)
    async with database.reading() as session:
        [row] = (await session.execute(select(lines))).mappings()
        assert row["actor"] == await session.scalar(select(person.c.reference).where(person.c.id == VERA))
        assert row["subject"] == await session.scalar(select(person.c.reference).where(person.c.id == AMINA))
    assert (row["seq"], row["at"], row["action"], row["team_id"]) == (1, NOW, "paused", HAARLEM)
    assert set(row) == {"seq", "at", "actor", "action", "team_id", "subject", "hash"}
    assert "Amina" not in str(dict(row))


async def test_the_program_and_its_command_line_are_nobody(database: Database) -> None:
    await write(database, Action.INVITED, actor=0, team_id=None, subject=None)
    async with database.reading() as session:
        [row] = await session.execute(select(lines))
    assert (row.actor, row.team_id, row.subject) == (audit.PROGRAM, None, None)


async def test_everybody_has_a_reference_from_the_beginning_and_whoever_has_none_gets_one(
    database: Database,
) -> None:
    async with database.reading() as session:
        given = (await session.execute(select(person.c.reference))).scalars().all()
    assert len(set(given)) == 3
    assert all(len(str(one)) == 32 for one in given)
    await tamper(database, update(person).where(person.c.id == AMINA).values(reference=None))
    await write(database)
    await write(database, Action.RESUMED)
    async with database.reading() as session:
        [subject] = set((await session.execute(select(lines.c.subject))).scalars())
        assert await session.scalar(select(person.c.id).where(person.c.reference == subject)) == AMINA


async def test_nobody_acts_who_does_not_exist(database: Database) -> None:
    with pytest.raises(LookupError):
        await write(database, actor=99)
    with pytest.raises(LookupError):
        await write(database, subject=99)
    assert await seqs(database) == []


async def test_no_action_is_too_long_for_its_column() -> None:
    assert max(len(one.value) for one in Action) <= 24


@pytest.mark.parametrize("action", [Action.READ, Action.CHANGED, Action.CHANGED_SETTINGS])
async def test_looking_and_setting_is_one_line_in_a_quarter_of_an_hour(
    database: Database, action: Action
) -> None:
    minute = 1 / 24 / 60
    for at in (0, 1, 14.9):
        await write(database, action, days=at * minute)
    assert await seqs(database) == [1]
    await write(database, action, days=15 * minute)
    assert await seqs(database) == [1, 2]


@pytest.mark.parametrize(
    "more", [{"actor": PETRO}, {"subject": PETRO}, {"team_id": UTRECHT}, {"team_id": None}]
)
async def test_but_another_one_is_another_line(database: Database, more: dict[str, Any]) -> None:
    await write(database, Action.READ)
    await write(database, Action.READ, **more)
    assert await seqs(database) == [1, 2]


async def test_what_is_no_look_is_a_line_each_time(database: Database) -> None:
    for _ in range(2):
        await write(database, Action.EXPORTED, subject=None)
    assert await seqs(database) == [1, 2]


async def test_a_page_with_several_people_is_a_line_for_each_but_for_whoever_looks(
    database: Database,
) -> None:
    async with database.transaction() as session:
        await audit.looked(session, VERA, HAARLEM, (AMINA, VERA, PETRO, AMINA), NOW)
        await audit.looked(session, VERA, HAARLEM, (AMINA,), NOW)
        await audit.looked(session, VERA, HAARLEM, (), NOW)
    assert await seqs(database) == [1, 2]
    assert await verify(database) == []
    async with database.reading() as session:
        found = select(person.c.name).join(lines, lines.c.subject == person.c.reference).order_by(lines.c.seq)
        assert list((await session.execute(found)).scalars()) == ["Amina", "Petro"]


# ---------------------------------------------------------------- the chain in its table


@pytest.fixture
async def five(database: Database) -> Database:
    for at in range(5):
        await write(database, Action.PAUSED if at % 2 else Action.RESUMED, days=at)
    return database


async def test_a_trail_that_nobody_touched_is_whole(five: Database) -> None:
    assert await verify(five) == []


MUTATED: Final[dict[str, Any]] = {
    "actor": "f" * 32,
    "action": "read",
    "team_id": UTRECHT,
    "subject": None,
    "hash": "0" * 64,
    "seq": 50,
}


@pytest.mark.parametrize("column", [*lines.c.keys()])
async def test_every_column_of_a_line_counts(five: Database, column: str) -> None:
    value = NOW if column == "at" else MUTATED[column]
    await tamper(five, update(lines).where(lines.c.seq == 3).values({column: value}))
    assert await verify(five)


@pytest.mark.parametrize(
    "value", ["at = 'yesterday'", "at = x'00'", "at = 7", "actor = x'00'", "subject = x'ff'", "hash = x'00'"]
)
async def test_what_cannot_be_read_shows_too(five: Database, value: str) -> None:
    await tamper(five, text(f"UPDATE audit SET {value} WHERE seq = 3"))
    assert Fault(Kind.ALTERED, 3) in await verify(five)


@pytest.mark.parametrize("gone", [[1], [3], [5], [4, 5], [1, 2, 3, 4, 5]])
async def test_lines_that_were_taken_out_show(five: Database, gone: list[int]) -> None:
    await tamper(five, delete(lines).where(lines.c.seq.in_(gone)))
    assert await verify(five)


async def test_the_number_of_a_line_that_was_taken_out_is_never_used_again(five: Database) -> None:
    """SQLite would give the highest number once more, and nobody could tell."""
    await tamper(five, delete(lines).where(lines.c.seq == 5))
    await write(five, days=9)
    assert await seqs(five) == [1, 2, 3, 4, 6]
    assert await verify(five) == [Fault(Kind.MISSING, 5)]


async def test_two_lines_that_changed_places_show(five: Database) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        await tamper(five, update(lines).where(lines.c.seq == old).values(seq=new))
    assert [one.kind for one in await verify(five)] == [Kind.ALTERED] * 3


async def test_a_line_that_was_put_in_shows(five: Database) -> None:
    row = {"seq": 6, "at": NOW, "actor": audit.PROGRAM, "action": "read", "hash": "1" * 64}
    await tamper(five, insert(lines).values(row))
    assert await verify(five) == [Fault(Kind.ALTERED, 6), Fault(Kind.ADDED, 6)]


@pytest.mark.parametrize("value", [None, "", "nonsense", "5:", "3:abc", "-1:x", "٥:x"])
async def test_the_end_cannot_be_taken_away_and_the_program_goes_on(
    five: Database, value: str | None
) -> None:
    async with five.transaction() as session:
        if value is None:
            await session.execute(text("DELETE FROM installation WHERE name = 'audit_head'"))
        else:
            await installation.remember(session, HEAD, value)
    assert await verify(five)
    await write(five, days=9)
    assert (await seqs(five))[-1] == 6
    assert await verify(five)


async def test_whoever_writes_all_of_it_anew_is_caught_by_an_end_that_was_noted_elsewhere(
    five: Database,
) -> None:
    async with five.reading() as session:
        noted = await audit.head(session)
    async with five.transaction() as session:
        await session.execute(delete(lines))
        await session.execute(text("DELETE FROM installation"))
    for at in range(5):
        await write(five, Action.LEFT, days=at)
    assert await verify(five) == []
    async with five.reading() as session:
        now = await audit.head(session)
    assert (now.seq, now.hash == noted.hash) == (5, False)


async def test_writers_beside_each_other_make_one_chain(database: Database, path: Path) -> None:
    """The running bot and the command line."""
    other = await Database.open(path, KEY)
    try:
        await asyncio.gather(*(write(one, days=at) for at in range(10) for one in (database, other)))
    finally:
        await other.close()
    assert await seqs(database) == list(range(1, 21))
    assert await verify(database) == []


async def test_what_was_rolled_back_is_neither_written_nor_missed(five: Database) -> None:
    async with five.transaction() as session:
        await audit.write(session, VERA, Action.LEFT, HAARLEM, NOW, subject=AMINA)
        await session.rollback()
    assert await verify(five) == []
    await write(five, days=9)
    assert await seqs(five) == [1, 2, 3, 4, 5, 6]


# ---------------------------------------------------------------- pruning


@pytest.mark.parametrize(("days", "left"), [(0, 5), (0.5, 4), (3, 2), (99, 0)])
async def test_what_is_too_old_goes_and_the_rest_is_whole(five: Database, days: float, left: int) -> None:
    async with five.transaction() as session:
        assert await audit.prune(session, NOW + timedelta(days=days)) == 5 - left
        assert await audit.prune(session, NOW + timedelta(days=days)) == 0
    assert await seqs(five) == [1, 2, 3, 4, 5][5 - left :]
    assert await verify(five) == []
    await write(five, days=100)
    assert (await seqs(five))[-1] == 6
    assert await verify(five) == []


async def test_what_is_taken_out_after_pruning_shows(five: Database) -> None:
    async with five.transaction() as session:
        await audit.prune(session, NOW + timedelta(days=2))
    await tamper(five, delete(lines).where(lines.c.seq == 3))
    assert await verify(five) == [Fault(Kind.MISSING, 3)]


async def test_a_clock_that_was_wrong_for_once_leaves_no_hole(five: Database) -> None:
    """A line between younger ones stays until they go."""
    await write(five, days=-900)
    async with five.transaction() as session:
        assert await audit.prune(session, NOW - timedelta(days=1)) == 0
        assert await audit.prune(session, NOW + timedelta(days=1)) == 1
    assert await seqs(five) == [2, 3, 4, 5, 6]
    assert await verify(five) == []


# ---------------------------------------------------------------- who she is, and that nobody knows it any more


async def test_once_her_reference_is_gone_nobody_can_tell_whose_lines_they_are(
    five: Database, path: Path
) -> None:
    async with five.transaction() as session:
        was = await audit.forget_reference(session, AMINA)
        assert await audit.forget_reference(session, AMINA) is None
    assert was
    assert await verify(five) == []
    assert await seqs(five) == [1, 2, 3, 4, 5]
    async with five.reading() as session:
        left = [row async for row in _everything(session) if was in str(row)]
        assert {table for table, _ in left} == {"audit"}
        assert await about(session, AMINA, ZONE) == []
    assert erased.read(erased.list_of(path)) == {erased.mark(was)}


async def _everything(session: Any) -> AsyncIterator[tuple[str, Any]]:
    for table in metadata.sorted_tables:
        for row in (await session.execute(select(table))).all():
            yield table.name, tuple(row)


async def test_she_reads_who_did_what_on_which_day_the_newest_first(database: Database) -> None:
    await write(database, Action.READ)
    await write(database, Action.CHANGED, days=1)
    await write(database, Action.OPENED_COPY, actor=0, team_id=None, subject=None, days=2)
    async with database.reading() as session:
        found = await about(session, AMINA, ZONE)
    assert found == [
        Opened(date(2026, 11, 25), Action.OPENED_COPY, None, "", by_program=True),
        Opened(date(2026, 11, 24), Action.CHANGED, "Haarlem Effect", "Vera"),
        Opened(TODAY, Action.READ, "Haarlem Effect", "Vera"),
    ]


async def test_her_own_doings_and_those_about_others_are_not_in_it(database: Database) -> None:
    await write(database, Action.LEFT, actor=AMINA)
    await write(database, Action.READ, subject=PETRO, team_id=UTRECHT)
    await write(database, Action.CHANGED_SETTINGS, subject=None)
    await write(database, Action.EXPORTED, subject=None, team_id=UTRECHT)
    async with database.reading() as session:
        assert await about(session, AMINA, ZONE) == []


async def test_an_export_of_her_team_since_she_joined_it_is_about_her_too(database: Database) -> None:
    await write(database, Action.EXPORTED, subject=None, days=-1)
    await write(database, Action.EXPORTED, subject=None)
    await write(database, Action.OPENED_COPY, subject=None, team_id=None, actor=0, days=1)
    async with database.reading() as session:
        found = [(one.action, one.team) for one in await about(session, AMINA, ZONE)]
    assert found == [(Action.OPENED_COPY, None), (Action.EXPORTED, "Haarlem Effect")]


async def test_the_same_on_one_day_is_one_line_and_there_are_not_too_many(database: Database) -> None:
    for at in range(MOST + 5):
        await write(database, Action.EXPORTED, days=at)
        await write(database, Action.EXPORTED, days=at + 0.2)
    async with database.reading() as session:
        found = await about(session, AMINA, ZONE)
    assert len(found) == MOST
    assert found[0].day == TODAY + timedelta(days=MOST + 4)
    assert len({one.day for one in found}) == MOST


async def test_the_day_is_hers(database: Database) -> None:
    await write(database, Action.READ, days=12 / 24)
    async with database.reading() as session:
        [there] = await about(session, AMINA, ZoneInfo("UTC"))
        [here] = await about(session, AMINA, ZoneInfo("Asia/Tokyo"))
    assert (here.day - there.day).days == 1


async def test_whoever_is_gone_has_no_name(database: Database) -> None:
    await write(database, Action.READ)
    async with database.transaction() as session:
        await audit.forget_reference(session, VERA)
    async with database.reading() as session:
        assert await about(session, AMINA, ZONE) == [Opened(TODAY, Action.READ, "Haarlem Effect")]


async def test_an_action_of_a_newer_release_or_of_a_hand_is_left_out(database: Database) -> None:
    await write(database, Action.READ)
    await tamper(database, update(lines).values(action="unheard_of"))
    async with database.reading() as session:
        assert await about(session, AMINA, ZONE) == []
        assert await session.scalar(select(func.count()).select_from(team)) == 2

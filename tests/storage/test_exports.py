"""Rows that leave: only hers, all of them, in batches; and an open copy that holds exactly what it says."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, text, update

from bot.export import What, person_code
from bot.model import Contact
from bot.supervision import MeetingKind, Plan
from storage import exports, meetings, open_copy
from storage.database import Database
from storage.problems import StorageProblem
from storage.tables import partner, person
from tests.storage import generated
from tests.storage.counters import KEY as KEY_OF_FILE
from tests.storage.generated import House

ZONE: Final = ZoneInfo("Europe/Amsterdam")
KEY: Final = bytes(32)
YEAR: Final = (date(2028, 1, 1), date(2028, 12, 31))
OTHERS: Final = (date(2027, 1, 1), date(2029, 1, 1))


@pytest.fixture
async def database(empty_file: Path, path: Path) -> AsyncIterator[Database]:
    """Of the real tables, other than for its neighbours."""
    shutil.copy(empty_file, path)
    opened = await Database.open(path, KEY_OF_FILE)
    yield opened
    await opened.close()


@pytest.fixture
async def house(database: Database) -> House:
    async with database.transaction() as session:
        return await generated.house(session)


async def written(database: Database, house: House, number: int = 1500) -> list[Contact]:
    made = list(generated.contacts(3, number, house.key_persons))
    async with database.transaction() as session:
        await generated.write(session, made)
    return [one for one in made if one.undone_at is None]


async def collected(batches: AsyncIterator[list[Any]]) -> list[Any]:
    found: list[Any] = []
    async for batch in batches:
        assert 0 < len(batch) <= exports.BATCH
        found += batch
    return found


async def test_contacts_of_her_team_in_those_days_by_day(database: Database, house: House) -> None:
    made = await written(database, house, 4000)
    wanted = [one for one in made if one.team_id == house.haarlem and YEAR[0] <= one.happened_on <= YEAR[1]]
    async with database.reading() as session:
        found = await collected(exports.contacts(session, house.vera, house.haarlem, YEAR))
    assert len(found) > exports.BATCH
    assert found == sorted(wanted, key=lambda one: (one.happened_on, one.id))


async def test_referrals_are_those_of_the_contacts(database: Database, house: House) -> None:
    made = await written(database, house)
    wanted = Counter(
        (one.person_id, one.happened_on, one.referral)
        for one in made
        if one.team_id == house.haarlem and one.referral != "none"
    )
    async with database.reading() as session:
        found = await collected(exports.referrals(session, house.vera, house.haarlem, OTHERS))
    assert Counter((one.person_id, one.day, one.category) for one in found) == wanted


@pytest.mark.parametrize("what", What)
async def test_of_a_team_that_is_not_hers_there_is_not_even_a_no(
    database: Database, house: House, what: What
) -> None:
    await written(database, house, 100)
    async with database.reading() as session:
        for team_id in (house.haarlem, house.noord, 99):
            with pytest.raises(LookupError):
                await exports.has_any(session, house.petro, team_id, what, OTHERS, ZONE)
            with pytest.raises(LookupError):
                exports.contacts(session, house.petro, team_id, OTHERS)
            with pytest.raises(LookupError):
                exports.referrals(session, house.petro, team_id, OTHERS)
            with pytest.raises(LookupError):
                exports.sessions(session, house.petro, team_id, OTHERS, ZONE)


async def test_whether_there_is_anything_is_what_the_rows_say(database: Database, house: House) -> None:
    made = await written(database, house, 60)
    days = sorted({one.happened_on for one in made})
    async with database.reading() as session:
        for day in days:
            one_day = (day, day)
            given = (session, house.vera, house.noord)
            for what, rows in (
                (What.CONTACTS, exports.contacts(*given, one_day)),
                (What.REFERRALS, exports.referrals(*given, one_day)),
            ):
                assert await exports.has_any(*given, what, one_day, ZONE) == bool(await collected(rows))


async def test_more_sessions_than_a_batch_are_on_their_local_days(database: Database, house: House) -> None:
    start = datetime(2028, 1, 1, 0, 15, tzinfo=ZONE)
    plan = Plan(house.haarlem, MeetingKind.TRAINING, 60)
    async with database.transaction() as session:
        for number in range(exports.BATCH + 20):
            at = start + timedelta(hours=number // 2)
            await meetings.add(session, plan, at, house.vera.id, [], start)
    async with database.reading() as session:
        given = (session, house.vera, house.haarlem)
        found = await collected(exports.sessions(*given, (date(2028, 1, 1), date(2028, 1, 1)), ZONE))
        assert len(found) == 48
        assert {one.day for one in found} == {date(2028, 1, 1)}
        assert len(await collected(exports.sessions(*given, YEAR, ZONE))) == exports.BATCH + 20


async def test_a_batch_is_found_by_an_index_and_from_where_the_last_one_ended(
    database: Database, house: House
) -> None:
    """Otherwise a large file would be sorted, or read from its beginning, anew for each of its batches."""
    async with database.reading() as session:
        plan = await session.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT * FROM contact WHERE team_id = 1 AND undone_at IS NULL"
                " AND happened_on BETWEEN '2028-01-01' AND '2028-12-31' AND (happened_on > '2028-01-01' OR id > 3)"
                " ORDER BY happened_on, id LIMIT 500"
            )
        )
        [told] = [str(row) for row in plan]
    assert "team_id=? AND happened_on>? AND happened_on<?" in told


# ---------------------------------------------------------------- the open copy

LISTED: Final = {
    "contacts": "contact person team day kind referral roles minutes attendance familiarity",
    "questions": "contact setting topic detail",
    "actions": "contact action",
    "referrals": "person team day referral outcome",
    "sessions": "team day kind state minutes invited came themes",
    "directory": (
        "team category name what for_whom languages opening_hours address phone contact_name deputy_name"
        " working_days how_to_refer checked_on"
    ),
}


@pytest.fixture
async def copy(database: Database, house: House, tmp_path: Path) -> Path:
    await written(database, house)
    async with database.transaction() as session:
        await session.execute(update(person).values(name="Amina-Verheul", telegram_id=person.c.id + 77001100))
        plan = Plan(house.haarlem, MeetingKind.OWN, 60, "Wandelen", "Kerkstraat", "Petro Pavlenko")
        await meetings.add(session, plan, generated.START, house.vera.id, [], generated.START)
        await session.execute(insert(partner), [_partner(house.haarlem), _partner(house.utrecht, gone=True)])
    target = tmp_path / "open.sqlite"
    async with database.reading() as session:
        await open_copy.write(session, target, KEY, ZONE)
    return target


def _partner(team_id: int, *, gone: bool = False) -> dict[str, Any]:
    words = ("what", "for_whom", "languages", "opening_hours", "address", "phone", "contact_name")
    more = ("deputy_name", "working_days", "how_to_refer")
    given = {"team_id": team_id, "category": "gp", "name": "Huisarts Zuid", "name_key": "key-of-it"}
    removed = {"removed_at": generated.START if gone else None, "checked_on": date(2028, 1, 2)}
    return {**given, **removed, **dict.fromkeys((*words, *more), "x")}


def asked(copy: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(copy)) as connection:
        return connection.execute(query).fetchall()


def test_it_holds_exactly_these_tables_and_columns(copy: Path) -> None:
    tables = [name for (name,) in asked(copy, "SELECT name FROM sqlite_master ORDER BY rowid")]
    columns = {
        table: " ".join(row[1] for row in asked(copy, f"PRAGMA table_info({table})")) for table in tables
    }
    assert columns == LISTED


def test_nobody_is_named_or_numbered_in_it(copy: Path, house: House) -> None:
    content = copy.read_bytes()
    for secret in (b"Amina-Verheul", b"770011", b"Wandelen", b"Kerkstraat", b"Pavlenko", b"key-of-it"):
        assert secret not in content
    people = {one for ids in house.key_persons.values() for one in ids}
    codes = {code for (code,) in asked(copy, "SELECT DISTINCT person FROM contacts")}
    assert codes == {person_code(one, KEY) for one in people}
    assert copy.stat().st_mode & 0o777 == 0o600


async def test_its_figures_are_those_of_the_contacts(copy: Path, house: House) -> None:
    made = [one for one in generated.contacts(3, 1500, house.key_persons) if one.undone_at is None]
    assert asked(copy, "SELECT count(*), sum(minutes), count(DISTINCT contact) FROM contacts") == [
        (len(made), sum(one.minutes or 0 for one in made), len(made))
    ]
    topics = Counter((asked_.setting, asked_.topic) for one in made for asked_ in one.questions)
    found = asked(copy, "SELECT setting, topic, count(*) FROM questions GROUP BY 1, 2")
    assert {(setting, topic): number for setting, topic, number in found} == topics
    actions = Counter(action for one in made for action in one.actions)
    assert dict(asked(copy, "SELECT action, count(*) FROM actions GROUP BY 1")) == actions
    assert asked(copy, "SELECT count(*) FROM referrals") == [(sum(one.referral != "none" for one in made),)]
    assert asked(copy, "SELECT day, kind, state, came FROM sessions") == [
        ("2027-11-01", "own", "planned", None)
    ]
    assert asked(copy, "SELECT team, name, checked_on FROM directory") == [
        ("Haarlem Effect", "Huisarts Zuid", "2028-01-02")
    ]


async def test_a_question_belongs_to_its_contact(copy: Path, house: House) -> None:
    joined = asked(
        copy,
        "SELECT c.day, c.kind, group_concat(q.topic, ' ') FROM contacts c JOIN questions q USING (contact)"
        " GROUP BY c.contact",
    )
    found = Counter((day, kind, *sorted(topics.split())) for day, kind, topics in joined)
    made = Counter(
        (one.happened_on.isoformat(), one.kind, *sorted(asked_.topic for asked_ in one.questions))
        for one in generated.contacts(3, 1500, house.key_persons)
        if one.undone_at is None
    )
    assert found == made


async def test_it_takes_the_place_of_nothing(copy: Path, database: Database) -> None:
    before = asked(copy, "SELECT * FROM contacts")
    async with database.reading() as session:
        with pytest.raises(StorageProblem, match=r"open\.exists"):
            await open_copy.write(session, copy, KEY, ZONE)
        with pytest.raises(StorageProblem, match=r"open\.not_writable"):
            await open_copy.write(session, copy.parent / "nowhere" / "open.sqlite", KEY, ZONE)
    assert asked(copy, "SELECT * FROM contacts") == before


async def test_one_that_was_broken_off_is_gone(house: House, database: Database, tmp_path: Path) -> None:
    await written(database, house, 20)
    target = tmp_path / "open.sqlite"
    with pytest.raises(TypeError):
        async with database.reading() as session:
            await open_copy.write(session, target, "no bytes", ZONE)  # type: ignore[arg-type]
    assert not target.exists()

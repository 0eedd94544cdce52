"""What has been kept long enough goes, reports stay what they were, and nothing younger is touched."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio
from sqlalchemy import func, insert, select, update

from bot.model import Role
from bot.rules.retention import RETENTION, Kind
from storage import figures, people, referrals, retention, tables, tallies
from storage.database import Database
from tests.cast import KEY
from tests.storage.generated import START, House, contacts, house, write

TODAY = date(2030, 3, 6)
NOW = datetime(2030, 3, 6, 3, tzinfo=UTC)
KEPT_FROM = date(2028, 3, 6)
OF = {one.kind: one for one in RETENTION}


@pytest_asyncio.fixture
async def database(empty_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    path = tmp_path / "retention.sqlite"
    shutil.copy(empty_file, path)
    opened = await Database.open(path, KEY)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def made(database: Database) -> House:
    async with database.transaction() as session:
        found = await house(session)
        await write(session, contacts(5, 700, found.key_persons))
        chance = Random(1)
        rows = await session.execute(
            select(tables.contact.c.id, tables.contact.c.person_id).where(tables.contact.c.referral != "none")
        )
        known = [
            {
                "contact_id": one.id,
                "person_id": one.person_id,
                "ask_at": START,
                "state": "known",
                "outcome": said,
            }
            for one in rows
            if (said := chance.choice(["helped", "no_reply", "waiting_list"]))
        ]
        await session.execute(insert(tables.referral), known)
    return found


async def everything(database: Database, made: House, first: str, last: str) -> list[object]:
    days = (date.fromisoformat(first), date.fromisoformat(last))
    async with database.reading() as session:
        return [
            await figures.of_teams(session, made.vera, (made.haarlem, made.noord), *days),
            await referrals.outcomes(session, made.vera, made.haarlem, *days),
            await figures.of_team(session, made.petro, made.utrecht, *days),
        ]


async def let_go(database: Database, kind: Kind) -> int:
    gone = 0
    while True:
        async with database.transaction() as session:
            piece = await retention.let_go(session, OF[kind], NOW, TODAY)
        if not piece:
            return gone
        gone += piece


async def count(database: Database, table: str) -> int:
    async with database.reading() as session:
        return int(await session.scalar(select(func.count()).select_from(tables.metadata.tables[table])) or 0)


async def test_a_report_says_the_same_before_and_after_contacts_became_numbers(
    database: Database, made: House
) -> None:
    whole = ("2027-11-29", "2028-04-02")
    before = await everything(database, made, *whole)
    gone = await let_go(database, Kind.CONTACTS)
    after = await everything(database, made, *whole)
    assert gone > 300
    for one, two in zip(before, after, strict=True):
        for name in getattr(one, "__dataclass_fields__", {}):
            if name != "key_persons":
                assert getattr(one, name) == getattr(two, name), name
    assert before[1] == after[1]
    assert before[0].key_persons >= after[0].key_persons > 0  # type: ignore[attr-defined]


async def test_weeks_of_the_digest_are_the_same_too(database: Database, made: House) -> None:
    mondays = [date(2027, 11, 29) + timedelta(weeks=at) for at in range(18)]
    async with database.reading() as session:
        before = await figures.by_week(session, made.vera, made.haarlem, mondays)
    await let_go(database, Kind.CONTACTS)
    async with database.reading() as session:
        assert await figures.by_week(session, made.vera, made.haarlem, mondays) == before


async def test_whole_weeks_go_and_younger_ones_stay_in_rows(database: Database, made: House) -> None:
    async with database.reading() as session:
        young = await session.scalar(
            select(func.count()).where(
                tables.contact.c.happened_on >= KEPT_FROM, tables.contact.c.undone_at.is_(None)
            )
        )
    await let_go(database, Kind.CONTACTS)
    async with database.reading() as session:
        oldest = await session.scalar(
            select(func.min(tables.contact.c.happened_on)).where(tables.contact.c.undone_at.is_(None))
        )
        left = await session.scalar(select(func.count()).where(tables.contact.c.undone_at.is_(None)))
    assert oldest is not None
    assert oldest >= KEPT_FROM
    assert left == young
    assert young


async def test_nothing_of_a_contact_stays_behind(database: Database, made: House) -> None:
    await let_go(database, Kind.CONTACTS)
    async with database.reading() as session:
        for table in (tables.contact_topic, tables.contact_action, tables.contact_role, tables.referral):
            lost = select(func.count()).where(table.c.contact_id.not_in(select(tables.contact.c.id)))
            assert await session.scalar(lost) == 0
        columns = set(tables.tally.columns.keys())
    assert columns == {"id", "team_id", "monday", "measure", "code", "number"}


async def test_how_many_became_numbers_is_known_by_team_and_week(database: Database, made: House) -> None:
    gone = await let_go(database, Kind.CONTACTS)
    async with database.reading() as session:
        told = [
            await tallies.retired(session, team, date(2030, 3, 4), date(2030, 3, 4))
            for team in (made.haarlem, made.noord, made.utrecht)
        ]
    assert sum(told) == gone
    assert all(told)


async def test_what_is_due_is_counted_before_and_nothing_is_after(database: Database, made: House) -> None:
    async with database.reading() as session:
        due = await retention.overdue(session, TODAY)
    assert due[OF[Kind.CONTACTS]] > 300
    gone = {one: await let_go(database, one.kind) for one in RETENTION}
    assert gone == dict(due)
    async with database.reading() as session:
        assert not any((await retention.overdue(session, TODAY)).values())


async def test_who_left_more_than_a_year_ago_is_erased_and_nobody_else(
    database: Database, made: House
) -> None:
    hers = made.key_persons[made.utrecht]
    left = {
        hers[0]: NOW - timedelta(days=400),
        hers[1]: NOW - timedelta(days=300),
    }
    async with database.transaction() as session:
        for one, moment in left.items():
            row = tables.membership_row.c
            await session.execute(
                update(tables.membership_row).where(row.person_id == one).values(left_at=moment)
            )
        outsider = await people.add(session, 999, "nl", NOW)
    assert await let_go(database, Kind.LEAVERS) == 1
    async with database.reading() as session:
        there = set((await session.execute(select(tables.person.c.id))).scalars())
    assert hers[0] not in there
    assert {hers[1], outsider.id, made.vera.id} <= there


async def test_who_is_still_in_another_team_or_paused_there_stays(database: Database, made: House) -> None:
    both = made.key_persons[made.haarlem][0]
    row = tables.membership_row.c
    async with database.transaction() as session:
        in_one = (row.person_id == both, row.team_id == made.haarlem)
        await session.execute(
            update(tables.membership_row).where(*in_one).values(left_at=NOW - timedelta(days=800))
        )
        other = (row.person_id == both, row.team_id == made.noord)
        await session.execute(
            update(tables.membership_row).where(*other).values(paused_at=NOW - timedelta(days=800))
        )
    assert await let_go(database, Kind.LEAVERS) == 0


async def test_old_contacts_of_somebody_who_left_are_in_the_numbers_after_she_is_erased(
    database: Database, made: House
) -> None:
    days = ("2027-11-29", "2028-04-02")
    before = await everything(database, made, *days)
    row = tables.membership_row.c
    async with database.transaction() as session:
        gone = row.person_id == made.key_persons[made.utrecht][2]
        await session.execute(
            update(tables.membership_row).where(gone).values(left_at=NOW - timedelta(days=500))
        )
    assert await let_go(database, Kind.LEAVERS) == 1
    after = await everything(database, made, *days)
    assert before[2].contacts == after[2].contacts  # type: ignore[attr-defined]
    assert before[2].topics == after[2].topics  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", list(Role))
async def test_an_invitation_goes_a_month_after_it_ended(database: Database, made: House, role: Role) -> None:
    async with database.transaction() as session:
        for code, days in (("old", 40), ("young", 20)):
            ended = {"code_hash": code, "expires_at": NOW - timedelta(days=days)}
            await session.execute(
                insert(tables.invitation).values(**ended, team_id=made.haarlem, role=role.value)
            )
    assert await let_go(database, Kind.INVITATIONS) == 1
    assert await count(database, "invitation") == 1


async def test_what_of_a_team_is_over_goes_after_two_years_and_nothing_younger(
    database: Database, made: House
) -> None:
    old, young = NOW - timedelta(days=740), NOW - timedelta(days=700)
    async with database.transaction() as session:
        for at, moment in enumerate((old, young, None)):
            await session.execute(insert(tables.partner).values(_partner(made.haarlem, f"p{at}", moment)))
        used = select(tables.partner.c.id).where(tables.partner.c.name == "used").scalar_subquery()
        await session.execute(insert(tables.partner).values(_partner(made.haarlem, "used", old)))
        one = select(func.min(tables.referral.c.contact_id)).scalar_subquery()
        await session.execute(
            update(tables.referral).where(tables.referral.c.contact_id == one).values(partner_id=used)
        )
        for moment, ended in ((old, None), (young, None), (NOW, old), (NOW, None)):
            await session.execute(insert(tables.goal).values(_goal(made, moment.date(), ended)))
        for moment in (old, young):
            await session.execute(insert(tables.stranger_count).values(day=moment.date(), messages=2))
    assert await let_go(database, Kind.TEAM) == 4
    assert [await count(database, one) for one in ("partner", "goal", "stranger_count")] == [3, 2, 1]


def _partner(team_id: int, name: str, removed_at: datetime | None) -> dict[str, object]:
    words = ("what", "for_whom", "languages", "opening_hours", "address", "phone", "contact_name")
    more = ("deputy_name", "working_days", "how_to_refer")
    known = {"team_id": team_id, "category": "debt_help", "name": name, "name_key": name}
    return {**dict.fromkeys((*words, *more), ""), **known, "removed_at": removed_at}


def _goal(made: House, last_day: date, ended_at: datetime | None) -> dict[str, object]:
    what = {"team_id": made.haarlem, "indicator": "contacts", "target_group": "", "number": 5}
    by = {"set_by": made.vera.id, "set_at": NOW}
    return {**what, **by, "first_day": START.date(), "last_day": last_day, "ended_at": ended_at}


async def test_a_series_goes_with_the_last_of_its_sessions(database: Database, made: House) -> None:
    old, young = NOW - timedelta(days=740), NOW - timedelta(days=700)
    async with database.transaction() as session:
        for number, ended in ((1, old), (2, old), (3, young), (4, None)):
            await session.execute(insert(tables.series).values(_series(made, number, ended)))
        for number, moment in ((1, old), (2, young)):
            values = {"id": number, "series_id": number, "starts_at": moment, "planned_at": moment}
            its = {"uid": str(number), "sequence": 0, "state": "held", **_plan(made)}
            await session.execute(insert(tables.meeting).values({**values, **its}))
    async with database.reading() as session:
        due = await retention.overdue(session, TODAY)
    assert due[OF[Kind.SESSIONS]] == await let_go(database, Kind.SESSIONS) == 2
    async with database.reading() as session:
        assert set((await session.execute(select(tables.series.c.id))).scalars()) == {2, 3, 4}
        assert set((await session.execute(select(tables.meeting.c.series_id))).scalars()) == {2}


def _plan(made: House) -> dict[str, object]:
    words = {"title": "Thee", "place": "", "facilitator": "Vera"}
    return {"team_id": made.haarlem, "kind": "peer", "minutes": 60, **words}


def _series(made: House, number: int, ended_at: datetime | None) -> dict[str, object]:
    when = {"every": "week", "first_day": START.date(), "start": 600, "zone": "Europe/Amsterdam"}
    more = {"host_id": made.vera.id, "made_until": START.date(), "look_at": NOW, "ended_at": ended_at}
    return {"id": number, **_plan(made), **when, **more}


async def test_a_cry_for_a_call_goes_after_a_year_also_where_she_never_said_whether_somebody_called(
    database: Database, made: House
) -> None:
    who = made.key_persons[made.haarlem][0]
    old, young = NOW - timedelta(days=366), NOW - timedelta(days=364)
    async with database.transaction() as session:
        for raised, closed in ((old, None), (old, old), (young, None)):
            row = {"team_id": made.haarlem, "person_id": who, "raised_at": raised, "closed_at": closed}
            await session.execute(insert(tables.alarm).values(row))
        assert await retention.let_go(session, OF[Kind.ALARMS], NOW, TODAY) == 2
        assert list((await session.execute(select(tables.alarm.c.raised_at))).scalars()) == [young]

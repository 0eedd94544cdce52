"""Where hours went: minutes of contacts, and time entered for supervision and travel."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Spending, TimeEntry, Timing
from bot.rules.load import Spent
from storage.tables import contact, person, time_entry


async def between(
    session: AsyncConnection, person_id: int, team_id: int, first: date, last: date
) -> list[Spent]:
    """What one person spent for one team from the first to the last day."""
    contacts = await session.execute(
        select(contact.c.happened_on.label("day"), contact.c.minutes)
        .where(contact.c.person_id == person_id, contact.c.team_id == team_id)
        .where(contact.c.undone_at.is_(None), contact.c.happened_on.between(first, last))
    )
    entered = await entries(session, person_id, team_id, first, last)
    return [
        *(Spent(row.day, row.minutes) for row in contacts),
        *(Spent(one.day, one.minutes) for one in entered),
    ]


async def enter(
    session: AsyncConnection,
    person_id: int,
    team_id: int,
    day: date,
    kind: Spending,
    minutes: int,
    now: datetime,
) -> int:
    values = {"person_id": person_id, "team_id": team_id, "day": day, "kind": kind.value}
    made = await session.execute(
        insert(time_entry).values(**values, minutes=minutes, entered_at=now).returning(time_entry.c.id)
    )
    return int(made.scalar_one())


async def entries(
    session: AsyncConnection, person_id: int, team_id: int, first: date, last: date
) -> list[TimeEntry]:
    """Supervision and travel that this person entered for this team, by day."""
    rows = await session.execute(
        select(time_entry)
        .where(time_entry.c.person_id == person_id, time_entry.c.team_id == team_id)
        .where(time_entry.c.day.between(first, last))
        .order_by(time_entry.c.day, time_entry.c.id)
    )
    return [_entry(row) for row in rows]


async def remove(session: AsyncConnection, person_id: int, entry_id: int) -> None:
    hers = (time_entry.c.person_id == person_id, time_entry.c.id == entry_id)
    await session.execute(delete(time_entry).where(*hers))


async def off_duty_counts(
    session: AsyncConnection, team_id: int, since: datetime, until: datetime, zone: ZoneInfo
) -> dict[int, tuple[int, int]]:
    """By person of this team: contacts off duty, and contacts of which it is known whether they were.

    Of what was logged on duty for an earlier day it is not known. Whoever does not want her hours counted is left out.
    """
    columns = (contact.c.person_id, contact.c.timing, contact.c.logged_at, contact.c.happened_on)
    rows = await session.execute(
        select(*columns)
        .join(person, person.c.id == contact.c.person_id)
        .where(person.c.counts_hours, contact.c.team_id == team_id, contact.c.undone_at.is_(None))
        .where(contact.c.logged_at >= since, contact.c.logged_at < until)
    )
    counted: dict[int, tuple[int, int]] = {}
    for person_id, timing, logged_at, happened_on in rows:
        off, known = counted.get(person_id, (0, 0))
        at_once = timing is None and logged_at.astimezone(zone).date() == happened_on
        is_known = at_once or timing in {Timing.EARLIER.value, Timing.EXTRA.value}
        counted[person_id] = (off + (timing == Timing.EXTRA.value), known + is_known)
    return counted


def _entry(row: Row[Any]) -> TimeEntry:
    return TimeEntry(row.id, row.team_id, row.day, Spending(row.kind), row.minutes)

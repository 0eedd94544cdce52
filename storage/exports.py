"""Rows that leave the program, a batch at a time: those of one team for its coordinator, or all at the machine."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Row, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.export import Referral, Session, What
from bot.model import Contact, Person
from bot.rules.typed_dates import FIRST_DAY, LAST_DAY
from bot.supervision import MeetingState
from storage import contacts as stored
from storage.tables import attendee, contact, meeting, meeting_theme, referral, team
from storage.teams import coordinated

BATCH: Final = 500
Days = tuple[date, date]
ALWAYS: Final[Days] = (FIRST_DAY, LAST_DAY)
_GUESTS: Final = select(func.count()).where(attendee.c.meeting_id == meeting.c.id, attendee.c.host.is_(False))


def contacts(
    session: AsyncConnection, asker: Person, team_id: int, days: Days
) -> AsyncIterator[list[Contact]]:
    """Of a team that she coordinates, from the first to the last day; LookupError for any other."""
    coordinated(asker, team_id)
    return stored.by_day(session, team_id, *days)


def referrals(
    session: AsyncConnection, asker: Person, team_id: int, days: Days
) -> AsyncIterator[list[Referral]]:
    """The same of referrals; LookupError as there."""
    coordinated(asker, team_id)
    return _referrals(session, team_id, days)


def sessions(
    session: AsyncConnection, asker: Person, team_id: int, days: Days, zone: ZoneInfo
) -> AsyncIterator[list[Session]]:
    """The same of sessions, on days as they are in this zone; LookupError as there."""
    coordinated(asker, team_id)
    return _sessions(session, team_id, days, zone)


async def has_any(
    session: AsyncConnection, asker: Person, team_id: int, what: What, days: Days, zone: ZoneInfo
) -> bool:
    """Whether there is something to export; LookupError for a team that she does not coordinate."""
    coordinated(asker, team_id)
    if what is What.SESSIONS:
        start, end = _moments(days, zone)
        found = select(meeting.c.id).where(
            meeting.c.team_id == team_id, meeting.c.starts_at >= start, meeting.c.starts_at < end
        )
    else:
        theirs = (contact.c.team_id == team_id, contact.c.undone_at.is_(None))
        found = select(contact.c.id).where(*theirs, contact.c.happened_on.between(*days))
    if what is What.REFERRALS:
        found = found.where(contact.c.referral != "none")
    return await session.scalar(found.limit(1)) is not None


async def all_contacts(session: AsyncConnection) -> AsyncIterator[list[Contact]]:
    """Of every team, one after another; for the command line on the machine, as is the rest from here on."""
    for team_id in await team_names(session):
        async for batch in stored.by_day(session, team_id, *ALWAYS):
            yield batch


async def all_referrals(session: AsyncConnection) -> AsyncIterator[list[Referral]]:
    for team_id in await team_names(session):
        async for batch in _referrals(session, team_id, ALWAYS):
            yield batch


async def all_sessions(session: AsyncConnection, zone: ZoneInfo) -> AsyncIterator[list[Session]]:
    for team_id in await team_names(session):
        async for batch in _sessions(session, team_id, ALWAYS, zone):
            yield batch


async def team_names(session: AsyncConnection) -> Mapping[int, str]:
    rows = await session.execute(select(team.c.id, team.c.name).order_by(team.c.id))
    return {row.id: row.name for row in rows}


def _moments(days: Days, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Where these days begin and end in this zone."""
    first, following = days[0], days[1] + timedelta(days=1)
    return datetime.combine(first, time(), zone), datetime.combine(following, time(), zone)


async def _referrals(session: AsyncConnection, team_id: int, days: Days) -> AsyncIterator[list[Referral]]:
    columns = (contact.c.id, contact.c.person_id, contact.c.team_id, contact.c.happened_on)
    query = (
        select(*columns, contact.c.referral, referral.c.outcome)
        .outerjoin(referral, referral.c.contact_id == contact.c.id)
        .where(contact.c.team_id == team_id, contact.c.happened_on <= days[1])
        .where(contact.c.undone_at.is_(None), contact.c.referral != "none")
    )
    async for rows in _batches(session, query, contact.c.happened_on, contact.c.id, days[0]):
        yield [
            Referral(row.person_id, row.team_id, row.happened_on, row.referral, row.outcome) for row in rows
        ]


async def _sessions(
    session: AsyncConnection, team_id: int, days: Days, zone: ZoneInfo
) -> AsyncIterator[list[Session]]:
    start, end = _moments(days, zone)
    there = {
        "invited": _GUESTS.scalar_subquery(),
        "came": _GUESTS.where(attendee.c.came.is_(True)).scalar_subquery(),
    }
    query = select(meeting, *(number.label(name) for name, number in there.items())).where(
        meeting.c.team_id == team_id, meeting.c.starts_at < end
    )
    async for rows in _batches(session, query, meeting.c.starts_at, meeting.c.id, start):
        themes = await _themes(session, [row.id for row in rows])
        yield [_session(row, themes[row.id], zone) for row in rows]


def _session(row: Row[Any], themes: tuple[str, ...], zone: ZoneInfo) -> Session:
    was_held = row.state == MeetingState.HELD.value
    return Session(
        row.team_id,
        row.starts_at.astimezone(zone).date(),
        row.kind,
        row.state,
        row.minutes_held if was_held and row.minutes_held else row.minutes,
        row.invited,
        row.came if was_held else None,
        themes,
    )


async def _themes(session: AsyncConnection, ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    query = select(meeting_theme).where(meeting_theme.c.meeting_id.in_(ids)).order_by(meeting_theme.c.theme)
    themes: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for row in await session.execute(query):
        themes[row.meeting_id] += (row.theme,)
    return themes


async def _batches(
    session: AsyncConnection, query: Select[Any], at: Column[Any], number: Column[int], first: Any
) -> AsyncIterator[Sequence[Row[Any]]]:
    """The rows of a query from `first` on, never many at once: in the order of `at`, and of the number in the same.

    The lower bound rises with each batch: the index would otherwise be read from its beginning each time.
    """
    query, low, after = query.order_by(at, number).limit(BATCH), first, 0
    while rows := (await session.execute(query.where(at >= low, or_(at > low, number > after)))).all():
        yield rows
        low, after = getattr(rows[-1], at.name), rows[-1].id

"""What has been kept long enough: how much of it there is, and letting it go piece by piece."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, Table, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.retention import RETENTION, Kept, Kind, oldest_kept
from bot.rules.tallies import monday_of
from storage import audit, erasure, installation, tallies, words
from storage.tables import (
    alarm,
    contact,
    goal,
    invitation,
    meeting,
    membership_row,
    partner,
    person,
    referral,
    request,
    series,
    stranger_count,
    time_entry,
)
from storage.tables import audit as audit_line

DONE: Final = "retention_done_on"
AT_ONCE: Final = 500
Where = tuple[ColumnElement[bool], ...]
Rows = tuple[Table, Callable[[date, datetime], Where]]


def _old(kind: Kind, day: date) -> list[tuple[Table, Where]]:
    """The rows of this kind from before this day, by table."""
    return [(table, where(day, datetime.combine(day, time(), UTC))) for table, where in _OLD[kind]]


def _left_before(moment: datetime) -> Select[tuple[int]]:
    """Whoever was in a team, is in none any more, also not as paused, and left the last one before this moment."""
    rows = membership_row.c
    return (
        select(rows.person_id)
        .group_by(rows.person_id)
        .having(func.count() == func.count(rows.left_at), func.max(rows.left_at) < moment)
    )


def _has_younger(midnight: datetime) -> ColumnElement[bool]:
    its = (meeting.c.series_id == series.c.id, meeting.c.starts_at >= midnight)
    return select(meeting.c.id).where(*its).exists()


def _was_referred_to() -> ColumnElement[bool]:
    return select(referral.c.contact_id).where(referral.c.partner_id == partner.c.id).exists()


_OLD: Final[Mapping[Kind, tuple[Rows, ...]]] = {
    # Whole weeks only: a week is in the numbers, or still in rows.
    Kind.CONTACTS: (
        (contact, lambda day, _: (contact.c.happened_on < monday_of(day), contact.c.undone_at.is_(None))),
    ),
    Kind.WORDS: (
        (contact, lambda _, midnight: (contact.c.logged_at < midnight, contact.c.words.is_not(None))),
    ),
    Kind.SESSIONS: (
        (meeting, lambda _, midnight: (meeting.c.starts_at < midnight,)),
        (series, lambda _, midnight: (series.c.ended_at < midnight, ~_has_younger(midnight))),
    ),
    Kind.HOURS: ((time_entry, lambda day, _: (time_entry.c.day < day,)),),
    Kind.REQUESTS: (
        (request, lambda _, midnight: (request.c.asked_at < midnight, request.c.state != "waiting")),
    ),
    Kind.ALARMS: ((alarm, lambda _, midnight: (alarm.c.raised_at < midnight,)),),
    Kind.LEAVERS: ((person, lambda _, midnight: (person.c.id.in_(_left_before(midnight)),)),),
    Kind.AUDIT: ((audit_line, lambda _, midnight: (audit_line.c.at < midnight,)),),
    Kind.INVITATIONS: (
        (
            invitation,
            lambda _, midnight: (invitation.c.expires_at < midnight, invitation.c.held_by.is_(None)),
        ),
    ),
    Kind.TEAM: (
        (goal, lambda day, midnight: (or_(goal.c.last_day < day, goal.c.ended_at < midnight),)),
        (partner, lambda _, midnight: (partner.c.removed_at < midnight, ~_was_referred_to())),
        (stranger_count, lambda day, _: (stranger_count.c.day < day,)),
    ),
}


async def overdue(session: AsyncConnection, today: date) -> Mapping[Kept, int]:
    """How many rows of each kind have been kept long enough."""
    counted = {}
    for one in RETENTION:
        counted[one] = 0
        for table, where in _old(one.kind, oldest_kept(one, today)):
            number = await session.scalar(select(func.count()).select_from(table).where(*where))
            counted[one] += int(number or 0)
    return counted


async def let_go(session: AsyncConnection, one: Kept, now: datetime, today: date) -> int:
    """Let one piece of this kind go, and say how many rows that was; 0 when there is no more."""
    day = oldest_kept(one, today)
    return await _PIECES.get(one.kind, _rows)(session, one.kind, day, now)


async def _rows(session: AsyncConnection, kind: Kind, day: date, _: datetime) -> int:
    for table, where in _old(kind, day):
        [key] = table.primary_key.columns
        ids = list((await session.execute(select(key).where(*where).limit(AT_ONCE))).scalars())
        if ids:
            await erasure.remove(session, table, key.in_(ids))
            return len(ids)
    return 0


async def _week(session: AsyncConnection, kind: Kind, day: date, now: datetime) -> int:
    """The oldest week of one team becomes numbers."""
    [(_, where)] = _old(kind, day)
    oldest = select(contact.c.team_id, contact.c.happened_on).where(*where)
    row = (await session.execute(oldest.order_by(contact.c.happened_on).limit(1))).one_or_none()
    if row is None:
        return 0
    monday = monday_of(row.happened_on)
    days = contact.c.happened_on.between(monday, monday + timedelta(days=6))
    which = (contact.c.team_id == row.team_id, days, contact.c.undone_at.is_(None))
    number = int(await session.scalar(select(func.count()).select_from(contact).where(*which)) or 0)
    await tallies.add(session, *which)
    await tallies.retire(session, row.team_id, monday_of(now.date()), number)
    await erasure.remove(session, contact, contact.c.id.in_(select(contact.c.id).where(*which)))
    return number


async def _leaver(session: AsyncConnection, kind: Kind, day: date, now: datetime) -> int:
    [(_, where)] = _old(kind, day)
    found = await session.scalar(select(person.c.id).where(*where).limit(1))
    if found is None:
        return 0
    await erasure.erase(session, found, now)
    return 1


async def _words(session: AsyncConnection, _: Kind, day: date, __: datetime) -> int:
    return await words.clear(session, datetime.combine(day, time(), UTC))


async def _lines(session: AsyncConnection, _: Kind, day: date, __: datetime) -> int:
    return await audit.prune(session, datetime.combine(day, time(), UTC))


_PIECES: Final[Mapping[Kind, Callable[[AsyncConnection, Kind, date, datetime], Awaitable[int]]]] = {
    Kind.CONTACTS: _week,
    Kind.WORDS: _words,
    Kind.LEAVERS: _leaver,
    Kind.AUDIT: _lines,
}


async def is_done(session: AsyncConnection, today: date) -> bool:
    """Whether this day's round was finished."""
    return await installation.recall(session, DONE) == today.isoformat()


async def finish(session: AsyncConnection, today: date) -> None:
    await installation.remember(session, DONE, today.isoformat())

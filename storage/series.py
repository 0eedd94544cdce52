"""Sessions that come back, and the rhythms that ask for the next one."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person, Role
from bot.supervision import TALKS, Every, MeetingKind, MeetingState, Plan, Rhythm, Series
from storage.tables import attendee, meeting, membership, person, rhythm, series, series_person


async def start(
    session: AsyncConnection,
    plan: Plan,
    every: Every,
    first: date,
    start: int,
    zone: str,
    host_id: int,
    people: Collection[int],
    now: datetime,
) -> int:
    """A series whose first session is made already; `start` is in minutes after midnight in `zone`."""
    when = {"every": every.value, "first_day": first, "start": start, "zone": zone, "made_until": first}
    values = {**asdict(plan), **when, "host_id": host_id, "look_at": now}
    made = await session.execute(insert(series).values(values).returning(series.c.id))
    number = int(made.scalar_one())
    await session.execute(
        insert(series_person), [{"series_id": number, "person_id": one} for one in dict.fromkeys(people)]
    )
    return number


async def due(session: AsyncConnection, now: datetime) -> Series | None:
    """A series whose next sessions may have to be made."""
    open_ = (series.c.ended_at.is_(None), series.c.look_at <= now)
    found = await _load(
        session, select(series).where(*open_).order_by(series.c.look_at, series.c.id).limit(1)
    )
    return found[0] if found else None


async def of_it(session: AsyncConnection, series_id: int) -> Series | None:
    """A series that goes on; None for one that ended."""
    found = await _load(session, select(series).where(series.c.id == series_id, series.c.ended_at.is_(None)))
    return found[0] if found else None


async def made(session: AsyncConnection, series_id: int, until: date, look_at: datetime) -> None:
    values = {"made_until": until, "look_at": look_at}
    await session.execute(update(series).where(series.c.id == series_id).values(values))


async def set_people(session: AsyncConnection, series_id: int, people: Collection[int]) -> None:
    """Who is invited to what is still to be made."""
    await session.execute(delete(series_person).where(series_person.c.series_id == series_id))
    await session.execute(
        insert(series_person), [{"series_id": series_id, "person_id": one} for one in dict.fromkeys(people)]
    )


async def end(session: AsyncConnection, series_id: int, now: datetime) -> list[int]:
    """No more of them. The sessions ahead that are still planned, by number: they are to be cancelled."""
    await session.execute(update(series).where(series.c.id == series_id).values(ended_at=now))
    ahead = (meeting.c.series_id == series_id, meeting.c.starts_at > now)
    open_ = meeting.c.state.in_((MeetingState.PLANNED.value, MeetingState.SKIPPED.value))
    rows = await session.execute(select(meeting.c.id).where(*ahead, open_).order_by(meeting.c.starts_at))
    return [int(one) for one in rows.scalars()]


async def _load(session: AsyncConnection, query: Select[Any]) -> list[Series]:
    return [_series(row, await _people(session, row.id)) for row in (await session.execute(query)).all()]


async def _people(session: AsyncConnection, series_id: int) -> tuple[int, ...]:
    hers = series_person.c.series_id == series_id
    rows = await session.execute(select(series_person.c.person_id).where(hers).order_by("person_id"))
    return tuple(int(one) for one in rows.scalars())


def _series(row: Row[Any], people: tuple[int, ...]) -> Series:
    plan = Plan(row.team_id, MeetingKind(row.kind), row.minutes, row.title, row.place, row.facilitator)
    when = (Every(row.every), row.first_day, row.start, row.zone)
    return Series(row.id, plan, *when, row.host_id, row.made_until, people)


_RHYTHMS = (
    select(rhythm, membership.c.team_id, membership.c.person_id, person.c.name)
    .join(membership, membership.c.id == rhythm.c.membership_id)
    .join(person, person.c.id == membership.c.person_id)
    .order_by(person.c.name, rhythm.c.id)
)


async def set_rhythm(
    session: AsyncConnection,
    membership_id: int,
    kind: MeetingKind,
    weeks: int,
    by: int,
    since: date,
    now: datetime,
) -> None:
    """At least every so many weeks, in place of what was asked for before."""
    values = {"weeks": weeks, "since": since, "set_by": by, "look_at": now}
    new = upsert(rhythm).values(membership_id=membership_id, kind=kind.value, **values)
    await session.execute(new.on_conflict_do_update(index_elements=["membership_id", "kind"], set_=values))


async def rhythms(session: AsyncConnection, asker: Person, team_id: int) -> list[Rhythm]:
    """The rhythms of a team that she coordinates, by name; none of any other team."""
    hers = [one.team_id for one in asker.teams_as(Role.COORDINATOR)]
    theirs = (membership.c.team_id == team_id, membership.c.team_id.in_(hers))
    return [_rhythm(row) for row in await session.execute(_RHYTHMS.where(*theirs))]


async def rhythm_of(session: AsyncConnection, asker: Person, rhythm_id: int) -> Rhythm | None:
    """A rhythm of a team that she coordinates; None for any other."""
    hers = [one.team_id for one in asker.teams_as(Role.COORDINATOR)]
    its = (rhythm.c.id == rhythm_id, membership.c.team_id.in_(hers))
    row = (await session.execute(_RHYTHMS.where(*its))).one_or_none()
    return _rhythm(row) if row else None


async def rhythm_due(session: AsyncConnection, now: datetime) -> Rhythm | None:
    """The next rhythm to look at."""
    row = (await session.execute(_RHYTHMS.where(rhythm.c.look_at <= now).limit(1))).one_or_none()
    return _rhythm(row) if row else None


async def look_later(session: AsyncConnection, rhythm_id: int, moment: datetime) -> None:
    await session.execute(update(rhythm).where(rhythm.c.id == rhythm_id).values(look_at=moment))


async def drop_rhythm(session: AsyncConnection, asker: Person, rhythm_id: int) -> None:
    """Only of a team that she coordinates."""
    hers = [one.team_id for one in asker.teams_as(Role.COORDINATOR)]
    theirs = select(membership.c.id).where(membership.c.team_id.in_(hers))
    await session.execute(delete(rhythm).where(rhythm.c.id == rhythm_id, rhythm.c.membership_id.in_(theirs)))


async def outcomes(
    session: AsyncConnection, asker: Person, team_id: int, since: datetime, until: datetime
) -> Sequence[Row[*tuple[Any, ...]]]:
    """What became of the sessions of her team in this time, a row for each guest of each: for figures.

    A session whose guests are all erased has one row without a person: that it was held stays.
    """
    hers = [one.team_id for one in asker.teams_as(Role.COORDINATOR)]
    rows = await session.execute(
        select(
            meeting.c.id,
            meeting.c.kind,
            meeting.c.state,
            meeting.c.starts_at,
            meeting.c.minutes_held,
            attendee.c.person_id,
            attendee.c.came,
        )
        .outerjoin(attendee, (attendee.c.meeting_id == meeting.c.id) & attendee.c.host.is_(False))
        .where(meeting.c.team_id == team_id, meeting.c.team_id.in_(hers))
        .where(meeting.c.starts_at >= since, meeting.c.starts_at < until)
        .order_by(meeting.c.starts_at, meeting.c.id)
    )
    return rows.all()


async def talks_had(session: AsyncConnection, person_id: int, since: datetime, until: datetime) -> int:
    """How many talks this person came to in this time, in all her teams."""
    hers = (attendee.c.person_id == person_id, attendee.c.host.is_(False), attendee.c.came.is_(True))
    held = (meeting.c.state == MeetingState.HELD.value, meeting.c.kind.in_([one.value for one in TALKS]))
    between = (meeting.c.starts_at >= since, meeting.c.starts_at < until)
    query = select(func.count()).select_from(meeting).join(attendee, attendee.c.meeting_id == meeting.c.id)
    return int(await session.scalar(query.where(*hers, *held, *between)) or 0)


def _rhythm(row: Row[Any]) -> Rhythm:
    person_of = (row.team_id, row.membership_id, row.person_id, row.name)
    return Rhythm(row.id, *person_of, MeetingKind(row.kind), row.weeks, row.since)

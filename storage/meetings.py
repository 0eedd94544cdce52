"""Sessions of supervision: who takes part, what changes, and what became of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Row, Select, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person, Role
from bot.rules.stretches import Stretch
from bot.supervision import Answer, Attendee, Meeting, MeetingKind, MeetingState, Plan
from storage import reminders
from storage.tables import attendee, meeting, meeting_theme, membership, person

LONGEST: Final = timedelta(days=1)
UNTOLD: Final = timedelta(days=7)
# What still takes somebody's time; of the rest only the outcome counts.
STANDING: Final = (MeetingState.PLANNED.value, MeetingState.HELD.value)


async def add(
    session: AsyncConnection,
    plan: Plan,
    starts_at: datetime,
    host_id: int,
    people: Collection[int],
    now: datetime,
    *,
    series: tuple[int, date] | None = None,
    state: MeetingState = MeetingState.PLANNED,
) -> int:
    """A new session, with its reminders; `series` is the number of a series and its day in it."""
    times = {"starts_at": starts_at, "planned_at": now, "uid": str(uuid4()), "sequence": 0}
    came_from = {"series_id": series[0], "series_day": series[1]} if series else {}
    values = {**asdict(plan), **times, **came_from, "state": state.value}
    number = int((await session.execute(insert(meeting).values(values).returning(meeting.c.id))).scalar_one())
    for one in (host_id, *(one for one in people if one != host_id)):
        await _add_person(session, number, one, host=one == host_id)
    if state is MeetingState.PLANNED:
        await reminders.renew(session, number, 0, (host_id, *people), now)
    return number


async def _add_person(session: AsyncConnection, meeting_id: int, person_id: int, *, host: bool) -> None:
    answer = (Answer.YES if host else Answer.OPEN).value
    values = {"meeting_id": meeting_id, "person_id": person_id, "host": host, "answer": answer}
    await session.execute(insert(attendee).values(values))


async def seen_by(session: AsyncConnection, asker: Person, meeting_id: int) -> Meeting | None:
    """A session that she takes part in, or one of a team that she coordinates; None for any other."""
    found = await _load(session, select(meeting).where(meeting.c.id == meeting_id, _hers(asker)))
    return found[0] if found else None


async def known(session: AsyncConnection, meeting_id: int) -> Meeting:
    """A session, for the jobs; LookupError where there is none."""
    found = await _load(session, select(meeting).where(meeting.c.id == meeting_id))
    if not found:
        raise LookupError("no such session")
    return found[0]


def _hers(asker: Person) -> Any:
    mine = select(attendee.c.meeting_id).where(attendee.c.person_id == asker.id)
    in_team = meeting.c.team_id.in_([one.team_id for one in asker.memberships])
    return or_(meeting.c.id.in_(mine) & in_team, meeting.c.team_id.in_(_coordinated(asker)))


def _coordinated(asker: Person) -> list[int]:
    return [one.team_id for one in asker.teams_as(Role.COORDINATOR)]


async def own(session: AsyncConnection, person_id: int, now: datetime, most: int = 10) -> list[Meeting]:
    """The sessions ahead in which this person takes part, the next one first."""
    mine = select(attendee.c.meeting_id).where(attendee.c.person_id == person_id)
    in_team = meeting.c.team_id.in_(select(membership.c.team_id).where(membership.c.person_id == person_id))
    ahead = (meeting.c.state == MeetingState.PLANNED.value, meeting.c.starts_at > now - LONGEST)
    hers = select(meeting).where(meeting.c.id.in_(mine), in_team, *ahead)
    query = hers.order_by(meeting.c.starts_at, meeting.c.id)
    return [one for one in await _load(session, query.limit(most + 5)) if one.ends_at > now][:most]


async def of_team(
    session: AsyncConnection, asker: Person, team_id: int, since: datetime, until: datetime
) -> list[Meeting]:
    """Every session of a team that she coordinates that starts in this time, in order; none of any other team."""
    starts = (meeting.c.starts_at >= since, meeting.c.starts_at < until)
    theirs = (meeting.c.team_id == team_id, meeting.c.team_id.in_(_coordinated(asker)))
    query = select(meeting).where(*theirs, *starts).order_by(meeting.c.starts_at, meeting.c.id)
    return await _load(session, query)


async def last_places(session: AsyncConnection, asker: Person, team_id: int, most: int = 3) -> list[str]:
    """Where the sessions of her team were lately, the newest first."""
    return await _lately(session, asker, team_id, meeting.c.place, most)


async def last_facilitators(
    session: AsyncConnection, asker: Person, team_id: int, most: int = 3
) -> list[str]:
    """Who led the sessions of her team lately, the newest first."""
    return await _lately(session, asker, team_id, meeting.c.facilitator, most)


async def _lately(session: AsyncConnection, asker: Person, team_id: int, column: Any, most: int) -> list[str]:
    theirs = (meeting.c.team_id == team_id, meeting.c.team_id.in_(_coordinated(asker)), column != "")
    newest = select(column).where(*theirs).group_by(column).order_by(func.max(meeting.c.id).desc())
    return [str(one) for one in (await session.execute(newest.limit(most))).scalars()]


async def busy(
    session: AsyncConnection, people: Collection[int], since: datetime, until: datetime, other_than: int = 0
) -> dict[int, tuple[Stretch, ...]]:
    """When each of these people is in a session, whichever team it is of."""
    rows = await session.execute(
        select(attendee.c.person_id, meeting.c.starts_at, meeting.c.minutes)
        .join(meeting, meeting.c.id == attendee.c.meeting_id)
        .where(attendee.c.person_id.in_(people), attendee.c.answer != Answer.NO.value)
        .where(meeting.c.state.in_(STANDING), meeting.c.id != other_than)
        .where(meeting.c.starts_at > since - LONGEST, meeting.c.starts_at < until)
        .order_by(meeting.c.starts_at)
    )
    taken: dict[int, tuple[Stretch, ...]] = dict.fromkeys(people, ())
    for row in rows:
        taken[row.person_id] += ((row.starts_at, row.starts_at + timedelta(minutes=row.minutes)),)
    return taken


async def move(session: AsyncConnection, moved: Meeting, starts_at: datetime, by: int, now: datetime) -> None:
    """Another time: everybody is asked anew whether she comes, but for whoever moved it, and reminded anew."""
    sequence = moved.sequence + 1
    times = {"starts_at": starts_at, "planned_at": now, "sequence": sequence, "asked_at": None}
    await _set(session, moved.id, **times, state=MeetingState.PLANNED.value)
    of_it = attendee.c.meeting_id == moved.id
    await session.execute(update(attendee).where(of_it).values(answer=Answer.OPEN.value))
    await _note_answer(session, moved.id, by, Answer.YES)
    await _note_answer(session, moved.id, moved.host.person_id, Answer.YES)
    await reminders.withdraw(session, moved.id)
    await reminders.renew(session, moved.id, sequence, [one.person_id for one in moved.attendees], now)


async def cancel(session: AsyncConnection, ended: Meeting) -> None:
    """It is off: nobody is reminded of it any more."""
    await _set(session, ended.id, state=MeetingState.CANCELLED.value, sequence=ended.sequence + 1)
    await reminders.withdraw(session, ended.id)


async def restore(session: AsyncConnection, back: Meeting, now: datetime) -> None:
    """It is on again, at the time it had; what everybody answered still holds."""
    sequence = back.sequence + 1
    await _set(session, back.id, state=MeetingState.PLANNED.value, sequence=sequence, planned_at=now)
    await reminders.renew(session, back.id, sequence, [one.person_id for one in back.attendees], now)


async def set_people(
    session: AsyncConnection, changed: Meeting, people: Collection[int], now: datetime
) -> None:
    """These take part besides the host; whoever is new is reminded, whoever left is not any more."""
    before = {one.person_id for one in changed.guests}
    for gone in before - set(people):
        await reminders.withdraw(session, changed.id, gone)
        hers = (attendee.c.meeting_id == changed.id, attendee.c.person_id == gone)
        await session.execute(delete(attendee).where(*hers))
    for new in sorted(set(people) - before - {changed.host.person_id}):
        await _add_person(session, changed.id, new, host=False)
        await reminders.join(session, changed.id, changed.sequence, new, changed.starts_at, now)


async def set_answer(
    session: AsyncConnection, meeting_id: int, person_id: int, given: Answer, now: datetime
) -> None:
    """Whether she comes; of what she is not reminded of yet, it is decided once more."""
    await _note_answer(session, meeting_id, person_id, given)
    await reminders.look_again(session, meeting_id, person_id, now)


async def _note_answer(session: AsyncConnection, meeting_id: int, person_id: int, given: Answer) -> None:
    hers = (attendee.c.meeting_id == meeting_id, attendee.c.person_id == person_id)
    await session.execute(update(attendee).where(*hers).values(answer=given.value))


async def record(
    session: AsyncConnection,
    done: Meeting,
    *,
    held: bool,
    minutes: int | None = None,
    came: Collection[int] = (),
    themes: Collection[str] = (),
) -> None:
    """What became of it. `came` are the people who were there, themes are those of THEMES."""
    state = MeetingState.HELD if held else MeetingState.NOT_HELD
    await _set(session, done.id, state=state.value, minutes_held=minutes if held else None)
    for one in done.attendees:
        hers = (attendee.c.meeting_id == done.id, attendee.c.person_id == one.person_id)
        await session.execute(update(attendee).where(*hers).values(came=held and one.person_id in came))
    await session.execute(delete(meeting_theme).where(meeting_theme.c.meeting_id == done.id))
    if held and themes:
        rows = [{"meeting_id": done.id, "theme": theme} for theme in sorted(set(themes))]
        await session.execute(insert(meeting_theme), rows)
    await reminders.withdraw(session, done.id)


async def over(session: AsyncConnection, now: datetime) -> Meeting | None:
    """A session that has ended, and of which nobody was asked how it went."""
    ended = (meeting.c.state == MeetingState.PLANNED.value, meeting.c.asked_at.is_(None))
    query = select(meeting).where(*ended, meeting.c.starts_at <= now).order_by(meeting.c.starts_at)
    return next((one for one in await _load(session, query.limit(50)) if one.ends_at <= now), None)


async def asked(session: AsyncConnection, meeting_id: int, now: datetime | None) -> None:
    """When its host was asked how it went; None to ask anew."""
    await _set(session, meeting_id, asked_at=now)


async def talks_of(
    session: AsyncConnection, person_id: int, team_id: int, kind: MeetingKind, now: datetime
) -> tuple[datetime | None, datetime | None]:
    """When this person was last in a held session of this kind, and when the next one is planned.

    One of which nobody tells what became of it counts as planned for a week, and no longer.
    """
    of_kind = (
        select(meeting.c.starts_at)
        .join(attendee, attendee.c.meeting_id == meeting.c.id)
        .where(attendee.c.person_id == person_id, attendee.c.host.is_(False))
        .where(meeting.c.team_id == team_id, meeting.c.kind == kind.value)
    )
    last = of_kind.where(meeting.c.state == MeetingState.HELD.value, attendee.c.came.is_(True))
    recent = meeting.c.starts_at > now - UNTOLD
    coming = of_kind.where(meeting.c.state == MeetingState.PLANNED.value, recent)
    return (
        await session.scalar(last.order_by(meeting.c.starts_at.desc()).limit(1)),
        await session.scalar(coming.order_by(meeting.c.starts_at).limit(1)),
    )


async def _set(session: AsyncConnection, meeting_id: int, **values: Any) -> None:
    await session.execute(update(meeting).where(meeting.c.id == meeting_id).values(**values))


async def _load(session: AsyncConnection, query: Select[Any]) -> list[Meeting]:
    rows = (await session.execute(query)).all()
    if not rows:
        return []
    ids = [row.id for row in rows]
    there, themes = await _attendees(session, ids), await _themes(session, ids)
    return [_meeting(row, there[row.id], themes[row.id]) for row in rows]


async def _attendees(session: AsyncConnection, ids: Sequence[int]) -> Mapping[int, tuple[Attendee, ...]]:
    rows = await session.execute(
        select(attendee, person.c.name)
        .join(person, person.c.id == attendee.c.person_id)
        .where(attendee.c.meeting_id.in_(ids))
        .order_by(attendee.c.host.desc(), person.c.name, person.c.id)
    )
    there: defaultdict[int, tuple[Attendee, ...]] = defaultdict(tuple)
    for row in rows:
        one = Attendee(row.person_id, row.name, row.host, Answer(row.answer), row.came)
        there[row.meeting_id] += (one,)
    return there


async def _themes(session: AsyncConnection, ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    rows = await session.execute(select(meeting_theme).where(meeting_theme.c.meeting_id.in_(ids)))
    themes: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for row in rows:
        themes[row.meeting_id] += (row.theme,)
    return themes


def _meeting(row: Row[Any], there: tuple[Attendee, ...], themes: tuple[str, ...]) -> Meeting:
    plan = Plan(row.team_id, MeetingKind(row.kind), row.minutes, row.title, row.place, row.facilitator)
    return Meeting(
        row.id,
        plan,
        row.starts_at,
        row.planned_at,
        row.uid,
        row.sequence,
        MeetingState(row.state),
        row.series_id,
        there,
        themes,
        row.minutes_held,
    )

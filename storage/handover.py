"""What somebody who leaves a team has in hand there, and giving it to somebody else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Membership, Role
from bot.supervision import TALKS, Answer, Meeting, MeetingState
from storage import guides, reminders, roster, teams
from storage.referrals import State
from storage.roster import Seat
from storage.tables import attendee, contact, meeting, membership, referral, series, series_person

AHEAD = (MeetingState.PLANNED.value, MeetingState.SKIPPED.value)


@dataclass(frozen=True)
class InHand:
    """How many referrals are open, sessions and series she leads, people she guides, and sessions she comes to."""

    referrals: int = 0
    leads: int = 0
    guides: int = 0
    attends: int = 0


async def in_hand(session: AsyncConnection, one: Seat, now: datetime) -> InHand:
    """Of this place only: whoever has two roles in the team keeps what belongs to the other one."""
    open_ = select(func.count()).select_from(referral).where(*_open(one))
    led = (
        await hosted(session, one, now),
        await unrecorded(session, one, now),
        await series_hosted(session, one),
    )
    return InHand(
        int(await session.scalar(open_) or 0),
        sum(len(each) for each in led),
        len(await guided(session, one)),
        len(await attended(session, one, now)),
    )


def _open(one: Seat) -> tuple[Any, ...]:
    of_team = select(contact.c.id).where(contact.c.team_id == one.team_id)
    if one.role is not Role.KEY_PERSON:
        of_team = of_team.where(contact.c.id == 0)
    asked = referral.c.state.in_((State.WAITING.value, State.ASKED.value))
    return referral.c.person_id == one.person_id, asked, referral.c.contact_id.in_(of_team)


async def give_referrals(session: AsyncConnection, one: Seat, to: int | None, now: datetime) -> int:
    """Somebody else is asked what came of them, or nobody any more; how many these are."""
    if to is None:
        state = case((referral.c.outcome.is_(None), State.STOPPED.value), else_=State.KNOWN.value)
        values: dict[str, Any] = {"state": state}
    else:
        soon = case((referral.c.ask_at < now, now), else_=referral.c.ask_at)
        values = {"person_id": to, "state": State.WAITING.value, "ask_at": soon}
    given = update(referral).where(*_open(one)).values(values).returning(referral.c.contact_id)
    return len((await session.execute(given)).all())


async def guided(session: AsyncConnection, one: Seat) -> list[tuple[int, int]]:
    """Whom she guides in this team, or stands in for whoever does: membership and person."""
    if one.role is not Role.COORDINATOR:
        return []
    rows = await session.execute(
        select(membership.c.id, membership.c.person_id)
        .where(membership.c.team_id == one.team_id, membership.c.role == Role.KEY_PERSON.value)
        .order_by(membership.c.id)
    )
    found = []
    for row in rows.all():
        hers = await guides.of(session, _key_person(one, row.id), row.person_id)
        if one.person_id in {hers.coordinator, hers.deputy}:
            found.append((int(row.id), int(row.person_id)))
    return found


def _key_person(one: Seat, membership_id: int) -> Membership:
    return Membership(one.team_id, one.team, Role.KEY_PERSON, membership_id)


async def give_guided(session: AsyncConnection, one: Seat, to: int) -> list[int]:
    """Whoever is guided by somebody else from now on, by id."""
    changed = []
    coordinators = await teams.coordinators(session, one.team_id)
    for membership_id, person_id in await guided(session, one):
        now = await guides.of(session, _key_person(one, membership_id), person_id)
        first = to if now.coordinator == one.person_id else now.coordinator
        if person_id == to or first is None:
            continue  # nobody guides herself: whoever comes next does
        rest = [each for each in coordinators if each not in {one.person_id, first, person_id}]
        deputy = now.deputy if now.deputy in rest else next(iter(rest), None)
        await guides.choose(session, membership_id, first, deputy if now.deputy else None)
        if first != now.coordinator:
            changed.append(person_id)
    return changed


async def hosted(session: AsyncConnection, one: Seat, now: datetime) -> list[int]:
    """The sessions ahead that she leads, by number; only a coordinator leads any."""
    if one.role is not Role.COORDINATOR:
        return []
    return await _numbers(session, _ahead(one, now).where(attendee.c.host.is_(True)))


async def unrecorded(session: AsyncConnection, one: Seat, now: datetime) -> list[int]:
    """The sessions that she led, or leads now, and of which nobody has told what became of them; by number."""
    if one.role is not Role.COORDINATOR:
        return []
    begun = (meeting.c.state == MeetingState.PLANNED.value, meeting.c.starts_at <= now)
    return await _numbers(session, _of(one).where(attendee.c.host.is_(True), *begun))


async def attended(session: AsyncConnection, one: Seat, now: datetime) -> list[int]:
    """The sessions ahead to which she would come no more, by number.

    Whoever stays in the team with another role still comes, but for the talks of a key person.
    """
    as_guest = _ahead(one, now).where(attendee.c.host.is_(False))
    if await _stays(session, one):
        if one.role is Role.COORDINATOR:
            return []
        as_guest = as_guest.where(meeting.c.kind.in_([each.value for each in TALKS]))
    return await _numbers(session, as_guest)


async def _stays(session: AsyncConnection, one: Seat) -> bool:
    return one.team_id in {each.team_id for each in await roster.others(session, one)}


def _ahead(one: Seat, now: datetime) -> Select[Any]:
    return _of(one).where(meeting.c.state.in_(AHEAD), meeting.c.starts_at > now)


def _of(one: Seat) -> Select[Any]:
    return (
        select(meeting.c.id)
        .join(attendee, attendee.c.meeting_id == meeting.c.id)
        .where(attendee.c.person_id == one.person_id, meeting.c.team_id == one.team_id)
        .order_by(meeting.c.starts_at, meeting.c.id)
    )


async def _numbers(session: AsyncConnection, query: Select[Any]) -> list[int]:
    return [int(each) for each in (await session.execute(query)).scalars()]


async def series_hosted(session: AsyncConnection, one: Seat) -> list[int]:
    if one.role is not Role.COORDINATOR:
        return []
    return await _numbers(session, _going_on(one).where(series.c.host_id == one.person_id))


async def series_attended(session: AsyncConnection, one: Seat) -> list[int]:
    """By the same measure as `attended`."""
    hers = select(series_person.c.series_id).where(series_person.c.person_id == one.person_id)
    query = _going_on(one).where(series.c.id.in_(hers))
    if await _stays(session, one):
        if one.role is Role.COORDINATOR:
            return []
        query = query.where(series.c.kind.in_([each.value for each in TALKS]))
    return await _numbers(session, query)


def _going_on(one: Seat) -> Select[Any]:
    of_team = (series.c.team_id == one.team_id, series.c.ended_at.is_(None))
    return select(series.c.id).where(*of_team).order_by(series.c.id)


async def set_host(session: AsyncConnection, one: Meeting, to: int, now: datetime) -> None:
    """Somebody else leads this session; whoever led it takes part no more."""
    before = (attendee.c.meeting_id == one.id, attendee.c.person_id == one.host.person_id)
    await reminders.withdraw(session, one.id, one.host.person_id)
    await session.execute(delete(attendee).where(*before))
    values = {"host": True, "answer": Answer.YES.value}
    if one.attendee(to):
        hers = (attendee.c.meeting_id == one.id, attendee.c.person_id == to)
        await session.execute(update(attendee).where(*hers).values(values))
        return
    await session.execute(insert(attendee).values(meeting_id=one.id, person_id=to, **values))
    if one.state is MeetingState.PLANNED:
        await reminders.join(session, one.id, one.sequence, to, one.starts_at, now)


async def set_series_host(session: AsyncConnection, series_id: int, to: int) -> None:
    await session.execute(update(series).where(series.c.id == series_id).values(host_id=to))
    guest = (series_person.c.series_id == series_id, series_person.c.person_id == to)
    await session.execute(delete(series_person).where(*guest))

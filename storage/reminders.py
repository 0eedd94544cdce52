"""Who is still to be reminded of which session: a row each, looked at when it may be due, settled once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person, Role
from bot.rules.reminders import DAYS, HOURS
from bot.supervision import Lead, MeetingKind
from storage.tables import meeting, membership, notice, person, reminder, reminder_off


class State(StrEnum):
    """WAITING is looked at again; PUT is on its way through the gate; every other state is why it never was."""

    WAITING = "waiting"
    PUT = "put"
    PASSED = "passed"
    STALE = "stale"
    TOGETHER = "together"
    OFF = "off"
    UNOPENED = "unopened"
    GONE = "gone"


# Of these a coordinator is to see that nobody was reminded.
UNTOLD: Final = (State.STALE.value, State.UNOPENED.value)
BEFORE: Final = {**DAYS, Lead.HOURS: HOURS}
# What became of sessions that nobody called off.
COUNTED: Final = ("planned", "held", "not_held")
PARTS: Final = (reminder.c.meeting_id, reminder.c.sequence, reminder.c.person_id, reminder.c.lead)
OF_NOTICE: Final = notice.c.key == "supervision.reminder:" + func.concat_ws(".", *PARTS)
LOST: Final = ("unknown", "expired", "dead")


@dataclass(frozen=True)
class Reminder:
    id: int
    meeting_id: int
    sequence: int
    person_id: int
    lead: Lead


@dataclass(frozen=True)
class Missed:
    """A reminder that did not reach somebody: of which session, whose, and why."""

    meeting_id: int
    kind: MeetingKind
    starts_at: datetime
    name: str
    person_id: int
    why: str


async def renew(
    session: AsyncConnection, meeting_id: int, sequence: int, people: Collection[int], now: datetime
) -> None:
    """For everybody a row for each lead; those that are switched off say so when their time comes."""
    rows = [
        {"meeting_id": meeting_id, "sequence": sequence, "person_id": one, "lead": lead.value}
        for one in dict.fromkeys(people)
        for lead in Lead
    ]
    made = upsert(reminder).values([{**row, "look_at": now, "state": State.WAITING.value} for row in rows])
    again = {"look_at": now, "state": State.WAITING.value}
    keys = ["meeting_id", "sequence", "person_id", "lead"]
    await session.execute(made.on_conflict_do_update(index_elements=keys, set_=again))


async def join(
    session: AsyncConnection,
    meeting_id: int,
    sequence: int,
    person_id: int,
    starts_at: datetime,
    now: datetime,
) -> None:
    """For somebody who comes in later: she has just heard of it, so what would have come by now does not."""
    await renew(session, meeting_id, sequence, [person_id], now)
    by_now = [lead.value for lead, ahead in BEFORE.items() if starts_at - ahead <= now]
    hers = (reminder.c.meeting_id == meeting_id, reminder.c.sequence == sequence)
    passed = (reminder.c.person_id == person_id, reminder.c.lead.in_(by_now))
    await session.execute(update(reminder).where(*hers, *passed).values(state=State.PASSED.value))


async def withdraw(session: AsyncConnection, meeting_id: int, person_id: int | None = None) -> None:
    """Nobody, or this person not, is reminded of it any more: what waits in the gate is not said either."""
    of_it = [reminder.c.meeting_id == meeting_id]
    of_it += [] if person_id is None else [reminder.c.person_id == person_id]
    await _take_back(session, *of_it)
    await session.execute(delete(reminder).where(*of_it, reminder.c.state == State.WAITING.value))


async def look_again(session: AsyncConnection, meeting_id: int, person_id: int, now: datetime) -> None:
    """She comes, or does not come after all: what was not said yet is decided once more."""
    await _decide_again(session, now, reminder.c.meeting_id == meeting_id, reminder.c.person_id == person_id)


async def _decide_again(session: AsyncConnection, now: datetime, *which: ColumnElement[bool]) -> None:
    back = await _take_back(session, *which, notice.c.expires_at > now)
    again = reminder.c.id.in_(back) | (reminder.c.state == State.WAITING.value)
    values = {"state": State.WAITING.value, "look_at": now}
    await session.execute(update(reminder).where(*which, again).values(values))


async def _take_back(session: AsyncConnection, *which: ColumnElement[bool]) -> list[int]:
    """Those that the gate still held, which now holds them no more."""
    held = (reminder.c.state == State.PUT.value, notice.c.state == "held")
    found = select(reminder.c.id, notice.c.id).join(notice, OF_NOTICE).where(*which, *held)
    rows = (await session.execute(found)).all()
    await session.execute(delete(notice).where(notice.c.id.in_([row[1] for row in rows])))
    return [int(row[0]) for row in rows]


def key(one: Reminder) -> str:
    """Of the notice that says it: not by the number of the row, which comes again when a row is gone."""
    return f"supervision.reminder:{one.meeting_id}.{one.sequence}.{one.person_id}.{one.lead}"


async def due(session: AsyncConnection, now: datetime) -> Reminder | None:
    """The next one to look at, of somebody who is in the team: whoever is paused is reminded when she is back."""
    waiting = (reminder.c.state == State.WAITING.value, reminder.c.look_at <= now)
    its_team = select(meeting.c.team_id).where(meeting.c.id == reminder.c.meeting_id).scalar_subquery()
    there = (membership.c.person_id == reminder.c.person_id, membership.c.team_id == its_team)
    in_team = select(membership.c.id).where(*there).exists()
    row = await session.execute(
        select(reminder).where(*waiting, in_team).order_by(reminder.c.look_at, reminder.c.id).limit(1)
    )
    found = row.one_or_none()
    return _reminder(found) if found else None


async def look_later(session: AsyncConnection, reminder_id: int, moment: datetime) -> None:
    await session.execute(update(reminder).where(reminder.c.id == reminder_id).values(look_at=moment))


async def settle(session: AsyncConnection, reminder_id: int, state: State) -> None:
    await session.execute(update(reminder).where(reminder.c.id == reminder_id).values(state=state.value))


async def look_anew(session: AsyncConnection, person_id: int, now: datetime) -> None:
    """Her hours have changed, and with them when she is to be reminded, also of what the gate holds."""
    await _decide_again(session, now, reminder.c.person_id == person_id)


async def switched_off(session: AsyncConnection, team_id: int) -> frozenset[tuple[MeetingKind, Lead]]:
    """What nobody of this team is reminded of."""
    rows = await session.execute(select(reminder_off).where(reminder_off.c.team_id == team_id))
    return frozenset((MeetingKind(row.kind), Lead(row.lead)) for row in rows)


async def switch(
    session: AsyncConnection, asker: Person, team_id: int, kind: MeetingKind, lead: Lead, *, on: bool
) -> None:
    """LookupError for anybody but a coordinator of this team."""
    if team_id not in {one.team_id for one in asker.teams_as(Role.COORDINATOR)}:
        raise LookupError("no team that she coordinates")
    values = {"team_id": team_id, "kind": kind.value, "lead": lead.value}
    if on:
        of_it = [reminder_off.c[name] == value for name, value in values.items()]
        await session.execute(delete(reminder_off).where(*of_it))
    else:
        await session.execute(upsert(reminder_off).values(values).on_conflict_do_nothing())


async def decide_anew(
    session: AsyncConnection, asker: Person, team_id: int, kind: MeetingKind, now: datetime
) -> None:
    """What is switched on has changed: whatever was not said yet is decided once more, also what was to be said."""
    hers = [one.team_id for one in asker.teams_as(Role.COORDINATOR)]
    theirs = (meeting.c.team_id == team_id, meeting.c.team_id.in_(hers), meeting.c.kind == kind.value)
    await _decide_again(session, now, reminder.c.meeting_id.in_(select(meeting.c.id).where(*theirs)))


async def missed(session: AsyncConnection, asker: Person, team_id: int, since: datetime) -> list[Missed]:
    """Reminders of her team that were not given, or perhaps not, for sessions from `since` on; newest first."""
    hers = [one.team_id for one in asker.teams_as(Role.COORDINATOR)]
    why = notice.c.state.label("lost")
    rows = await session.execute(
        select(reminder, meeting.c.kind, meeting.c.starts_at, person.c.name, why)
        .join(meeting, meeting.c.id == reminder.c.meeting_id)
        .join(person, person.c.id == reminder.c.person_id)
        .outerjoin(notice, OF_NOTICE)
        .where(meeting.c.team_id == team_id, meeting.c.team_id.in_(hers), meeting.c.starts_at >= since)
        .where(reminder.c.sequence == meeting.c.sequence, meeting.c.state.in_(COUNTED))
        .where(reminder.c.state.in_(UNTOLD) | notice.c.state.in_(LOST))
        .order_by(meeting.c.starts_at.desc(), person.c.name, reminder.c.id)
    )
    return [_missed(row) for row in rows]


def _missed(row: Row[Any]) -> Missed:
    why = row.state if row.state in UNTOLD else row.lost
    return Missed(row.meeting_id, MeetingKind(row.kind), row.starts_at, row.name, row.person_id, why)


def _reminder(row: Row[Any]) -> Reminder:
    return Reminder(row.id, row.meeting_id, row.sequence, row.person_id, Lead(row.lead))

"""Whoever has a session ahead is reminded of it while there is still time, earlier rather than too late."""

from datetime import datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from bot.model import Role
from bot.rules import gate
from bot.rules.gate import Reach
from bot.rules.hours import has_off
from bot.rules.reminders import Outcome, Verdict, decide, nominal, opens_before
from bot.rules.stretches import Timeline
from bot.screen import Screen, Text
from bot.supervision import Answer, Attendee, Lead, Meeting, MeetingState
from handlers.dialogs.arranging import named
from handlers.dialogs.meeting_words import agenda_button, button, buttons, lines
from handlers.jobs.round import Round, one_by_one
from storage import hours, meetings, notices, people, reminders
from storage.database import Session
from storage.reminders import Reminder, State

STATES: Final = {
    Outcome.DUE: State.PUT,
    Outcome.PASSED: State.PASSED,
    Outcome.STALE: State.STALE,
    Outcome.TOGETHER: State.TOGETHER,
    Outcome.OFF: State.OFF,
    Outcome.UNOPENED: State.UNOPENED,
}
# Until its time has come, her hours or what is switched on can still change these.
WAIT: Final = frozenset({Outcome.DUE, Outcome.TOGETHER, Outcome.OFF, Outcome.UNOPENED})


async def run(work: Round) -> None:
    await one_by_one(work, reminders.due, _look, _put_off)


async def _put_off(session: Session, one: Reminder, moment: datetime) -> None:
    await reminders.look_later(session, one.id, moment)


async def _look(session: Session, one: Reminder, work: Round) -> None:
    """Decided by the hours as they are now; looked at again when they change, or when its time comes."""
    now, house = work.now, work.zone
    meeting = await meetings.known(session, one.meeting_id)
    mine = _concerned(meeting, one)
    if mine is None:
        return await reminders.settle(session, one.id, State.GONE)
    reach = await hours.reach(session, one.person_id, house)
    usual = nominal(one.lead, meeting.starts_at, reach.zone)
    if mine.answer is Answer.NO:
        return await _let_go(session, one, usual, now)
    ahead = now < meeting.starts_at  # of what has begun nobody needs to hear that somebody may not come
    if ahead and _is_off(meeting, one, reach):
        await _tell_off(session, meeting, one, now, house)
    else:
        await notices.recall(session, _off_key(meeting, one))
    off = await reminders.switched_off(session, meeting.team_id)
    enabled = [lead for lead in Lead if (meeting.kind, lead) not in off]
    timeline = partial(gate.openings, reach, meeting.team_id)
    given = (one.lead, enabled, meeting.starts_at, meeting.planned_at, timeline, reach.zone, now)
    verdict = _still(decide(*given), timeline, now, usual)
    if ahead and verdict.outcome is Outcome.UNOPENED and not opens_before(meeting.starts_at, now, timeline):
        await _tell_unopened(session, meeting, one, now, house)
    later = verdict.at or usual
    if verdict.outcome in WAIT and later > now:
        return await reminders.look_later(session, one.id, later)
    if verdict.outcome is Outcome.DUE:
        await _put(session, meeting, one, verdict, now, reach.zone)
    return await reminders.settle(session, one.id, STATES[verdict.outcome])


async def _let_go(session: Session, one: Reminder, usual: datetime, now: datetime) -> None:
    """Whoever does not come is not reminded; until its time has come she can still change her mind."""
    if usual > now:
        await reminders.look_later(session, one.id, usual)
    else:
        await reminders.settle(session, one.id, State.GONE)


def _still(verdict: Verdict, timeline: Timeline, now: datetime, usual: datetime) -> Verdict:
    """What was to be said by now, but can no longer be said in time: her hours have changed since.

    They may change again, until its usual time or the last moment at which it could be said.
    """
    over = verdict.at and verdict.until and verdict.at <= now
    if over and verdict.until and not opens_before(verdict.until, now, timeline):
        return Verdict(Outcome.UNOPENED, min(usual, verdict.until - gate.MARGIN))
    return verdict


def _concerned(meeting: Meeting, one: Reminder) -> Attendee | None:
    """Whoever is to be reminded, while the session is still what it was to remind her of."""
    on = meeting.state is MeetingState.PLANNED and meeting.sequence == one.sequence
    return meeting.attendee(one.person_id) if on else None


async def _put(
    session: Session, meeting: Meeting, one: Reminder, verdict: Verdict, now: datetime, zone: ZoneInfo
) -> None:
    head = Text(key="meeting.reminder")
    logs = await people.has_role(session, one.person_id, meeting.team_id, Role.KEY_PERSON)
    own = agenda_button(meeting, one.person_id, zone) if logs else ()
    screen = Screen(
        lines=(head, *lines(meeting, one.person_id, zone)),
        buttons=(*buttons(meeting, one.person_id, zone), *own),
    )
    await notices.put(
        session,
        one.person_id,
        meeting.team_id,
        reminders.key(one),
        screen,
        now,
        asked_by=meeting.host.person_id,
        expires_at=verdict.until,
    )


async def _tell_unopened(
    session: Session, meeting: Meeting, one: Reminder, now: datetime, house: ZoneInfo
) -> None:
    """The host gets to know, once, that somebody cannot be reminded: she can still call her."""
    host = meeting.host.person_id
    if one.person_id == host:
        return
    zone = await people.zone(session, host, house)
    name = named(await people.name(session, one.person_id), one.person_id)
    said = (Text(key="meeting.unopened", values={"name": name}), *lines(meeting, host, zone))
    key = f"supervision.unopened:{meeting.id}:{meeting.sequence}:{one.person_id}"
    await notices.put(
        session, host, meeting.team_id, key, Screen(lines=said), now, expires_at=meeting.starts_at
    )


def _is_off(meeting: Meeting, one: Reminder, reach: Reach) -> bool:
    """Whether somebody without whom it cannot be has a holiday or leave by now."""
    needed = one.person_id == meeting.host.person_id or len(meeting.guests) == 1
    return needed and has_off(reach.duties.get(meeting.team_id, ()), meeting.starts_at)


async def _tell_off(
    session: Session, meeting: Meeting, one: Reminder, now: datetime, house: ZoneInfo
) -> None:
    host = meeting.host.person_id
    zone = await people.zone(session, host, house)
    name = named(await people.name(session, one.person_id), one.person_id)
    said = (Text(key="meeting.day_off", values={"name": name}), *lines(meeting, host, zone))
    acts = tuple((button(meeting, act, zone),) for act in ("move", "cancel"))
    key = _off_key(meeting, one)
    screen = Screen(lines=said, buttons=acts)
    await notices.put(session, host, meeting.team_id, key, screen, now, expires_at=meeting.starts_at)


def _off_key(meeting: Meeting, one: Reminder) -> str:
    return f"supervision.off:{meeting.id}:{meeting.sequence}:{one.person_id}"

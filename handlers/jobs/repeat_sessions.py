"""Sessions that come back: the next ones are made in time, and none on a day that somebody has off."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.rules.hours import has_off
from bot.rules.recurrence import days_of, moment, next_day
from bot.rules.stretches import common
from bot.screen import Screen, Text
from bot.supervision import MeetingState, Series
from handlers.dialogs.meeting_words import button, lines
from handlers.jobs.round import Round, one_by_one
from storage import hours, meetings, notices, people, series
from storage.database import Session

AHEAD: Final = timedelta(weeks=8)
LOOK_AGAIN: Final = timedelta(days=1)


async def run(work: Round) -> None:
    await one_by_one(work, series.due, _make, _put_off)


async def _put_off(session: Session, one: Series, moment_: datetime) -> None:
    await series.made(session, one.id, one.made_until, moment_)


async def _make(session: Session, one: Series, work: Round) -> None:
    """All that begin in the next weeks, and the next one however far it is away. Days that have been are left out."""
    now = work.now
    today = now.astimezone(ZoneInfo(one.zone)).date()
    since = max(one.made_until, today)
    days = days_of(one.every, one.first, since, today + AHEAD)
    if not days and one.made_until <= today and (following := next_day(one.every, one.first, since)):
        days = (following,)
    for day in days:
        await _add(session, one, day, now, work.zone)
    await series.made(session, one.id, max(days, default=one.made_until), now + LOOK_AGAIN)


async def _add(session: Session, one: Series, day: date, now: datetime, house: ZoneInfo) -> None:
    starts_at = moment(day, one.start, ZoneInfo(one.zone))
    why_not = await _why_not(session, one, starts_at, house)
    state = MeetingState.SKIPPED if why_not else MeetingState.PLANNED
    given = (session, one.plan, starts_at, one.host_id, one.people, now)
    number = await meetings.add(*given, series=(one.id, day), state=state)
    if why_not:
        await _tell_skipped(session, one, number, why_not, now, house)


async def _why_not(session: Session, one: Series, starts_at: datetime, house: ZoneInfo) -> Text | None:
    """Why there is no session on this day: somebody is off, or in another one."""
    if await _is_day_off(session, one, starts_at, house):
        return Text(key="meeting.skipped")
    stretch = (starts_at, starts_at + timedelta(minutes=one.plan.minutes))
    taken = await meetings.busy(session, (one.host_id, *one.people), *stretch)
    busy = any(common([stretch], each) for each in taken.values())
    return Text(key="meeting.skipped_busy") if busy else None


async def _is_day_off(session: Session, one: Series, moment_: datetime, house: ZoneInfo) -> bool:
    """Whether the host, or everybody it is for, has a holiday or leave then."""
    host = await _has_off(session, one, one.host_id, moment_, house)
    return host or all([await _has_off(session, one, guest, moment_, house) for guest in one.people])


async def _has_off(session: Session, one: Series, person_id: int, moment_: datetime, house: ZoneInfo) -> bool:
    reach = await hours.reach(session, person_id, house)
    return has_off(reach.duties.get(one.plan.team_id, ()), moment_)


async def _tell_skipped(
    session: Session, one: Series, number: int, why_not: Text, now: datetime, house: ZoneInfo
) -> None:
    meeting = await meetings.known(session, number)
    zone = await people.zone(session, one.host_id, house)
    said = (why_not, *lines(meeting, one.host_id, zone))
    screen = Screen(lines=said, buttons=((button(meeting, "move", zone),),))
    key = f"supervision.skipped:{number}"
    await notices.put(session, one.host_id, one.plan.team_id, key, screen, now, expires_at=meeting.starts_at)

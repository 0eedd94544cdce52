"""Sessions that come back: the next ones are made in time, and none on a day that somebody has off."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.rules.hours import Duty, Why, why
from bot.rules.recurrence import days_of, moment, next_day
from bot.screen import Screen, Text
from bot.supervision import MeetingState, Series
from handlers.dialogs.meeting_words import button, lines
from handlers.jobs.round import Round
from storage import hours, meetings, notices, people, series
from storage.database import Session

AHEAD: Final = timedelta(weeks=8)
LOOK_AGAIN: Final = timedelta(days=1)
OFF: Final = (Why.HOLIDAY, Why.LEAVE)


async def run(work: Round) -> None:
    while True:
        async with work.database.transaction() as session:
            one = await series.due(session, work.now)
            if one is None:
                return
            await _make(session, one, work.now, work.zone)


async def _make(session: Session, one: Series, now: datetime, house: ZoneInfo) -> None:
    """All that begin in the next weeks, and the next one however far it is away. Days that have been are left out."""
    today = now.astimezone(ZoneInfo(one.zone)).date()
    since = max(one.made_until, today)
    days = days_of(one.every, one.first, since, today + AHEAD)
    following = next_day(one.every, one.first, since)
    days = days or ((following,) if following else ())
    for day in days:
        await _add(session, one, day, now, house)
    await series.made(session, one.id, max(days, default=one.made_until), now + LOOK_AGAIN)


async def _add(session: Session, one: Series, day: date, now: datetime, house: ZoneInfo) -> None:
    starts_at = moment(day, one.start, ZoneInfo(one.zone))
    free = await _is_free(session, one, starts_at, house)
    state = MeetingState.SKIPPED if free else MeetingState.PLANNED
    given = (session, one.plan, starts_at, one.host_id, one.people, now)
    number = await meetings.add(*given, series=(one.id, day), state=state)
    if free:
        await _tell_skipped(session, one, number, now, house)


async def _is_free(session: Session, one: Series, moment_: datetime, house: ZoneInfo) -> bool:
    """Whether the host, or everybody it is for, has a holiday or leave then."""
    host = await _has_off(session, one, one.host_id, moment_, house)
    return host or all([await _has_off(session, one, guest, moment_, house) for guest in one.people])


async def _has_off(session: Session, one: Series, person_id: int, moment_: datetime, house: ZoneInfo) -> bool:
    reach = await hours.reach(session, person_id, house)
    duties: Sequence[Duty] = reach.duties.get(one.plan.team_id, ())
    return bool(duties) and all(why(duty, moment_) in OFF for duty in duties)


async def _tell_skipped(session: Session, one: Series, number: int, now: datetime, house: ZoneInfo) -> None:
    meeting = await meetings.known(session, number)
    zone = await people.zone(session, one.host_id, house)
    said = (Text(key="meeting.skipped"), *lines(meeting, one.host_id, zone))
    screen = Screen(lines=said, buttons=((button(meeting, "move", zone),),))
    key = f"supervision.skipped:{number}"
    await notices.put(session, one.host_id, one.plan.team_id, key, screen, now, expires_at=meeting.starts_at)

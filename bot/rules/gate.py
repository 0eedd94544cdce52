"""The gate: when the bot may say something that nobody asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from bot.rules import hours, quiet
from bot.rules.holidays import HolidayRules, is_public_holiday
from bot.rules.hours import Duty, Why
from bot.rules.light_days import light_from
from bot.rules.quiet import Quiet
from bot.rules.stretches import Stretch, reaching, standing_on, union, without

LIVE: Final = timedelta(minutes=10)
# A message under way must still arrive before it gets quiet.
MARGIN: Final = timedelta(minutes=1)
LOOK_AGAIN: Final = timedelta(days=1)
# How the key of a notice begins that whoever is on call gets at once; and that it did not arrive.
ALERT: Final = "alarm.now:"
ALERT_LOST: Final = "alarm.lost:"


class Reason(StrEnum):
    """Why something waits."""

    AWAY = "away"
    QUIET = "quiet"
    LIGHT = "light"
    HOLIDAY = "holiday"
    LEAVE = "leave"
    OFF_DUTY = "off_duty"
    LIVE = "live"
    UNREACHABLE = "unreachable"
    OBJECTED = "objected"


@dataclass(frozen=True)
class Reach:
    """When one person can be reached: her quiet hours, and her duty by the id of the team."""

    zone: ZoneInfo
    quiet: Quiet
    holidays: HolidayRules
    duties: Mapping[int, tuple[Duty, ...]]
    away_until: datetime | None = None
    touched_at: datetime | None = None
    away_since: datetime | None = None
    objected: bool = False


@dataclass(frozen=True)
class Hold:
    """Not now, and why; `opens` is when she is on duty and it is not quiet, None where that is not in sight."""

    look_at: datetime
    reason: Reason
    opens: datetime | None


def decide(reach: Reach, team_id: int | None, now: datetime) -> Hold | None:
    """None to send it now; what belongs to no team may come in the hours of any of hers.

    To whoever objected nothing is said unasked, whatever her hours are.
    """
    if reach.objected:
        return Hold(now + LOOK_AGAIN, Reason.OBJECTED, None)
    standing = standing_on(partial(openings, reach, team_id), now)
    if standing.on:
        live = _live_until(reach, now)
        return _while_live(reach, team_id, live) if live else None
    return Hold(standing.until or now + LOOK_AGAIN, _reason(reach, team_id, now), standing.until)


def passes_at_once(key: str, *, on_call: bool) -> bool:
    """An alert, for somebody who agreed to be on call now, waits neither for her hours nor until she is done typing.

    Nor does whoever asked for it wait to hear that it did not arrive: it belongs to what she was told a moment ago.
    """
    return key.startswith(ALERT_LOST) or (on_call and key.startswith(ALERT))


def next_opening(reach: Reach, team_id: int | None, now: datetime) -> datetime | None:
    """When something may be said next, beyond the opening that holds now; None where that is not in sight."""
    timeline = partial(openings, reach, team_id)
    standing = standing_on(timeline, now)
    return standing_on(timeline, standing.until).until if standing.on and standing.until else standing.until


def _while_live(reach: Reach, team_id: int | None, until: datetime) -> Hold:
    """What she is busy with may outlast the hours in which it could have been said."""
    then = standing_on(partial(openings, reach, team_id), until)
    return Hold(until, Reason.LIVE, until if then.on else then.until)


def openings(reach: Reach, team_id: int | None, since: datetime, until: datetime) -> tuple[Stretch, ...]:
    """When something may be said: on duty, not quiet, not away; over a moment early."""
    silent = list(quiet.stretches(reach.quiet, reach.zone, reach.holidays, since, until))
    if reach.away_until:
        silent.append((min(reach.away_since or since, reach.away_until), reach.away_until))
    open_ = without(_duty(reach, team_id, since, until), silent)
    return reaching(union((start, end - MARGIN) for start, end in open_), since, until)


def _duty(reach: Reach, team_id: int | None, since: datetime, until: datetime) -> tuple[Stretch, ...]:
    return union(one for duty in _duties(reach, team_id) for one in hours.stretches(duty, since, until))


def _duties(reach: Reach, team_id: int | None) -> list[Duty]:
    teams = reach.duties if team_id is None else [team_id]
    return [duty for team in teams for duty in reach.duties.get(team, ())]


def _live_until(reach: Reach, now: datetime) -> datetime | None:
    if reach.touched_at is None or now - reach.touched_at >= LIVE:
        return None
    return reach.touched_at + LIVE


def _reason(reach: Reach, team_id: int | None, now: datetime) -> Reason:
    """The one that tells her most: her own choice first, then what everybody has, then her agreed hours."""
    if reach.away_until and now < reach.away_until:
        return Reason.AWAY
    day = now.astimezone(reach.zone).date()
    if is_public_holiday(day, reach.holidays):
        return Reason.HOLIDAY
    whys = {hours.why(duty, now) for duty in _duties(reach, team_id)}
    if Why.LEAVE in whys:
        return Reason.LEAVE
    if light_from(day, reach.quiet.light) == 0:
        return Reason.LIGHT
    if quiet.stretches(reach.quiet, reach.zone, reach.holidays, now, now + MARGIN):
        return Reason.QUIET
    return Reason.OFF_DUTY

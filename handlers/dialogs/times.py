"""A time for a session: three that fit everybody, or one that is typed and then looked at."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.dialog import Option
from bot.rules import hours as rules
from bot.rules.gate import Reach
from bot.rules.hours import Duty
from bot.rules.recurrence import moment
from bot.rules.slots import Clash, clash, free, outside
from bot.rules.stretches import Stretch, union
from bot.rules.typed_dates import day_typed
from bot.rules.typed_times import time_typed
from handlers.deps import Turn
from handlers.dialogs.meeting_words import at, stamp
from storage import hours, meetings

AHEAD: Final = timedelta(days=42)
FURTHEST: Final = timedelta(days=731)
AROUND: Final = timedelta(days=1)
# What is kept differs from what is typed: it stays an answer when its moment has been, and `problem` tells that.
_KEPT_DAY: Final = re.compile(r"20\d\d(?:0[1-9]|1[0-2])\d\d", re.ASCII)
_KEPT_TIME: Final = re.compile(r"T(?:[01]\d|2[0-3])[0-5]\d", re.ASCII)


@dataclass(frozen=True)
class Times:
    """What is known of those who take part: when each is on duty for this team, and when one of them is busy."""

    now: datetime
    zone: ZoneInfo
    duties: tuple[tuple[Duty, ...], ...] = ()
    busy: tuple[Stretch, ...] = ()
    near: datetime | None = None

    def hours(self, since: datetime, until: datetime) -> list[tuple[Stretch, ...]]:
        return [
            union(one for duty in each for one in rules.stretches(duty, since, until)) for each in self.duties
        ]


async def of(
    turn: Turn, team_id: int, people: Sequence[int], *, other_than: int = 0, near: datetime | None = None
) -> Times:
    """What is known of these people; the host is the first of them. Times are read on the clock of whoever acts."""
    reaches = [await hours.reach(turn.session, one, turn.others_zone) for one in people]
    taken = await meetings.busy(turn.session, people, turn.now, turn.now + FURTHEST, other_than)
    duties = tuple(_duties(reach, team_id) for reach in reaches)
    return Times(turn.now, turn.zone, duties, tuple(one for each in taken.values() for one in each), near)


def _duties(reach: Reach, team_id: int) -> tuple[Duty, ...]:
    return reach.duties.get(team_id, ())


def offered(times: Times, minutes: int) -> tuple[Option, ...]:
    """Up to three times that fit everybody; each sets `starts`."""
    hours_ = times.hours(times.now, max(times.now, times.near or times.now) + AHEAD)
    found = free(hours_, times.busy, minutes, times.now, times.zone, times.near)
    return tuple(_option(one, times.zone) for one in found)


def nearby(times: Times, starts_at: datetime, minutes: int) -> tuple[Option, ...]:
    """Up to three times that fit everybody, as near as there are to one that does not."""
    return offered(replace(times, near=starts_at), minutes)


def _option(starts_at: datetime, zone: ZoneInfo) -> Option:
    kept = stamp(starts_at)
    return Option(kept, at(starts_at, zone), "🗓", {"starts": kept}, wide=True)


def read(kept: str) -> datetime | None:
    try:
        found = datetime.strptime(kept, "%Y%m%dT%H%M").replace(tzinfo=UTC)
    except ValueError:
        return None
    return found if stamp(found) == kept else None


def day_checked(words: str, times: Times) -> str | None:
    """A day from today on, within two years; kept as 20261224."""
    today = times.now.astimezone(times.zone).date()
    last = today + FURTHEST
    if kept := _kept_day(words):
        return words if kept <= last else None
    found = day_typed(words, today)
    return f"{found:%Y%m%d}" if found and today <= found <= last else None


def _kept_day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if _KEPT_DAY.fullmatch(words) else None
    except ValueError:
        return None


def time_checked(words: str, day: str, times: Times) -> str | None:
    """A time on that day that is still to come; kept as T0930."""
    if _KEPT_TIME.fullmatch(words):
        return words
    minute = time_typed(words)
    if minute is None or minute == 24 * 60:
        return None
    is_ahead = moment(date.fromisoformat(day), minute, times.zone) > times.now
    return f"T{minute // 60:02}{minute % 60:02}" if is_ahead else None


def day_of(answers: Mapping[str, str]) -> date | None:
    """The typed day, None where none was typed."""
    return date.fromisoformat(answers["day"]) if "day" in answers else None


def starts_of(answers: Mapping[str, str], zone: ZoneInfo) -> datetime | None:
    """The chosen moment in UTC: one of those offered, or the typed `day` and `time`."""
    if "starts" in answers:
        return read(answers["starts"])
    if "day" in answers and "time" in answers:
        wall = time.fromisoformat(answers["time"])
        return moment(date.fromisoformat(answers["day"]), wall.hour * 60 + wall.minute, zone)
    return None


def problem(times: Times, starts_at: datetime, minutes: int) -> Clash | None:
    """Why there can be no session then: it has been, nobody works, or somebody is in another one."""
    return clash(starts_at, minutes, _around(times, starts_at, minutes), times.busy, times.now)


def off_duty(times: Times, starts_at: datetime, minutes: int) -> tuple[int, ...]:
    """The places, among the people asked for, of those who are off duty then: no reason not to, but to be said."""
    return outside(starts_at, minutes, _around(times, starts_at, minutes))


def _around(times: Times, starts_at: datetime, minutes: int) -> list[tuple[Stretch, ...]]:
    return times.hours(starts_at - AROUND, starts_at + timedelta(minutes=minutes) + AROUND)

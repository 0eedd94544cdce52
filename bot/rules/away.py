"""Until when somebody is away, from what she types: a day, a time, or how long."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.rules.stretches import from_wall
from bot.rules.typed_dates import day_typed
from bot.rules.typed_times import TO, duration_typed, plain, time_typed

LONGEST: Final = timedelta(days=365)
_UNTIL: Final = re.compile(rf"^{TO}\s*")
_THROUGH: Final = re.compile(r"^(?:t/m|tot\s+en\s+met)\s")


def until_typed(words: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The coming moment that is meant, at most a year ahead; None for anything else.

    "2 hours" is how long, "until 2 hours" the next time the clock shows two; a number alone is neither. "Today"
    is the rest of today.
    """
    text, today = plain(words), now.astimezone(zone).date()
    named = _UNTIL.sub("", text)
    if day := back_on(words, today):
        return midnight(day, zone)
    if day_typed(named, today) == today:
        return midnight(today + timedelta(days=1), zone)
    if text.isdecimal():
        return None
    minutes = duration_typed(text) if named == text and ":" not in text else None
    if minutes:
        return now + timedelta(minutes=minutes)
    time = time_typed(named)
    return None if time is None else _next_time(time, now, zone)


def back_on(words: str, today: date) -> date | None:
    """The first day on which she is there again, from tomorrow on; "t/m" a day means the day after it."""
    text = plain(words)
    day = day_typed(_UNTIL.sub("", text), today)
    if day and _THROUGH.match(text):
        day += timedelta(days=1)
    return day if day and today < day <= today + LONGEST else None


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When this day begins; later where the clock skips that moment."""
    return from_wall(day, 0, 0, zone)[1]


def _next_time(minute: int, now: datetime, zone: ZoneInfo) -> datetime:
    """Today, or tomorrow where that time has passed; of two the same the later one."""
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=one) for one in (0, 1, 2))
    return next(until for day in days if (until := from_wall(day, minute, minute, zone)[1]) > now).astimezone(
        UTC
    )

"""The times in which somebody can agree to be on call: tonight, this weekend, or as she types them."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.rules.stretches import DAY, Stretch, from_wall

EVENING: Final = 17 * 60
MORNING: Final = 9 * 60
FRIDAY: Final = 4
LONGEST: Final = timedelta(days=14)


def tonight(now: datetime, zone: ZoneInfo) -> Stretch:
    """Until nine in the morning, from now on or from five in the afternoon on; before nine it is still this night."""
    today = now.astimezone(zone).date()
    _, morning = from_wall(today, 0, MORNING, zone)
    if now < morning:
        return now, morning
    evening, end = from_wall(today, EVENING, DAY + MORNING, zone)
    return max(now, evening), end


def weekend(now: datetime, zone: ZoneInfo) -> Stretch:
    """From Friday at five until Monday at nine; while it lasts, from now on."""
    today = now.astimezone(zone).date()
    friday = today + timedelta(days=FRIDAY - today.weekday())
    this, before = _weekend(friday, zone), _weekend(friday - timedelta(days=7), zone)
    start, end = before if now < before[1] else this
    return max(now, start), end


def _weekend(friday: date, zone: ZoneInfo) -> Stretch:
    return from_wall(friday, EVENING, 3 * DAY + MORNING, zone)


def typed(first: date, last: date, start: int, end: int, zone: ZoneInfo) -> Stretch:
    """From `start` on the first day to `end` on the last, in minutes after midnight; beyond 1440 is the day after."""
    begins, _ = from_wall(first, start, DAY, zone)
    _, ends = from_wall(last, 0, end, zone)
    return begins, ends


def fits(stretch: Stretch, now: datetime) -> bool:
    """Not over, not backwards, and no longer than two weeks."""
    start, end = stretch
    return max(start, now) < end <= start + LONGEST

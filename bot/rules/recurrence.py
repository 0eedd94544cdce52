"""The days of a series of sessions, and the moment at which each of them begins."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from bot.supervision import Every

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST: Final = -1
JUST_ONCE: Final = "FREQ=DAILY;COUNT=1"
PERIODS: Final = {
    Every.WEEK: "FREQ=WEEKLY",
    Every.TWO_WEEKS: "FREQ=WEEKLY;INTERVAL=2",
    Every.THREE_WEEKS: "FREQ=WEEKLY;INTERVAL=3",
    Every.FOUR_WEEKS: "FREQ=WEEKLY;INTERVAL=4",
    Every.SIX_WEEKS: "FREQ=WEEKLY;INTERVAL=6",
    Every.MONTH: "FREQ=MONTHLY",
    Every.QUARTER: "FREQ=MONTHLY;INTERVAL=3",
    Every.YEAR: "FREQ=YEARLY",
}
KEEP_THEIR_PLACE: Final = frozenset({Every.MONTH, Every.QUARTER, Every.YEAR})


def rule(every: Every, first: date) -> str:
    """The RRULE of a series that begins on `first`, as RFC 5545 writes it; empty for what comes once."""
    if every is Every.ONCE:
        return ""
    month = f";BYMONTH={first.month}" if every is Every.YEAR else ""
    place = _place(first) if every in KEEP_THEIR_PLACE else ""
    return f"{PERIODS[every]}{month};BYDAY={place}{WEEKDAYS[first.weekday()]}"


def _place(first: date) -> int:
    """Which of its month this weekday is: 1 to 4. A fifth is the last, because most months have no fifth."""
    nth = (first.day - 1) // 7 + 1
    return nth if nth < 5 else LAST


def days_of(every: Every, first: date, after: date, until: date) -> tuple[date, ...]:
    """The local days of a series that begins on `first`, in order: those later than `after`, up to `until`."""
    found = _series(every, first).between(_midnight(after), _midnight(until), inc=True)
    return tuple(one.date() for one in found if one.date() > after)


def next_day(every: Every, first: date, after: date) -> date | None:
    """The first of its days that is later than `after`; None for what came once and has been."""
    found: datetime | None = _series(every, first).after(_midnight(after))
    return found.date() if found else None


def _series(every: Every, first: date) -> rrule:
    return rrulestr(rule(every, first) or JUST_ONCE, dtstart=_midnight(first))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def moment(day: date, start: int, zone: ZoneInfo) -> datetime:
    """When a clock in this zone shows `start`, in minutes after midnight of this day; in UTC.

    A time that it shows twice is the first; one that it skips is moved on by the length of the gap. That is what
    Python itself reads where `fold` is 0, and equal to `dateutil.tz.resolve_imaginary`.
    """
    wall = _midnight(day) + timedelta(minutes=start)
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)

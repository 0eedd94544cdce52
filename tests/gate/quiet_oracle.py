"""When somebody may be written to, read off a clock on the wall: nothing here knows the rules of the bot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY: Final = 24 * 60
# As the organisation of these tests keeps them, written down from the calendars of these years.
HOLIDAYS: Final = frozenset(
    date.fromisoformat(one)
    for one in (
        *("2026-12-25", "2026-12-26", "2027-01-01", "2027-03-28", "2027-03-29", "2027-04-27", "2027-05-06"),
        *("2027-05-16", "2027-05-17", "2027-12-25", "2027-12-26", "2028-01-01", "2028-04-16", "2028-04-17"),
        *("2028-04-27", "2028-05-25", "2028-06-04", "2028-06-05", "2028-12-25", "2028-12-26"),
    )
)


@cache
def minutes(clock: str) -> int:
    hours, _, rest = clock.partition(":")
    return int(hours) * 60 + int(rest)


@cache
def span(words: str) -> tuple[int, int]:
    """From and until in minutes after midnight; an end that is not later is on the day after."""
    start, end = (minutes(one) for one in words.split("-"))
    return start, end if end > start else end + DAY


def days(first: str, last: str) -> frozenset[date]:
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    return frozenset(day + timedelta(days=one) for one in range((end - day).days + 1))


@dataclass
class Plan:
    """What holds for one person. Times are what the clock on her wall shows, as "08:30-12:00".

    `weeks` are agreed from their day on; `light` says from which time nothing is started on a day, and on the
    days of `perhaps` nobody is sure. `away` are the times for which she went away.
    """

    zone: ZoneInfo
    weeks: Mapping[date, Mapping[str, str]]
    night: str = "20:00-08:00"
    quiet_days: frozenset[str] = frozenset({"Sun"})
    leave: set[date] = field(default_factory=set)
    opened: dict[date, str] = field(default_factory=dict)
    light: Mapping[date, str] = field(default_factory=dict)
    perhaps: frozenset[date] = frozenset()
    away: list[tuple[datetime, datetime]] = field(default_factory=list)

    def week(self, day: date) -> Mapping[str, str]:
        return self.weeks[max(one for one in self.weeks if one <= day)]

    def spans(self, day: date) -> Iterator[tuple[int, int]]:
        """What was agreed for this day, holidays not considered."""
        for words in self.week(day).get(WEEKDAYS[day.weekday()], "").split():
            yield span(words)

    def edges(self, day: date) -> Iterator[datetime]:
        """Every moment of this day at which something may begin or end."""
        at = {0, 12 * 60, *(one % DAY for pair in (span(self.night), *self.spans(day)) for one in pair)}
        if day in self.opened:
            at |= set(span(self.opened[day]))
        for minute in sorted(at):
            yield datetime.combine(day, time(*divmod(minute, 60)), self.zone).astimezone(UTC)


def forbidden(plan: Plan, moment: datetime) -> str | None:
    """Why nothing may arrive at this moment; None where it may."""
    return next(_reasons(plan, moment), None)


def _reasons(plan: Plan, moment: datetime) -> Iterator[str]:
    local = moment.astimezone(plan.zone)
    day, now = local.date(), local.hour * 60 + local.minute
    start, end = span(plan.night)
    if start <= now < end or start <= now + DAY < end:
        yield "her night"
    if WEEKDAYS[day.weekday()] in plan.quiet_days:
        yield "a quiet day of the week"
    if day in HOLIDAYS:
        yield "a public holiday"
    if day in plan.light and now >= minutes(plan.light[day]):
        yield "a light day"
    if day in plan.leave:
        yield "leave"
    if any(since <= moment < until for since, until in plan.away):
        yield "she is away"
    if not _agreed(plan, day, now):
        yield "not her hours"


def _agreed(plan: Plan, day: date, now: int) -> bool:
    yesterday = day - timedelta(days=1)
    opened = span(plan.opened[day]) if day in plan.opened else (0, 0)
    today = any(start <= now < end for start, end in (*plan.spans(day), opened))
    return today or any(start <= now + DAY < end for start, end in plan.spans(yesterday))


def surely_open(plan: Plan, moment: datetime) -> bool:
    """Whether it may arrive now and for two minutes more, on a day about which there is no doubt."""
    later = moment + timedelta(minutes=2)
    if moment.astimezone(plan.zone).date() in plan.perhaps or _clock_changes(plan.zone, moment):
        return False
    return forbidden(plan, moment) is None and forbidden(plan, later) is None


def _clock_changes(zone: ZoneInfo, moment: datetime) -> bool:
    around = (moment + timedelta(hours=one) for one in (-4, 4))
    return len({one.astimezone(zone).utcoffset() for one in around}) > 1

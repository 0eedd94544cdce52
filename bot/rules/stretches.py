"""Stretches of time: half-open pairs of moments in UTC, made of what a clock on the wall shows."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

Stretch: TypeAlias = tuple[datetime, datetime]
Timeline: TypeAlias = Callable[[datetime, datetime], tuple[Stretch, ...]]
DAY: Final = 24 * 60
# Most answers lie within a week; only a long leave makes it worth looking further.
AHEAD: Final = (timedelta(days=8), timedelta(days=62), timedelta(days=400))
BACK: Final = timedelta(days=35)


@dataclass(frozen=True)
class Standing:
    """Inside a stretch or not, since and until when; None where that lies further away than is looked."""

    on: bool
    since: datetime | None
    until: datetime | None


def from_wall(day: date, start: int, end: int, zone: ZoneInfo) -> Stretch:
    """From `start` to `end`, in minutes after midnight of this day; beyond 1440 is the day after.

    A time that the clock shows twice counts from the first until the last; one that it skips counts from before
    the jump until after it. So a stretch is never shorter than somebody reading her clock would say.
    """
    return min(_moments(day, start, zone)), max(_moments(day, end, zone))


def _moments(day: date, minute: int, zone: ZoneInfo) -> list[datetime]:
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    return [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]


def whole_day(day: date, zone: ZoneInfo) -> Stretch:
    return from_wall(day, 0, DAY, zone)


def days_around(since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[date]:
    """Every local day whose stretches can reach into this time: the day before and after included."""
    day = since.astimezone(zone).date() - timedelta(days=1)
    last = until.astimezone(zone).date() + timedelta(days=1)
    while day <= last:
        yield day
        day += timedelta(days=1)


def union(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """In order, without overlaps; those that touch become one, those without length go."""
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def without(stretches: Iterable[Stretch], taken: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """What is left of the stretches where nothing is taken."""
    left, cuts = [], deque(union(taken))
    for start, end in union(stretches):
        rest = start
        while cuts and cuts[0][0] < end:
            left.append((rest, cuts[0][0]))
            rest = max(rest, cuts[0][1])
            if cuts[0][1] > end:
                break
            cuts.popleft()
        left.append((rest, end))
    return union(left)


def reaching(stretches: Iterable[Stretch], since: datetime, until: datetime) -> tuple[Stretch, ...]:
    """Those that reach into this time, whole; both its ends belong to it."""
    return tuple(one for one in stretches if one[1] > since and one[0] <= until)


def around(stretches: Iterable[Stretch], now: datetime) -> Stretch | None:
    """The stretch that holds this moment; its end does not belong to it."""
    return next((one for one in stretches if one[0] <= now < one[1]), None)


def common(stretches: Iterable[Stretch], others: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """What lies in both."""
    ours = union(stretches)
    return without(ours, without(ours, others))


def standing_on(timeline: Timeline, now: datetime) -> Standing:
    """Whether this moment lies in a stretch of the timeline, since when, and until when."""
    first, last = now - BACK, now + AHEAD[0]
    past = timeline(first, last)
    if one := around(past, now):
        start, end = one
        return Standing(True, start if start >= first else None, end if end <= last else None)
    since = max((end for _, end in past if end <= now), default=None)
    return Standing(False, since, _next_start(timeline, now))


def _next_start(timeline: Timeline, now: datetime) -> datetime | None:
    for far in AHEAD:
        if found := [start for start, _ in timeline(now, now + far) if start > now]:
            return found[0]
    return None

"""Times for a session: when everybody can, which of these to offer, and what speaks against another."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial, reduce
from itertools import groupby
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from bot.rules.stretches import Stretch, common, union, without

# Nobody is called to a session that begins at once.
NOTICE: Final = timedelta(hours=2)
# Nobody begins the day with a session, as long as there is time later on.
NOT_BEFORE: Final = 9 * 60 + 30
HALF_HOUR: Final = timedelta(minutes=30)
Rank: TypeAlias = tuple[int, int, int, datetime]


class Clash(StrEnum):
    """What speaks against a time that somebody chose."""

    PAST = "past"
    NOBODYS_HOURS = "nobodys_hours"
    OVERLAP = "overlap"


def free(
    hours: Sequence[Sequence[Stretch]],
    busy: Iterable[Stretch],
    minutes: int,
    now: datetime,
    zone: ZoneInfo,
    near: datetime | None = None,
    most: int = 3,
) -> tuple[datetime, ...]:
    """Up to `most` starts in UTC, in order, on full or half hours of the clock in `zone`; empty if there are none.

    `hours` holds the stretches of duty of each person: all of them are on duty for all the `minutes`, and none is
    busy. No two starts overlap, and they lie on different days as long as there are enough. Without `near` they
    are the soonest from tomorrow on; with it those on the days around it, about the same time of day.
    """
    if not hours:
        return ()
    length = timedelta(minutes=minutes)
    gaps = without(reduce(common, hours[1:], union(hours[0])), busy)
    starts = [one for gap in gaps for one in _starts(gap, length, now + NOTICE, zone)]
    if near is None:
        today = _day(now, zone)
        starts = [one for one in starts if _day(one, zone) > today]
    return _spread(sorted(starts, key=partial(_rank, zone=zone, near=near)), length, zone, most)


def _starts(gap: Stretch, length: timedelta, earliest: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    first = max(gap[0], earliest)
    wall = first.astimezone(zone)
    start = first + (wall.replace(minute=0, second=0, microsecond=0) - wall) % HALF_HOUR
    while start + length <= gap[1]:
        # The second of two equal times would be taken for the first.
        if not start.astimezone(zone).fold:
            yield start
        start += HALF_HOUR


def _rank(start: datetime, zone: ZoneInfo, near: datetime | None) -> Rank:
    """The better, the lower: the day first, then the time of day. Of two equally far away the earlier is better."""
    day, minute = _day(start, zone).toordinal(), _minute(start, zone)
    if near is None:
        return 0, day, minute < NOT_BEFORE, start
    return abs(day - _day(near, zone).toordinal()), day, abs(minute - _minute(near, zone)), start


def _spread(ranked: Iterable[datetime], length: timedelta, zone: ZoneInfo, most: int) -> tuple[datetime, ...]:
    """The best of each day; and where that is not enough the next best of each, and so on."""
    days = [tuple(starts) for _, starts in groupby(ranked, key=partial(_day, zone=zone))]
    chosen: list[datetime] = []
    for starts in days * most:
        if len(chosen) == most:
            break
        chosen += [one for one in starts if all(abs(one - other) >= length for other in chosen)][:1]
    return tuple(sorted(chosen))


def _day(one: datetime, zone: ZoneInfo) -> date:
    return one.astimezone(zone).date()


def _minute(one: datetime, zone: ZoneInfo) -> int:
    wall = one.astimezone(zone)
    return wall.hour * 60 + wall.minute


def clash(
    starts_at: datetime,
    minutes: int,
    hours: Sequence[Sequence[Stretch]],
    busy: Iterable[Stretch],
    now: datetime,
) -> Clash | None:
    """The first thing that speaks against this time; None if nothing does. To touch a busy stretch is no overlap."""
    if starts_at <= now:
        return Clash.PAST
    if len(outside(starts_at, minutes, hours)) == len(hours):
        return Clash.NOBODYS_HOURS
    return Clash.OVERLAP if common([_session(starts_at, minutes)], busy) else None


def outside(starts_at: datetime, minutes: int, hours: Sequence[Sequence[Stretch]]) -> tuple[int, ...]:
    """The places in `hours` of those who are not on duty for the whole length."""
    session = [_session(starts_at, minutes)]
    return tuple(place for place, duty in enumerate(hours) if without(session, duty))


def _session(starts_at: datetime, minutes: int) -> Stretch:
    return starts_at, starts_at + timedelta(minutes=minutes)

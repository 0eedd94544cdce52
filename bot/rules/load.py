"""Hours used against the hours of the contract, and the little of it that a coordinator may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

WEEK: Final = 7
NEAR, FULL = 80, 100
PATTERN_WEEKS: Final = 2
LEAST_PERSONS: Final = 5
SIGNS: Final = 10


class Band(StrEnum):
    WITHIN = "within"
    NEAR = "near"
    OVER = "over"


@dataclass(frozen=True)
class Spent:
    """Minutes on one day; None where a contact was logged without its duration."""

    day: date
    minutes: int | None


@dataclass(frozen=True)
class Balance:
    """Minutes used of the minutes agreed, and how many contacts said nothing of their duration."""

    used: int
    agreed: int
    untold: int = 0

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all of it; 0 where nothing was agreed."""
        return self.used * 100 // self.agreed if self.agreed else 0

    @property
    def band(self) -> Band:
        """Near from 80 %, over above 100 %; within where nothing was agreed."""
        if self.agreed and self.used > self.agreed:
            return Band.OVER
        return Band.NEAR if self.percent >= NEAR else Band.WITHIN


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of this day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=WEEK - 1)


def month_of(day: date) -> tuple[date, date]:
    """The first and last day of this day's month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def balance(spent: Iterable[Spent], period: tuple[date, date], weekly: Mapping[date, int]) -> Balance:
    """What was used from the first to the last day; `weekly` gives the minutes a week that hold on each day.

    A day of the period counts for a seventh of a week; a day without an agreement for nothing.
    """
    inside = [one for one in spent if period[0] <= one.day <= period[1]]
    agreed = sum(minutes for day, minutes in weekly.items() if period[0] <= day <= period[1])
    return Balance(
        used=sum(one.minutes or 0 for one in inside),
        agreed=round(agreed / WEEK),
        untold=sum(one.minutes is None for one in inside),
    )


def bar(percent: int) -> str:
    """Ten signs, the last of them full from 100 % on."""
    full = min(percent * SIGNS // FULL, SIGNS)
    return "▰" * full + "▱" * (SIGNS - full)


def pattern(weeks: Sequence[Balance]) -> Band | None:
    """The band of somebody over whole weeks together; None for fewer than two, which are no pattern."""
    agreed = sum(one.agreed for one in weeks)
    if len(weeks) < PATTERN_WEEKS or not agreed:
        return None
    return Balance(sum(one.used for one in weeks), agreed).band


def off_duty_share(by_person: Mapping[int, tuple[int, int]]) -> int | None:
    """Percent of contacts that were off duty, of (off duty, known) by person; None below five persons."""
    known = {person: counts for person, counts in by_person.items() if counts[1]}
    if len(known) < LEAST_PERSONS:
        return None
    return round(100 * sum(off for off, _ in known.values()) / sum(all_ for _, all_ in known.values()))

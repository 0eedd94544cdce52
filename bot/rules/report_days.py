"""The days a report is about, and as many before them to compare with."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Days:
    """From the first to the last day; `whole` is a quarter or a year that is over."""

    first: date
    last: date
    whole: bool = False

    @property
    def before(self) -> "Days":
        """As many days before it, or the quarter or year before a whole one."""
        end = self.first - timedelta(days=1)
        if self.whole:
            months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            at = self.first.year * 12 + self.first.month - 1 - months
            return Days(date(at // 12, at % 12 + 1, 1), end, True)
        return Days(end - (self.last - self.first), end)

    @property
    def quarters(self) -> tuple["Days", ...]:
        """Those of a whole year; none of anything else."""
        if not self.whole or self.last - self.first < timedelta(days=364):
            return ()
        return tuple(quarter(date(self.first.year + 1, 1, 1), back) for back in (4, 3, 2, 1))


def quarter(today: date, back: int = 0) -> Days:
    """The quarter of this day, or the one so many before it. The running one ends today."""
    at = today.year * 4 + (today.month - 1) // 3 - back
    after = at + 1
    first = date(at // 4, at % 4 * 3 + 1, 1)
    last = date(after // 4, after % 4 * 3 + 1, 1) - timedelta(days=1)
    return Days(first, last, True) if last < today else Days(first, today)


def last_year(today: date) -> Days:
    return Days(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), True)


def is_whole(first: date, last: date, today: date) -> bool:
    """Whether these days are a quarter or a year that is over."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    begins = first.day == 1 and (first.month - 1) % months == 0 if months in {3, 12} else False
    return begins and (last + timedelta(days=1)).day == 1 and last < today

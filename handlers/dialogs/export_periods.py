"""The periods that somebody looks back on, as she chooses or types them."""

from datetime import date, timedelta
from typing import Final

from bot.rules.typed_dates import days_typed

PERIODS: Final = ("this_month", "last_month", "this_quarter", "last_quarter", "this_year", "last_year")
_BETWEEN: Final = "–"
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}


def period_of(name: str, today: date) -> tuple[date, date]:
    """The first and the last day of one of PERIODS."""
    which, _, length = name.partition("_")
    months = _MONTHS[length]
    begun = today.month - 1 - (today.month - 1) % months
    first = _month(today.year, begun - (months if which == "last" else 0))
    return first, _month(first.year, first.month - 1 + months) - timedelta(days=1)


def _month(year: int, number: int) -> date:
    """The first day of a month counted from 0 in this year."""
    return date(year + number // 12, number % 12 + 1, 1)


def period_typed(words: str, today: date) -> str | None:
    """A period as it is kept. Without a year it is the last such one, not the next: somebody looks back."""
    found = days_typed(words, today)
    if found and found[0] > today:
        found = days_typed(words, today - timedelta(days=365))
    return f"{found[0]}{_BETWEEN}{found[1]}" if found else None


def period_kept(kept: str) -> tuple[date, date]:
    """The first and the last day of what `period_typed` gave."""
    first, last = kept.split(_BETWEEN)
    return date.fromisoformat(first), date.fromisoformat(last)

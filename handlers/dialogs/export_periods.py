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
    """A period as it is kept."""
    found = looking_back(words, today)
    return f"{found[0]}{_BETWEEN}{found[1]}" if found else None


def looking_back(words: str, today: date) -> tuple[date, date] | None:
    """The days that are typed. Without a year it is the last such one, not the next; tomorrow is none at all."""
    found = days_typed(words, today)
    if found is None or found[0] <= today:
        return found
    the_day_before = days_typed(words, today - timedelta(days=1))
    if the_day_before and the_day_before[0] != found[0]:
        return None
    return days_typed(words, today - timedelta(days=365))


def period_kept(kept: str) -> tuple[date, date]:
    """The first and the last day of what `period_typed` gave."""
    first, last = kept.split(_BETWEEN)
    return date.fromisoformat(first), date.fromisoformat(last)

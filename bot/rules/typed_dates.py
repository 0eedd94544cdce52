"""Days and periods of days that people type instead of tapping, with months in many languages."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

from babel.dates import get_month_names
from babel.localedata import exists

from bot.rules.typed_times import FROM, TO, matched, plain

_LATIN: Final = ("en", "nl", "tr", "fr", "de", "es", "pl", "so", "ku", "ro")
LANGUAGES: Final = (*_LATIN, "ar", "uk", "fa", "ti", "am", "ps", "ru", "bg")
FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)
YEARS_TO_LEAP: Final = 8

_DAYS_AHEAD: Final = {"today": 0, "vandaag": 0, "اليوم": 0, "tomorrow": 1, "morgen": 1, "غدا": 1}
_NAME: Final = r"(?P<month>\D+?)"
_DATES: Final = (
    re.compile(r"(?P<day>\d\d?)(?P<gap>[-/.])(?P<month>\d\d?)(?:(?P=gap)(?P<year>\d{4}|\d\d))?\.?"),
    re.compile(r"(?P<year>\d{4})(?P<gap>[-/.])(?P<month>\d\d?)(?P=gap)(?P<day>\d\d?)"),
    re.compile(rf"(?P<day>\d\d?)[\s.]*{_NAME}[\s.,]*(?P<year>\d{{4}}|\d\d)?"),
    # The year needs all its digits here, or "dec 2026" would be the 20th of December 2026.
    re.compile(rf"{_NAME}[\s.]*(?P<day>\d\d?)(?:[\s,]+(?P<year>\d{{4}}))?"),
)
_STRAY_SPACE: Final = re.compile(r"\s*([/.])\s*")
_BETWEEN_DAYS: Final = re.compile(rf"\s*(?:–|(?<=\s)-(?=\s)|{TO})\s*")


def day_typed(words: str, today: date) -> date | None:
    """A day of the years 2000 to 2100; without a year the next such day, today included.

    In numbers the day comes before the month, or the year first. None for what is no day of the calendar.
    """
    return _day(plain(words), today, today)


def days_typed(words: str, today: date) -> tuple[date, date] | None:
    """The first and the last day of a period, or a single day twice.

    A last day without a year is the next such day from the first one on. None if one of them is no day, or if
    the last one comes before the first.
    """
    text = plain(words)
    if alone := _day(text, today, today):
        return alone, alone
    ends = _ends(FROM.sub("", text))
    if len(ends) != 2:
        return None
    first = _day(ends[0], today, today)
    last = first and _day(ends[1], today, first)
    return (first, last) if first and last and first <= last else None


def _ends(text: str) -> list[str]:
    """What a dash or a word divides; a hyphen without room does it too, if it is the only one."""
    ends = _BETWEEN_DAYS.split(text)
    return [one.strip() for one in (ends if len(ends) > 1 else text.split("-"))]


def _day(text: str, today: date, earliest: date) -> date | None:
    ahead = _DAYS_AHEAD.get(text)
    if ahead is not None:
        return today + timedelta(ahead) if FIRST_DAY <= today <= LAST_DAY - timedelta(ahead) else None
    found = matched(_DATES, _STRAY_SPACE.sub(r"\1", text))
    if not found:
        return None
    day, month, year = int(found["day"]), _month(found["month"]), found["year"]
    if year is None:
        return _next(month, day, earliest)
    return _real(int(year) + (2000 if len(year) == 2 else 0), month, day)


def _next(month: int, day: int, earliest: date) -> date | None:
    years = range(earliest.year, earliest.year + YEARS_TO_LEAP + 1)
    found = (_real(year, month, day) for year in years)
    return next((one for one in found if one and one >= earliest), None)


def _real(year: int, month: int, day: int) -> date | None:
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(typed: str) -> int:
    """1 to 12 for a name, 0 for a name that is not known; a number stays as it is."""
    return int(typed) if typed.isdecimal() else _months().get(" ".join(typed.split()), 0)


@cache
def _months() -> dict[str, int]:
    """Every name of a month, the way it is typed without its dot."""
    named = (pair for language in LANGUAGES if exists(language) for pair in _named(language))
    return {" ".join(plain(name).rstrip(".").split()): month for name, month in named}


def _named(language: str) -> Iterator[tuple[str, int]]:
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for month, name in get_month_names(width, context, language).items():
                yield name, month

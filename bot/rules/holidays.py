"""Which days are public holidays in the Netherlands, the way one organisation keeps them.

Source of the days: the library `holidays` (NL, public), for 1966 to 2100.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from dateutil.easter import easter


class Liberation(StrEnum):
    """In which years 5 May is free; a lustrum is a year that five divides."""

    NEVER = "never"
    LUSTRUM = "lustrum"
    ALWAYS = "always"


@dataclass(frozen=True)
class HolidayRules:
    """The two days about which only the organisation decides: whether Good Friday is free, and when 5 May is."""

    good_friday: bool = False
    liberation: Liberation = Liberation.LUSTRUM


def is_public_holiday(day: date, rules: HolidayRules) -> bool:
    return day in public_holidays(day.year, rules)


@lru_cache(maxsize=128)
def public_holidays(year: int, rules: HolidayRules) -> frozenset[date]:
    """Every public holiday of a year; a year that the library does not know has only the days chosen by rule."""
    said, liberation = _said(year), date(year, 5, 5)
    good_friday, ascension = _from_easter(year, -2), _from_easter(year, 39)
    # 5 May can be Ascension Day as well (2005, 2016), which is free whatever was decided about 5 May.
    kept = (said - {good_friday, liberation}) | (said & {ascension})
    friday = {good_friday} if rules.good_friday else set()
    return kept | friday | ({liberation} if _liberation_free(year, rules.liberation) else set())


def _liberation_free(year: int, liberation: Liberation) -> bool:
    return liberation is Liberation.ALWAYS or (liberation is Liberation.LUSTRUM and year % 5 == 0)


def _from_easter(year: int, days: int) -> date:
    sunday: date = easter(year)
    return sunday + timedelta(days=days)


def _said(year: int) -> frozenset[date]:
    """The days alone: the language of the names follows the machine's, so that no name can be relied upon."""
    # Imported when first asked: by any way in, the library loads 250 countries.
    from holidays import country_holidays

    return frozenset(country_holidays("NL", years=year))

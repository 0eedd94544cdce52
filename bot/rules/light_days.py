"""Light days, which a person chose herself: the bot starts nothing on them, or nothing after noon.

Nothing is ever inferred about anybody: a calendar that was not chosen changes no day.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from dateutil.easter import EASTER_ORTHODOX, easter
from hijridate import Gregorian

NOON: Final = 720
WHOLE_DAY: Final = 0
RAMADAN_MONTH: Final = 9
EID_DAYS: Final = frozenset({(10, 1), (12, 10)})


class Calendar(StrEnum):
    RAMADAN = "ramadan"
    EID = "eid"
    NOWRUZ = "nowruz"
    ORTHODOX_EASTER = "orthodox_easter"


def light_from(day: date, chosen: Collection[Calendar]) -> int | None:
    """From which minute after midnight the bot starts nothing on this day; None on an ordinary day."""
    return min((FROM[one] for one in chosen if FALLS[one](day)), default=None)


def _ramadan(day: date) -> bool:
    return any(month == RAMADAN_MONTH for month, _ in _hijri_around(day))


def _eid(day: date) -> bool:
    """Eid al-Fitr, Eid al-Adha, and the day before and after each."""
    return not EID_DAYS.isdisjoint(_hijri_around(day))


def _nowruz(day: date) -> bool:
    """About 21 March: the sun decides, and the place."""
    return day.month == 3 and 20 <= day.day <= 22


def _orthodox_easter(day: date) -> bool:
    """From Good Friday to Easter Monday."""
    sunday: date = easter(day.year, EASTER_ORTHODOX)
    return -2 <= (day - sunday).days <= 1


def _hijri_around(day: date) -> frozenset[tuple[int, int]]:
    """Month and day (Umm al-Qura) of yesterday, today and tomorrow, as the moon may be a day off the table."""
    around = (_hijri(day, days) for days in (-1, 0, 1))
    return frozenset(found for found in around if found)


def _hijri(day: date, days: int) -> tuple[int, int] | None:
    """Month and day so many days from this one; None outside the table (Hijri 1343 to 1500, 1924 to 2077)."""
    try:
        found = Gregorian.fromdate(day + timedelta(days=days)).to_hijri()
    except OverflowError:
        return None
    return found.month, found.day


FROM: Final[Mapping[Calendar, int]] = {
    Calendar.RAMADAN: NOON,
    Calendar.EID: WHOLE_DAY,
    Calendar.NOWRUZ: WHOLE_DAY,
    Calendar.ORTHODOX_EASTER: WHOLE_DAY,
}
FALLS: Final[Mapping[Calendar, Callable[[date], bool]]] = {
    Calendar.RAMADAN: _ramadan,
    Calendar.EID: _eid,
    Calendar.NOWRUZ: _nowruz,
    Calendar.ORTHODOX_EASTER: _orthodox_easter,
}

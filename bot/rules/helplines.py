"""When the services that somebody can call are open, by the clock and the public holidays of the Netherlands."""

from datetime import date, datetime, timedelta
from typing import Final

from bot.rules.holidays import HolidayRules, is_public_holiday
from bot.safety import SERVICES, ZONE, Opening

# When doctors are there does not depend on what an organisation keeps.
HOLIDAYS: Final = HolidayRules()
DAYS_AHEAD: Final = 8
YEAR: Final = timedelta(days=365)


def is_old(day: date, today: date) -> bool:
    """Whether what was checked on that day has to be checked again."""
    return today - day > YEAR


def is_open(service: str, now: datetime) -> bool:
    return not SERVICES[service].opening or closes(service, now) is not None


def opens(service: str, now: datetime) -> datetime | None:
    """When a service that is closed opens next; None where that is not within eight days."""
    today = now.astimezone(ZONE).date()
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    starts = (datetime.combine(day, each.start, ZONE) for day in days for each in _openings(service, day))
    return next((moment for moment in starts if moment > now), None)


def closes(service: str, now: datetime) -> datetime | None:
    """When a service that is open closes; None for one that is closed, or without opening times."""
    local = now.astimezone(ZONE)
    held = _openings(service, local.date())
    ends = (one.end for one in held if one.start <= local.time() < one.end)
    return next((datetime.combine(local.date(), end, ZONE) for end in ends), None)


def _openings(service: str, day: date) -> list[Opening]:
    """Those of this day, the earliest first."""
    one = SERVICES[service]
    if not one.open_on_holidays and is_public_holiday(day, HOLIDAYS):
        return []
    held = (each for each in one.opening if day.weekday() in each.weekdays)
    return sorted(held, key=lambda each: each.start)

"""When the services that somebody can call are open, by the clock and the public holidays of the Netherlands."""

from datetime import datetime, timedelta
from typing import Final

from bot.rules.holidays import HolidayRules, is_public_holiday
from bot.safety import SERVICES, ZONE

# When doctors are there does not depend on what an organisation keeps.
HOLIDAYS: Final = HolidayRules()
DAYS_AHEAD: Final = 8


def is_open(service: str, now: datetime) -> bool:
    one, local = SERVICES[service], now.astimezone(ZONE)
    if not one.opening:
        return True
    if not one.open_on_holidays and is_public_holiday(local.date(), HOLIDAYS):
        return False
    held = (each for each in one.opening if local.weekday() in each.weekdays)
    return any(each.start <= local.time() < each.end for each in held)


def opens(service: str, now: datetime) -> datetime | None:
    """When a service that is closed opens next; None where that is not within eight days."""
    one, today = SERVICES[service], now.astimezone(ZONE).date()
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    starts = (
        datetime.combine(day, each.start, ZONE)
        for day in days
        for each in sorted(one.opening, key=lambda each: each.start)
        if day.weekday() in each.weekdays and (one.open_on_holidays or not is_public_holiday(day, HOLIDAYS))
    )
    return next((moment for moment in starts if moment > now), None)


def closes(service: str, now: datetime) -> datetime | None:
    """When a service that is open closes; None for one that is always open."""
    local = now.astimezone(ZONE)
    held = [one for one in SERVICES[service].opening if local.weekday() in one.weekdays]
    ends = (one.end for one in held if one.start <= local.time() < one.end)
    return next((datetime.combine(local.date(), end, ZONE) for end in ends), None)

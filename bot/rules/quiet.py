"""Quiet hours: when the bot starts nothing. They belong to the person, in her own zone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import product
from typing import Final
from zoneinfo import ZoneInfo

from bot.rules.holidays import HolidayRules, is_public_holiday
from bot.rules.light_days import Calendar, light_from
from bot.rules.stretches import DAY, Stretch, days_around, from_wall, reaching, union, whole_day

SUNDAY: Final = 6


@dataclass(frozen=True)
class Quiet:
    """From `start` to `end` every night, in minutes after midnight, and whole weekdays.

    Equal ends are no night; 0 and 1440 are one that never ends. Public holidays are always quiet; light days only
    where she chose them herself.
    """

    start: int = 20 * 60
    end: int = 8 * 60
    weekdays: frozenset[int] = frozenset({SUNDAY})
    light: frozenset[Calendar] = frozenset()


def stretches(
    quiet: Quiet, zone: ZoneInfo, holidays: HolidayRules, since: datetime, until: datetime
) -> tuple[Stretch, ...]:
    """Every quiet stretch that reaches into this time, whole."""
    days = days_around(since, until, zone)
    found = union(one for day in days for one in _on(day, quiet, zone, holidays))
    return reaching(found, since, until)


def _on(day: date, quiet: Quiet, zone: ZoneInfo, holidays: HolidayRules) -> Iterator[Stretch]:
    if quiet.start != quiet.end:
        overnight = DAY if quiet.end < quiet.start else 0
        yield from_wall(day, quiet.start, quiet.end + overnight, zone)
    if day.weekday() in quiet.weekdays or is_public_holiday(day, holidays):
        yield whole_day(day, zone)
    light = light_from(day, quiet.light)
    if light is not None:
        yield from_wall(day, light, DAY, zone)


def covers(quiet: Quiet, least: Quiet) -> bool:
    """Whether everything that is quiet by the organisation's minimum stays quiet."""
    return _holds(quiet, least) and least.weekdays <= quiet.weekdays


def widened(quiet: Quiet, least: Quiet) -> Quiet:
    """The shortest night that holds both of them, on the weekdays and the light days of both."""
    if not length(quiet) or not length(least):
        night = least if not length(quiet) else quiet
    else:
        found = [
            replace(quiet, start=one.start, end=other.end) for one, other in product((quiet, least), repeat=2)
        ]
        fitting = [one for one in found if _holds(one, quiet) and _holds(one, least)]
        night = min(fitting, key=length, default=replace(quiet, start=0, end=DAY))
    return replace(night, weekdays=quiet.weekdays | least.weekdays, light=quiet.light | least.light)


def length(quiet: Quiet) -> int:
    """Minutes of every night, 0 for no night up to 1440 for a night that never ends."""
    return DAY if quiet.end - quiet.start == DAY else (quiet.end - quiet.start) % DAY


def _holds(quiet: Quiet, least: Quiet) -> bool:
    into = (least.start - quiet.start) % DAY
    return length(quiet) == DAY or not length(least) or into + length(least) <= length(quiet)

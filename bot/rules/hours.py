"""When somebody is on duty: the agreed week, holidays, leave, and what was arranged for single days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from bot.rules.holidays import HolidayRules, is_public_holiday
from bot.rules.stretches import (
    DAY,
    Standing,
    Stretch,
    around,
    days_around,
    from_wall,
    reaching,
    standing_on,
    union,
    whole_day,
    without,
)

USUAL: Final = HolidayRules()


class Kind(StrEnum):
    """What was arranged: the weekly hours, or something besides them for certain days."""

    HOURS = "hours"
    LEAVE = "leave"
    OPENING = "opening"
    CLOSING = "closing"


class Contract(StrEnum):
    VOLUNTEER = "volunteer"
    EMPLOYED = "employed"
    PAYROLL = "payroll"
    FREELANCE = "freelance"
    INTERNSHIP = "internship"


class Why(StrEnum):
    """What decides whether somebody is on duty at a moment."""

    AGREED = "agreed"
    OPENED = "opened"
    OUTSIDE = "outside"
    NO_HOURS = "no_hours"
    HOLIDAY = "holiday"
    LEAVE = "leave"
    CLOSED = "closed"


@dataclass(frozen=True, order=True)
class Window:
    """Agreed time on one weekday (Monday is 0), in minutes after midnight; an end beyond 1440 is the day after."""

    weekday: int
    start: int
    end: int
    consultation: bool = False


NINE_TO_FIVE: Final = tuple(Window(weekday, 9 * 60, 17 * 60) for weekday in range(5))


@dataclass(frozen=True)
class Arrangement:
    """Weekly hours from `first` on, or leave, an opening or a closing from `first` to `last`.

    `start` and `end` are minutes after midnight of each of these days and count for openings and closings;
    `windows`, `contract` and `weekly_minutes` count for weekly hours.
    """

    kind: Kind
    first: date
    last: date | None = None
    start: int = 0
    end: int = DAY
    windows: tuple[Window, ...] = ()
    contract: Contract | None = None
    weekly_minutes: int | None = None


DEFAULT: Final = Arrangement(Kind.HOURS, date.min, windows=NINE_TO_FIVE)


@dataclass(frozen=True)
class Duty:
    """Everything that decides when one membership is on duty; of the arrangements only those both agreed on.

    They stand in the order they were made: of two that begin on the same day the later one counts.
    """

    zone: ZoneInfo
    arrangements: tuple[Arrangement, ...] = ()
    holidays: HolidayRules = USUAL


def agreement_on(duty: Duty, day: date) -> Arrangement:
    """The weekly hours that hold on this day; Monday to Friday 09:00-17:00 before anything was agreed."""
    begun = [one for one in duty.arrangements if one.kind is Kind.HOURS and one.first <= day]
    return max(enumerate(begun), key=lambda item: (item[1].first, item[0]))[1] if begun else DEFAULT


def stretches(duty: Duty, since: datetime, until: datetime) -> tuple[Stretch, ...]:
    """Every stretch of duty that reaches into this time, whole.

    Holidays take from the weekly hours, openings add to that, leave and closings take from everything.
    """
    days = list(days_around(since, until, duty.zone))
    weekly = without(_weekly(duty, days), _holidays(duty, days))
    opened = union([*weekly, *_besides(duty, days, Kind.OPENING)])
    held = without(opened, [*_besides(duty, days, Kind.LEAVE), *_besides(duty, days, Kind.CLOSING)])
    return reaching(held, since, until)


def _weekly(duty: Duty, days: Iterable[date]) -> Iterator[Stretch]:
    for day in days:
        for window in agreement_on(duty, day).windows:
            if window.weekday == day.weekday():
                yield from_wall(day, window.start, window.end, duty.zone)


def _holidays(duty: Duty, days: Iterable[date]) -> Iterator[Stretch]:
    return (whole_day(day, duty.zone) for day in days if is_public_holiday(day, duty.holidays))


def _besides(duty: Duty, days: Iterable[date], kind: Kind) -> Iterator[Stretch]:
    made = [one for one in duty.arrangements if one.kind is kind]
    for day in days:
        for one in made:
            if one.first <= day <= (one.last or one.first):
                yield from_wall(day, one.start, one.end, duty.zone)


def standing(duty: Duty, now: datetime) -> Standing:
    """Whether she is on duty, since when, and when that changes."""
    return standing_on(partial(stretches, duty), now)


def why(duty: Duty, now: datetime) -> Why:
    """The reason for being on or off duty now."""
    day = now.astimezone(duty.zone).date()
    days = list(days_around(now, now, duty.zone))
    for kind, found in ((Kind.LEAVE, Why.LEAVE), (Kind.CLOSING, Why.CLOSED), (Kind.OPENING, Why.OPENED)):
        if around(_besides(duty, days, kind), now):
            return found
    if around(_holidays(duty, days), now):
        return Why.HOLIDAY
    if around(_weekly(duty, days), now):
        return Why.AGREED
    return Why.OUTSIDE if agreement_on(duty, day).windows else Why.NO_HOURS


def has_off(duties: Sequence[Duty], moment: datetime) -> bool:
    """Whether a holiday or leave keeps her free then, in every duty that she has; False where she has none."""
    return bool(duties) and all(why(duty, moment) in {Why.HOLIDAY, Why.LEAVE} for duty in duties)


def merged(windows: Iterable[Window]) -> tuple[Window, ...]:
    """The same time with no window over another: those that overlap or touch on one weekday become one."""
    made: list[Window] = []
    for one in sorted(windows, key=lambda one: (one.consultation, one.weekday, one.start, one.end)):
        last = made[-1] if made else None
        if last and _touch(last, one):
            made[-1] = replace(last, end=max(last.end, one.end))
        else:
            made.append(one)
    return tuple(sorted(made))


def _touch(earlier: Window, later: Window) -> bool:
    same = (earlier.consultation, earlier.weekday) == (later.consultation, later.weekday)
    return same and later.start <= earlier.end

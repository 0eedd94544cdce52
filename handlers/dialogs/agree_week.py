"""A week on its way to being proposed, kept as one answer: sets of days, each with its times."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.rules.hours import Window
from bot.rules.stretches import DAY
from bot.rules.typed_times import window_typed, windows_typed
from bot.when import clock

NO_HOURS: Final = "none"
MOST_SETS: Final = 12
_SET: Final = re.compile(r"(c?)([0-6]+)(?: (.+))?")


@dataclass(frozen=True)
class DaySet:
    """Weekdays (Monday is 0) with the same times; without times while they are chosen, without days for no hours."""

    weekdays: tuple[int, ...] = ()
    times: str = ""
    consultation: bool = False

    @property
    def is_open(self) -> bool:
        return bool(self.weekdays) and not self.times

    def __str__(self) -> str:
        if not self.weekdays:
            return NO_HOURS
        days = "".join(map(str, self.weekdays))
        return f"{'c' if self.consultation else ''}{days}{' ' if self.times else ''}{self.times}"


def written(windows: Iterable[tuple[int, int]]) -> str:
    """Times such as 09:00-12:00,22:00-02:00, which `windows_typed` reads as these windows."""
    return ",".join(f"{clock(start)}-{clock(end)}" for start, end in windows)


def times_typed(words: str) -> str | None:
    """The times of a day as they are kept: in order, those that overlap still side by side."""
    found = windows_typed(words)
    return written(found) if found else None


def time_typed(words: str) -> str | None:
    """One time from-until as it is kept."""
    found = window_typed(words)
    return written([found]) if found else None


def overnight(times: str) -> list[tuple[int, int]]:
    """Those of the times that end on the day after."""
    return [one for one in windows_typed(times) or () if one[1] > DAY]


def read(week: str) -> tuple[DaySet, ...]:
    """The sets of "024 09:00-12:00,13:00-17:00;c1 10:00-11:00": Monday, Wednesday and Friday, then a consultation hour."""
    return tuple(_read_set(one) for one in week.split(";")) if week else ()


def _read_set(words: str) -> DaySet:
    match = _SET.fullmatch(words)
    if not match:
        return DaySet()
    days = tuple(sorted({int(one) for one in match[2]}))
    return DaySet(days, times_typed(match[3] or "") or "", bool(match[1]))


def write(sets: Iterable[DaySet]) -> str:
    return ";".join(map(str, sets))


def fits(week: str) -> bool:
    """Whether this is such an answer, and nothing else."""
    sets = read(week)
    return write(sets) == week and len(sets) <= MOST_SETS and not any(one.is_open for one in sets[:-1])


def open_set(week: str) -> DaySet | None:
    """The set whose days are chosen, and whose times are still to come."""
    sets = read(week)
    return sets[-1] if sets and sets[-1].is_open else None


def with_days(week: str, weekdays: Collection[int], *, consultation: bool) -> str:
    """These are the days of the open set; without days there is no such set."""
    new = [DaySet(tuple(sorted(weekdays)), "", consultation)] if weekdays else []
    return write([*closed(week), *new])


def with_times(week: str, times: str) -> str:
    """The open set has these times."""
    one = open_set(week)
    return write([*closed(week), *([replace(one, times=times)] if one else [])])


def closed(week: str) -> tuple[DaySet, ...]:
    """The sets that have their times."""
    return tuple(one for one in read(week) if not one.is_open)


def grown(week: str) -> tuple[str, ...]:
    """The closed sets one after the other, as they came: the first, the first two and so on."""
    sets = closed(week)
    return tuple(write(sets[: number + 1]) for number in range(len(sets)))


def windows(sets: Sequence[DaySet]) -> tuple[Window, ...]:
    """Every window of these sets; those that overlap are still side by side."""
    return tuple(
        Window(weekday, start, end, one.consultation)
        for one in sets
        for weekday in one.weekdays
        for start, end in windows_typed(one.times) or ()
    )

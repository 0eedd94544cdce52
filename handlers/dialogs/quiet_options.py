"""What can be changed about quiet hours, and to what: never to less than her organisation asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.dialog import Option, Scene
from bot.rules.light_days import Calendar
from bot.rules.quiet import Quiet, covers, length
from bot.rules.stretches import DAY
from bot.rules.typed_times import time_typed
from bot.screen import Text, Weekday
from bot.when import clock

LINES: Final = (("start", "🌙"), ("end", "🌅"), ("days", "📅"), ("light", "✨"), ("zone", "🌍"))
STARTS: Final = range(17 * 60, 22 * 60 + 1, 60)
ENDS: Final = range(7 * 60, 11 * 60 + 1, 60)
ZONES: Final[Mapping[str, str]] = {
    zone.partition("/")[2].lower(): zone
    for zone in (
        "Europe/Amsterdam",
        "Europe/Kyiv",
        "Europe/Istanbul",
        "Europe/Warsaw",
        "Europe/London",
        "Africa/Casablanca",
        "Africa/Cairo",
        "Africa/Asmara",
        "Africa/Mogadishu",
        "Asia/Damascus",
        "Asia/Tehran",
        "Asia/Kabul",
    )
}


@dataclass(frozen=True)
class Facts:
    """What is quiet for her now, what of it cannot go, and what her clock shows."""

    quiet: Quiet
    least: Quiet
    zone: ZoneInfo
    now: datetime

    @property
    def usual(self) -> bool:
        """Whether her week is just what her organisation asks for."""
        return replace(self.quiet, light=frozenset()) == self.least


Shown = Scene[Facts]


def lines(scene: Shown) -> tuple[Option, ...]:
    """Of a night that never ends neither end can be moved: that is left by going back to the usual."""
    usual = () if scene.facts.usual else (Option("usual", icon="↩️", wide=True),)
    endless = {"start", "end"} if length(scene.facts.quiet) == DAY else set()
    return (*(Option(name, icon=icon) for name, icon in LINES if name not in endless), *usual)


def line_is(line: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers["line"] == line


def typed(end: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers.get(end) == "other"


def times(end: str, offered: range) -> Callable[[Shown], tuple[Option, ...]]:
    """The full hours that leave enough quiet, and the way to any other time."""

    def options(scene: Shown) -> tuple[Option, ...]:
        fitting = [one for one in offered if _fits(scene.facts, end, one)]
        current = getattr(scene.facts.quiet, end)
        shown = [_time(one, marked=one == current) for one in fitting]
        return (*shown, Option("other", Text(key="quiet.other_time"), marked=current not in fitting))

    return options


def _time(minute: int, *, marked: bool) -> Option:
    return Option(str(minute), Text(key="common.name", values={"name": clock(minute)}), marked=marked)


def time_checked(end: str) -> Callable[[str, Shown], str | None]:
    def check(words: str, scene: Shown) -> str | None:
        minute = time_typed(words)
        fits = minute is not None and _fits(scene.facts, end, minute % DAY)
        return clock(minute % DAY) if minute is not None and fits else None

    return check


def _fits(facts: Facts, end: str, minute: int) -> bool:
    """Whether a night with this start or end is a night, and quiet enough."""
    new = moved(facts.quiet, end, minute)
    return length(new) > 0 and covers(new, facts.least)


def moved(quiet: Quiet, end: str, minute: int) -> Quiet:
    return replace(quiet, start=minute) if end == "start" else replace(quiet, end=minute)


def weekdays(scene: Shown) -> tuple[Option, ...]:
    return tuple(
        Option(
            str(one),
            Text(key="arranged.weekday", values={"weekday": Weekday(weekday=one)}),
            marked=one in scene.facts.quiet.weekdays,
        )
        for one in range(7)
    )


def light_days(scene: Shown) -> tuple[Option, ...]:
    return tuple(Option(one.value, marked=one in scene.facts.quiet.light) for one in Calendar)


def zones(scene: Shown) -> tuple[Option, ...]:
    return tuple(Option(city, marked=zone == scene.facts.zone.key) for city, zone in ZONES.items())

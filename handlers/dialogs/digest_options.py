"""What can be chosen on the page of a week: other weeks, the picture, and when it comes by itself."""

from collections.abc import Callable
from typing import Final

from bot.dialog import Option
from bot.rules.digest import NEVER
from bot.screen import Text, Weekday
from bot.when import clock
from handlers.dialogs.digest_facts import Shown

MOST_BACK: Final = 52
MINUTES: Final = range(8 * 60, 18 * 60 + 1, 30)


def ways(scene: Shown) -> tuple[Option, ...]:
    view = scene.facts.one
    on = view.timed.weekday != NEVER
    earlier = (Option("earlier", icon="⏪", sets=_back(view.back + 1)),) if view.earlier else ()
    later = (Option("later", icon="⏩", sets=_back(view.back - 1)),) if view.back else ()
    hour = (Option("hour", icon="⏰"), Option("off", icon="🔕", wide=True)) if on else ()
    team = (Option("other_team", icon="👥", wide=True),) if len(scene.facts.teams) > 1 else ()
    return (Option("picture", icon="🖼", wide=True), *earlier, *later, _day(on=on), *hour, *team)


def _day(*, on: bool) -> Option:
    """Of whoever wants none, choosing a day is how it begins to come again."""
    if on:
        return Option("weekday_of", icon="📅")
    return Option("weekday_of", Text(key="digest.pick.on"), "🔔", wide=True)


def _back(weeks: int) -> dict[str, str]:
    return {"back": str(weeks)}


def is_back(value: str, _: Shown) -> bool:
    return back_of(value) is not None


def back_of(value: str) -> int | None:
    """So many weeks back; None for what no button says."""
    fits = value.isascii() and value.isdecimal() and len(value) <= 2 and int(value) <= MOST_BACK
    return int(value) if fits else None


def picked(pick: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers["pick"] == pick


def weekdays(scene: Shown) -> tuple[Option, ...]:
    return tuple(
        Option(
            str(one),
            Text(key="arranged.weekday", values={"weekday": Weekday(weekday=one)}),
            marked=one == scene.facts.one.timed.weekday,
        )
        for one in range(7)
    )


def minutes(scene: Shown) -> tuple[Option, ...]:
    return tuple(
        Option(
            str(one),
            Text(key="common.name", values={"name": clock(one)}),
            marked=one == scene.facts.one.timed.minute,
        )
        for one in MINUTES
    )

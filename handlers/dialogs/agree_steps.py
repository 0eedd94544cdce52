"""Which question follows which when a coordinator arranges hours."""

from collections.abc import Callable
from typing import Final

from handlers.dialogs import agree_week as weeks
from handlers.dialogs.agree_options import Shown

SETS_OF_DAYS: Final = frozenset({"days", "consultation"})


def what_is(*whats: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers["what"] in whats


def chosen(step: str, value: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers.get(step) == value


def asks_days(scene: Shown) -> bool:
    """A first set of days, one whose days are being chosen, or one more."""
    week = scene.answers.get("so_far", "")
    begun = weeks.open_set(week) is not None or not weeks.read(week)
    return scene.answers["what"] == "week" and (begun or scene.answers.get("more") in SETS_OF_DAYS)


def asks_times(scene: Shown) -> bool:
    return scene.answers["what"] == "week" and "days" in scene.answers


def asks_span(scene: Shown) -> bool:
    return scene.answers["what"] == "opening" or scene.answers.get("part") == "part"


def asks_overnight(scene: Shown) -> bool:
    return bool(weeks.overnight(scene.answers.get("times") or scene.answers.get("span") or ""))


def asks_more(scene: Shown) -> bool:
    return scene.answers["what"] == "week" and "days" not in scene.answers


def week_is_done(scene: Shown) -> bool:
    return scene.answers["what"] == "contract" or scene.answers.get("more") == "done"


def asks_weekly(scene: Shown) -> bool:
    return scene.answers.get("contract", "kept") != "kept"


def asks_confirmation(scene: Shown) -> bool:
    """Not in the middle of a week, and not where times are to be typed again."""
    answers = scene.answers
    return answers["what"] != "history" and "days" not in answers and answers.get("overnight") != "no"

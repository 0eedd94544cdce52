"""What can be chosen and typed about goals, and which question follows which."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.dialog import Option, Scene
from bot.model import Membership
from bot.rules.goals import HIGHEST, LONGEST_GROUP, MOST, Goal, Indicator, Span, Standing
from bot.rules.names import visible
from bot.rules.personal_data import found_in
from bot.rules.typed_dates import days_typed
from bot.screen import Text
from bot.taxonomy import TOPICS

LONGEST: Final = timedelta(days=5 * 366)
ICONS: Final = {
    Indicator.CONTACTS: "💬",
    Indicator.QUESTIONS: "❓",
    Indicator.REFERRALS: "➡️",
    Indicator.RESIDENTS: "🏘",
    Indicator.PROFESSIONALS: "🏢",
    Indicator.GROUP_SESSIONS: "👥",
    Indicator.TALKS: "🤝",
}
_NUMBER: Final = re.compile(r"[1-9]\d{0,2}(?:[ .,]?\d{3})?")


@dataclass(frozen=True)
class Stands:
    """A goal with how many there were so far."""

    goal: Goal
    so_far: int
    left: int
    standing: Standing


@dataclass(frozen=True)
class Facts:
    """The teams she coordinates, and the goals of one of them; `team` is None while she has still to choose."""

    teams: tuple[Membership, ...]
    team: Membership | None
    goals: tuple[Stands, ...]
    today: date


Shown = Scene[Facts]


def lines(scene: Shown) -> tuple[Option, ...]:
    facts = scene.facts
    goals = tuple(
        Option(str(one.goal.id), Text(key="goals.pick.number", values={"at": at}), ICONS[one.goal.indicator])
        for at, one in enumerate(facts.goals, 1)
    )
    new = (Option("new", icon="➕", wide=True),) if len(goals) < MOST else ()
    other = (Option("other_team", icon="👥", wide=True),) if len(facts.teams) > 1 else ()
    return (*goals, *new, *other)


def ends(scene: Shown) -> bool:
    return scene.answers["pick"].isdecimal()


def adds(scene: Shown) -> bool:
    return scene.answers["pick"] == "new"


def picked(scene: Shown) -> Stands | None:
    return next((one for one in scene.facts.goals if str(one.goal.id) == scene.answers.get("pick")), None)


def yes_no(_: Shown) -> tuple[Option, ...]:
    return (Option("yes", icon="🏁"), Option("no"))


def indicators(_: Shown) -> tuple[Option, ...]:
    return tuple(Option(one.value, icon=ICONS[one]) for one in Indicator)


def has_topic(scene: Shown) -> bool:
    return scene.answers.get("indicator") == Indicator.QUESTIONS


def topics(_: Shown) -> tuple[Option, ...]:
    each = (Option(name, Text(key=f"topic.{name}"), one.icon) for name, one in TOPICS.items())
    return (Option("all", wide=True), *each)


def groups(_: Shown) -> tuple[Option, ...]:
    return (Option("everybody"), Option("type", icon="✏️"))


def chose(step: str, value: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers.get(step) == value


def spans(_: Shown) -> tuple[Option, ...]:
    return (*(Option(one.value) for one in Span), Option("days", icon="✏️"))


def group_checked(words: str, _: Shown) -> str | None:
    """A few words on one line; nothing that may tell who somebody is."""
    if len(words.strip().splitlines()) != 1:
        return None
    line = visible(words)
    return line if 0 < len(line) <= LONGEST_GROUP and not found_in(line) else None


def number_checked(words: str, _: Shown) -> str | None:
    """In whatever digits."""
    plain = "".join(str(unicodedata.digit(one, one)) for one in words.strip())
    if not _NUMBER.fullmatch(plain):
        return None
    number = int(re.sub(r"\D", "", plain))
    return str(number) if number <= HIGHEST else None


def days_checked(words: str, scene: Shown) -> str | None:
    """A period that is not over; kept with its years, so that it stays what it is."""
    days = days_typed(words, scene.facts.today)
    if days is None or days[1] < scene.facts.today or days[1] - days[0] > LONGEST:
        return None
    return written(*days)


def written(first: date, last: date) -> str:
    """As an answer is kept, and can be read again."""
    return f"{first:%d-%m-%Y} – {last:%d-%m-%Y}"

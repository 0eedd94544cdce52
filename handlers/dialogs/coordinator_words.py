"""What a key person can want of her coordinator, and what is shown of her question before it is passed on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.dialog import Option, Scene, Tap
from bot.model import Membership
from bot.rules.hours import Arrangement, Kind
from bot.rules.personal_data import LONGEST
from bot.screen import Text, Value
from handlers.dialogs import coordinated, recognised

MOST_A_DAY: Final = 5


@dataclass(frozen=True)
class Facts:
    """`about` says who there is and from when on; `hears`, called `name`, gets what she asks for.

    `asked` is how many questions she has asked today, in all teams.
    """

    teams: tuple[Membership, ...]
    about: tuple[Text, ...] = ()
    hears: int | None = None
    name: Value = ""
    asked: int = 0


Shown = Scene[Facts]


def last_day(arrangements: Sequence[Arrangement], day: date) -> date:
    """The last day of the leave on this day, and of whatever leave follows it at once."""
    leaves = sorted((one.first, one.last or one.first) for one in arrangements if one.kind is Kind.LEAVE)
    for first, last in leaves:
        if first <= day + timedelta(days=1):
            day = max(day, last)
    return day


def wants(scene: Shown) -> tuple[Option, ...]:
    """Without anybody to ask there is still the safety card."""
    other = (Option("other_team", icon="🔁", wide=True),) if coordinated.several(scene) else ()
    if scene.facts.hears is None:
        return (Option("sos", Text(key="common.sos"), alarming=True, wide=True), *other)
    question = Option("question", icon="✍️", sets=begun(scene), wide=True)
    return (Option("call", icon="📞", wide=True), question, *other)


def begun(scene: Shown) -> Tap:
    """A question for whoever gets it now: if that changes before she says yes, she is asked once more."""
    return {"want": "question", "to": str(scene.facts.hears)}


def is_number(value: str, _: Shown) -> bool:
    return value.isdecimal()


def asks_question(scene: Shown) -> bool:
    return scene.answers["want"] == "question" and scene.facts.asked < MOST_A_DAY


def checked(words: str, _: Shown) -> str | None:
    return recognised.checked(words)


def confirmations(_: Shown) -> tuple[Option, ...]:
    return (Option("yes", icon="✅", wide=True), Option("no", icon="🗑", wide=True))


def head(scene: Shown) -> tuple[Text, ...]:
    return tuple(_head(scene))


def _head(scene: Shown) -> Iterator[Text]:
    answers, facts = scene.answers, scene.facts
    if coordinated.several(scene) and "team" not in answers:
        return
    if "want" not in answers:
        yield from _team(scene)
        yield from facts.about
    elif "question" not in answers:
        yield Text(key="coordinator.goes_to", values={"name": facts.name})
        yield Text(key="coordinator.at_most", values={"number": LONGEST})
    else:
        yield Text(key="coordinator.passes_on", values={"name": facts.name})
        yield Text(key="coordinator.words", values={"words": answers["question"]})


def _team(scene: Shown) -> Iterator[Text]:
    """Which team it is about, where that can be a question."""
    for one in scene.facts.teams:
        if str(one.team_id) == scene.answers.get("team"):
            yield Text(key="common.name", values={"name": one.team})

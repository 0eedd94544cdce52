"""/correct: of one team with contacts and without, of several teams, of a coordinator, and of somebody who has left."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.dialog import Tap
from bot.model import Membership, Role
from handlers.dialogs import correct
from handlers.dialogs.correct import Facts
from tests.rules.records import contact
from tests.rules.stage import LARGEST, LONG_NAME, Stage

MINE: Final = tuple(Membership(LARGEST - at, LONG_NAME, Role.KEY_PERSON) for at in range(2))
WORDS: Final = {"name": "Amina"}
MONTHS: Final = tuple(date(2026 - at // 12, 12 - at % 12, 1) for at in range(24))


def facts(teams: int, months: int, number: int) -> Callable[[Sequence[Tap]], Facts]:
    found = tuple(replace(contact(), id=LARGEST - at) for at in range(number))
    return lambda _: Facts("W" * 40, MINE[:teams], True, MONTHS[:months], found)


STAGES = (
    Stage("correct, nothing logged", correct.DIALOG, facts(1, 0, 0), 2, WORDS),
    Stage("correct, a month just emptied", correct.DIALOG, facts(1, 1, 0), 2, WORDS),
    Stage("correct, much logged", correct.DIALOG, facts(1, 24, 40), 2, WORDS),
    Stage("correct, two teams", correct.DIALOG, facts(2, 1, 1), 2, WORDS),
    Stage("correct, coordinator", correct.DIALOG, lambda _: Facts("Vera", is_in=True), 1, WORDS),
    Stage("correct, left", correct.DIALOG, lambda _: Facts(), 1, WORDS),
)

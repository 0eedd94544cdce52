"""/goals: none yet, several of every standing, as many as there may be, and several teams."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.dialog import Tap
from bot.model import Membership, Role
from bot.rules.goals import MOST, Goal, Indicator, Standing
from handlers.dialogs import coordinated, goals
from handlers.dialogs.goals_options import Facts, Stands
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

TODAY: Final = NOW.astimezone(ZONE).date()
MINE: Final = tuple(Membership(LARGEST - at, LONG_NAME, Role.COORDINATOR) for at in range(2))
WORDS: Final = {"group_typed": "jonge ouders", "number": "200", "days": "1-9-2026 – 31-8-2027"}


def _goal(at: int, indicator: Indicator, topic: str | None = None, group: str = "") -> Goal:
    first, last = TODAY - timedelta(days=90), TODAY + timedelta(days=275)
    return Goal(indicator, 100_000, first, last, topic, group, LARGEST - at)


def _stands(number: int) -> tuple[Stands, ...]:
    several = tuple(Indicator)
    found = []
    for at in range(number):
        topic = "language_integration" if several[at % len(several)] is Indicator.QUESTIONS else None
        goal = _goal(at, several[at % len(several)], topic, "W" * 40 if at % 2 else "")
        found.append(Stands(goal, 99_999, at * 90, tuple(Standing)[at % len(Standing)]))
    return tuple(found)


def _several(taps: Sequence[Tap]) -> Facts:
    team_id = coordinated.chosen(MINE, taps)
    return Facts(MINE, MINE[0] if team_id else None, _stands(3) if team_id else (), TODAY)


STAGES = (
    Stage("goals, none", goals.DIALOG, lambda _: Facts(MINE[:1], MINE[0], (), TODAY), 1, WORDS),
    Stage("goals, full", goals.DIALOG, lambda _: Facts(MINE[:1], MINE[0], _stands(MOST), TODAY), 1, WORDS),
    Stage("goals, several teams", goals.DIALOG, _several, 1, WORDS),
)

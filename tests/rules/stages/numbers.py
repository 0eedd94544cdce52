"""The numbers on the safety cards: none set, all set, some of them long ago, and several teams."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.dialog import Tap
from bot.model import Membership, Role
from bot.rules.safety import TeamNumber, TeamNumbers
from bot.safety import CONTACT, OUT_OF_HOURS, SOCIAL_TEAM
from handlers.dialogs import coordinated, numbers
from handlers.dialogs.numbers_options import LONGEST_NAME, LONGEST_SOURCE, Facts
from tests.rules.reader import ALL
from tests.rules.stage import LARGEST, LONG_NAME, NOW, Stage

WORDS = {"name": "W" * LONGEST_NAME, "phone": "023 512 3456", "source": "W" * LONGEST_SOURCE}
OLD = (
    TeamNumber(OUT_OF_HOURS, "0900 1515", date.min),
    TeamNumber(CONTACT, "023 512 3456", date(2025, 9, 30), "W" * LONGEST_NAME, "W" * LONGEST_SOURCE),
    TeamNumber("kindertelefoon", "", date(2026, 9, 30)),
)


def facts(*given: TeamNumber, teams: int = 1) -> Callable[[Sequence[Tap]], Facts]:
    mine = tuple(Membership(LARGEST - at, LONG_NAME, Role.COORDINATOR) for at in range(teams))
    team = TeamNumbers(LARGEST, LONG_NAME, {one.service: one for one in given})

    def known(taps: Sequence[Tap]) -> Facts:
        chosen = coordinated.chosen(mine, taps) is not None
        return Facts(mine, team if chosen else None, NOW.date())

    return known


STAGES = (
    Stage("numbers, none set", numbers.DIALOG, facts(), 1, WORDS),
    Stage("numbers, all set", numbers.DIALOG, facts(*ALL), 1, WORDS),
    Stage("numbers, old ones", numbers.DIALOG, facts(*OLD, replace(ALL[2], service=SOCIAL_TEAM)), 1, WORDS),
    Stage("numbers, several teams", numbers.DIALOG, facts(*ALL, teams=3), 1, WORDS),
)

"""/report: one team and several."""

from collections.abc import Sequence
from typing import Final

from bot.dialog import Tap
from bot.model import Membership, Role
from handlers.dialogs import coordinated, report
from handlers.dialogs.report import Facts
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

TODAY: Final = NOW.astimezone(ZONE).date()
MINE: Final = tuple(Membership(LARGEST - at, LONG_NAME, Role.COORDINATOR) for at in range(2))
WORDS: Final = {"days": "1-9-2026 – 31-10-2026"}


def _several(taps: Sequence[Tap]) -> Facts:
    team_id = coordinated.chosen(MINE, taps)
    return Facts(MINE, next((one for one in MINE if one.team_id == team_id), None), TODAY)


STAGES = (
    Stage("report, one team", report.DIALOG, lambda _: Facts(MINE[:1], MINE[0], TODAY), words=WORDS),
    Stage("report, several teams", report.DIALOG, _several, 1, WORDS),
)

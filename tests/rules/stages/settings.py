"""/settings: nothing set yet, everything set, and several teams to choose from."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.dialog import Tap
from bot.model import Membership, Role, TeamSettings
from handlers.dialogs import coordinated, settings
from handlers.dialogs.settings_options import Facts
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

TODAY: Final = NOW.astimezone(ZONE).date()
MINE: Final = tuple(Membership(LARGEST - at, LONG_NAME, Role.COORDINATOR) for at in range(3))
BARE: Final = TeamSettings(LARGEST, LONG_NAME)
FULL: Final = TeamSettings(
    LARGEST, LONG_NAME, "14 0229", "0900 1234567", date(2026, 11, 3), TODAY, True, "always", 1110, 1080, 28
)
ONE_DATE: Final = TeamSettings(LARGEST, LONG_NAME, dpia_on=TODAY, liberation="never")
WORDS: Final = {
    "office_phone": "023 512 3456",
    "doctor_phone": "0900-8844",
    "quiet_start_typed": "21:30",
    "quiet_end_typed": "7.30",
    "heard_day": "3 nov 2026",
}


def _several(taps: Sequence[Tap]) -> Facts:
    return Facts(MINE, None if coordinated.chosen(MINE, taps) is None else FULL, TODAY)


STAGES = (
    Stage("settings, nothing set", settings.DIALOG, lambda _: Facts(MINE[:1], BARE, TODAY), words=WORDS),
    Stage("settings, everything set", settings.DIALOG, lambda _: Facts(MINE[:1], FULL, TODAY), words=WORDS),
    Stage("settings, one date", settings.DIALOG, lambda _: Facts(MINE[:1], ONE_DATE, TODAY), 1, WORDS),
    Stage("settings, several teams", settings.DIALOG, _several, 1, WORDS),
)

"""/export: in one team, and in two of which she has to choose one."""

from dataclasses import replace

from bot.model import Membership, Role
from handlers.dialogs import coordinated, export
from tests.rules.stage import LARGEST, LONG_NAME, NOW, Stage

WORDS = {"days": "1 september - 15 oktober"}
HERE = Membership(LARGEST, LONG_NAME, Role.COORDINATOR, LARGEST)
BOTH = (HERE, replace(HERE, team_id=LARGEST - 1, id=LARGEST - 1))

STAGES = (
    Stage(
        "export, one team", export.DIALOG, lambda _: export.Facts(NOW.date(), (HERE,), LARGEST), words=WORDS
    ),
    Stage(
        "export, two teams",
        export.DIALOG,
        lambda taps: export.Facts(NOW.date(), BOTH, coordinated.chosen(BOTH, taps)),
        words=WORDS,
    ),
)

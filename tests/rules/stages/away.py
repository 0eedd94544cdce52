"""/away: somebody who is there, and somebody who is away already."""

from datetime import timedelta

from handlers.dialogs import away
from tests.rules.stage import NOW, ZONE, Stage

WORDS = {"day": "24-12"}

STAGES = (
    Stage("away, there", away.DIALOG, lambda _: away.Facts(NOW, ZONE), words=WORDS),
    Stage(
        "away, already",
        away.DIALOG,
        lambda _: away.Facts(NOW, ZONE, NOW + timedelta(days=31)),
        words=WORDS,
    ),
)

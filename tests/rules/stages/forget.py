"""/forget: somebody who can go, and the last coordinator of two teams."""

from handlers.dialogs import forget
from handlers.dialogs.forget import Facts
from tests.rules.stage import LONG_NAME, Stage

STAGES = (
    Stage("forget", forget.DIALOG, lambda _: Facts()),
    Stage("forget, last coordinator", forget.DIALOG, lambda _: Facts((LONG_NAME, LONG_NAME))),
)

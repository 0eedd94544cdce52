"""/seen: nobody yet, and as much as the page holds, by people with long names, in several teams and years."""

from datetime import timedelta
from typing import Final

from handlers.dialogs import seen
from handlers.dialogs.seen import Facts
from storage.audit_about import MOST, TOLD, Opened
from tests.rules.stage import LONG_NAME, NOW, ZONE, Stage

TODAY: Final = NOW.astimezone(ZONE).date()
WHO: Final = ("𝕎" * 40, "", "Vera")


def _opened(at: int) -> Opened:
    day = TODAY - timedelta(days=at * 20)
    return Opened(day, TOLD[at % len(TOLD)], LONG_NAME, WHO[at % len(WHO)], by_program=at % 7 == 6)


STAGES = (
    Stage("seen, nobody", seen.DIALOG, lambda _: Facts(TODAY)),
    Stage(
        "seen, as much as it holds",
        seen.DIALOG,
        lambda _: Facts(TODAY, tuple(_opened(at) for at in range(MOST)), several=True),
    ),
)

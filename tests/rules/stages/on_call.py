"""Being on call: not at all, for several times, and of one team among several."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.dialog import Tap
from bot.model import Membership, Role
from handlers.dialogs import coordinated, on_call
from handlers.dialogs.on_call import Facts
from storage.on_call import Agreed
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

WORDS = {"days": "27 nov - 29 nov", "times": "18:00 - 8:00"}
HOUR = timedelta(hours=1)
AGREED = tuple(
    Agreed(LARGEST - at, LARGEST, NOW + at * 50 * HOUR, NOW + (at * 50 + 12) * HOUR) for at in range(6)
)


def facts(*agreed: Agreed, teams: int = 1) -> Callable[[Sequence[Tap]], Facts]:
    mine = tuple(Membership(LARGEST - at, LONG_NAME, Role.COORDINATOR) for at in range(teams))

    def known(taps: Sequence[Tap]) -> Facts:
        chosen = coordinated.chosen(mine, taps) is not None
        return Facts(mine, NOW, ZONE, agreed if chosen else ())

    return known


STAGES = (
    Stage("on call, never", on_call.DIALOG, facts(), words=WORDS),
    Stage("on call, several times", on_call.DIALOG, facts(*AGREED), 1, WORDS),
    Stage("on call, several teams", on_call.DIALOG, facts(*AGREED[:1], teams=2), 1, WORDS),
)

"""Her coordinator: there, on leave with a deputy, nobody at all, and a day with as many questions as there may be."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.dialog import Tap
from bot.model import Membership, Role
from bot.rules.personal_data import LONGEST
from bot.screen import Copyable, Day, Text, Value
from bot.when import when
from handlers.dialogs import coordinator
from handlers.dialogs.coordinator_words import MOST_A_DAY, Facts
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

NAME: dict[str, Value] = {"name": LONG_NAME[:64]}
LATER = when(NOW + timedelta(days=9), NOW, ZONE)
OFFICE = (
    Text(key="coordinator.office", apart=True),
    Text(key="common.number", values={"number": Copyable(copyable="023-1234567")}),
)
THERE = (Text(key="coordinator.is", values=NAME), Text(key="coordinator.now", values=NAME), *OFFICE)
ON_LEAVE = (
    Text(key="coordinator.is", values=NAME),
    Text(key="coordinator.on_leave", values={**NAME, "day": Day(day=NOW.date())}),
    Text(key="coordinator.stands_in", values={**NAME, "absent": LONG_NAME[:64]}),
    Text(key="coordinator.later", values={**NAME, "when": LATER}),
    *OFFICE,
)
NEVER = (
    Text(key="coordinator.is", values=NAME),
    Text(key="coordinator.unreachable", values=NAME),
    Text(key="coordinator.unknown", values=NAME),
)
NOBODY = (Text(key="coordinator.nobody"), *OFFICE)
SOUND = {"question": ("w " * LONGEST)[: LONGEST - 1]}


def facts(
    about: tuple[Text, ...], *, teams: int = 1, hears: int | None = LARGEST, asked: int = 0
) -> Callable[[Sequence[Tap]], Facts]:
    mine = tuple(Membership(LARGEST - at, LONG_NAME, Role.KEY_PERSON) for at in range(teams))

    def known(taps: Sequence[Tap]) -> Facts:
        """Of several teams nothing is known before one was chosen."""
        chosen = teams == 1 or any("team" in tap for tap in taps)
        return Facts(mine, about, hears, LONG_NAME[:64], asked) if chosen else Facts(mine)

    return known


STAGES = (
    Stage("coordinator there", coordinator.DIALOG, facts(THERE), words=SOUND),
    Stage("coordinator on leave, two teams", coordinator.DIALOG, facts(ON_LEAVE, teams=2), words=SOUND),
    Stage("coordinator who blocked the bot", coordinator.DIALOG, facts(NEVER), words=SOUND),
    Stage("no coordinator", coordinator.DIALOG, facts(NOBODY, hears=None)),
    Stage("no coordinator, two teams", coordinator.DIALOG, facts(NOBODY, teams=2, hears=None)),
    Stage("coordinator, enough for today", coordinator.DIALOG, facts(THERE, asked=MOST_A_DAY)),
)

"""/team: a small team, one with the last coordinator, a large one with everything, and several teams."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from bot.dialog import Option, Tap
from bot.model import Membership, Role
from bot.screen import Text
from bot.supervision import Guides
from handlers.dialogs import coordinated, team
from handlers.dialogs.team_facts import Facts, View
from handlers.dialogs.team_options import MOST_PENDING
from storage.handover import InHand
from storage.invitations import Pending
from storage.roster import Seat
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

MINE: Final = tuple(Membership(LARGEST - at, LONG_NAME, Role.COORDINATOR) for at in range(3))
NAMES: Final = {"ar": "العربية", "en": "English", "nl": "Nederlands"}
READER: Final = LARGEST
NAME: Final = "𝕎" * 40  # as long as the name of a person may be, of the widest signs


def seats(coordinators: int, key_persons: int, *, paused: int = 0) -> tuple[Seat, ...]:
    roles = [Role.COORDINATOR] * coordinators + [Role.KEY_PERSON] * key_persons
    team_ = (MINE[0].team_id, LONG_NAME)
    return tuple(
        Seat(LARGEST - at, LARGEST - at, NAME, *team_, role, NOW, paused=at >= len(roles) - paused)
        for at, role in enumerate(roles)
    )


def pending(number: int) -> tuple[Pending, ...]:
    languages, roles = ("ar", None), [*Role]
    return tuple(
        Pending(LARGEST - at, roles[at % 2], languages[at % 2], NOW + timedelta(days=at % 7))
        for at in range(number)
    )


def facts(
    everybody: tuple[Seat, ...], invited: int, hand: InHand, *, teams: int = 1, is_last: bool = False
) -> Callable[[Sequence[Tap]], Facts]:
    def known(taps: Sequence[Tap]) -> Facts:
        mine = MINE[:teams]
        if coordinated.chosen(mine, taps) is None:
            return Facts(mine)
        guides = {one.membership_id: Guides(LARGEST, LARGEST - at % 2) for at, one in enumerate(everybody)}
        view = View(
            mine[0],
            READER,
            ZONE,
            everybody,
            pending(invited),
            {number: one if number % 3 else Guides(None, None) for number, one in guides.items()},
            mine[1:],
            hand,
            is_last,
            tuple(
                Option(one, Text(key="common.name", values={"name": NAMES[one]}), wide=True) for one in NAMES
            ),
            NAMES,
        )
        return Facts(mine, view)

    return known


FULL: Final = InHand(999, 99, 99, 99)

STAGES = (
    Stage("team, only its coordinator", team.DIALOG, facts(seats(1, 0), 0, InHand(), is_last=True)),
    Stage("team, few", team.DIALOG, facts(seats(2, 3, paused=1), 2, InHand(1, 0, 0, 2))),
    Stage("team, three coordinators", team.DIALOG, facts(seats(3, 1), 0, InHand(0, 3, 2, 0)), 3),
    Stage("team, a large one", team.DIALOG, facts(seats(4, 30, paused=2), MOST_PENDING, FULL), 1),
    Stage("team, several teams", team.DIALOG, facts(seats(3, 4, paused=1), 1, FULL, teams=3), 2),
)

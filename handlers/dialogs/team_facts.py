"""What the pages of /team are made of: one team with everybody in it, and whatever the open question asks about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from bot.dialog import Option, Scene
from bot.model import Membership, Role
from bot.supervision import Guides
from handlers.dialogs.overview_page import MOST_LISTED, part_of
from storage.handover import InHand
from storage.invitations import Pending
from storage.roster import Seat

MEMBER: Final = "m"
INVITE: Final = "invite"
INVITATIONS: Final = "invitations"
ASK: Final = "ask"
NOTHING: Final = InHand()


@dataclass(frozen=True)
class View:
    """`guides` is by membership, of whoever stands on the page. `targets`, `hand` and `is_last` are of one member.

    `languages` are those an invitation can suggest, `names` what each calls itself.
    """

    team: Membership
    reader: int
    zone: ZoneInfo
    seats: tuple[Seat, ...] = ()
    pending: tuple[Pending, ...] = ()
    guides: Mapping[int, Guides] = field(default_factory=dict)
    targets: tuple[Membership, ...] = ()
    hand: InHand = NOTHING
    is_last: bool = False
    languages: tuple[Option, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def people(self) -> Mapping[int, str]:
        return {one.person_id: one.name for one in self.seats}


@dataclass(frozen=True)
class Facts:
    """The teams she coordinates, and one of them; None while she has still to choose."""

    teams: tuple[Membership, ...]
    view: View | None = None

    @property
    def one(self) -> View:
        """KeyError before a team is chosen, as for anything else that is not answered yet."""
        if self.view is None:
            raise KeyError("team")
        return self.view


Shown = Scene[Facts]


def is_large(scene: Shown) -> bool:
    view = scene.facts.view
    return view is not None and len(view.seats) > MOST_LISTED


def listed(scene: Shown) -> Sequence[Seat]:
    """Whoever stands on the page."""
    view = scene.facts.view
    return part_of(view.seats, scene.answers.get("part")) if view else ()


def member(scene: Shown) -> Seat | None:
    """Whose page it is."""
    view, pick = scene.facts.view, scene.answers.get("pick", "")
    return seat_of(view.seats, pick) if view else None


def seat_of(seats: Sequence[Seat], pick: str) -> Seat | None:
    return next((one for one in seats if pick == f"{MEMBER}{one.membership_id}"), None)


def colleagues(scene: Shown, role: Role) -> Sequence[Seat]:
    """Everybody with this role who is in the team now, but for the one whose page it is."""
    about = member(scene)
    return [
        one
        for one in scene.facts.one.seats
        if about and one.role is role and not one.paused and one.person_id != about.person_id
    ]


def successor(scene: Shown) -> int | None:
    """Who gets what a coordinator leads, where there is anything to get: whoever was chosen, or the only one."""
    others = colleagues(scene, Role.COORDINATOR)
    if not leads(scene) or not others:
        return None
    return int(scene.answers.get("sessions_to", others[0].person_id))


def leads(scene: Shown) -> bool:
    hand = scene.facts.one.hand
    return bool(hand.leads or hand.guides)

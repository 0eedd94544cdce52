"""What can be tapped on the pages of /team."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bot.dialog import Option
from bot.model import Role
from bot.screen import Day, Text, Value
from handlers.dialogs.overview_page import MOST_LISTED
from handlers.dialogs.supervision_words import ON_BUTTON, called, cut
from handlers.dialogs.team_facts import (
    ASK,
    INVITATIONS,
    INVITE,
    MEMBER,
    Shown,
    View,
    colleagues,
    is_large,
    leads,
    listed,
    member,
)
from storage.invitations import Pending
from storage.roster import Seat

NOBODY: Final = "nobody"
ICONS: Final = {Role.KEY_PERSON: "🔑", Role.COORDINATOR: "🧭"}
PAUSED: Final = "⏸"
# More invitations than this at once are a mistake, and would not fit on a page.
MOST_PENDING: Final = 20
# As many as one message has room for.
MOST_OFFERED: Final = 80
SHORT: Final = 10
SURE: Final = frozenset({"pause", "leave", "move", "lost"})
GOES: Final = frozenset({"leave", "move"})


def parts(scene: Shown) -> tuple[Option, ...]:
    """Of a large team the names from which to which, by the place where each part begins."""
    names = [cut(one.name, SHORT) or str(one.person_id) for one in scene.facts.one.seats]
    ends = [(at, names[at : at + MOST_LISTED]) for at in range(0, len(names), MOST_LISTED)]
    return tuple(
        Option(str(at), Text(key="overview.names", values={"first": part[0], "last": part[-1]}))
        for at, part in ends
    )


def ways(scene: Shown) -> tuple[Option, ...]:
    view = scene.facts.view
    if view is None:
        return ()
    pending = len(view.pending)
    return (
        *(_of(scene, one, f"{MEMBER}{one.membership_id}") for one in listed(scene)),
        *((Option(INVITE, icon="➕", wide=True),) if pending < MOST_PENDING else ()),
        *((Option(INVITATIONS, icon="✉️", wide=True),) if pending else ()),
        Option(ASK, icon="🙋", wide=True),
        *((Option("other_names", icon="🔤", wide=True),) if is_large(scene) else ()),
        *((Option("other_team", icon="👥", wide=True),) if len(scene.facts.teams) > 1 else ()),
    )


def _of(scene: Shown, one: Seat, option: str) -> Option:
    name = called(scene.facts.one.people, one.name, one.person_id, ON_BUTTON)
    icon = PAUSED if one.paused else ICONS[one.role]
    return Option(option, Text(key="common.name", values={"name": name}), icon)


def picked(name: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers["pick"] == name


def about_member(scene: Shown) -> bool:
    return member(scene) is not None


def does(*names: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers.get("do") in names


def deeds(scene: Shown) -> tuple[Option, ...]:
    return tuple(_deeds(scene))


def _deeds(scene: Shown) -> Iterator[Option]:
    """The last coordinator cannot go, and nobody ends her own session from another phone."""
    one, view = member(scene), scene.facts.one
    if one is None:
        return
    choice = len(colleagues(scene, Role.COORDINATOR)) > 1
    if one.role is Role.KEY_PERSON and not one.paused and choice:
        yield Option("guides", icon="🧭", wide=True)
    if one.paused:
        yield Option("resume", icon="▶️", wide=True)
    if not view.is_last:
        yield from () if one.paused else (Option("pause", icon=PAUSED),)
        yield from (Option("move", icon="🔀"),) if view.targets and not one.paused else ()
        yield Option("leave", icon="🚪")
    if one.person_id != view.reader and not one.paused:
        yield Option("lost", icon="📵")
    yield Option("back", icon="⬅️", wide=True)


def targets(scene: Shown) -> tuple[Option, ...]:
    return tuple(
        Option(str(one.team_id), Text(key="common.name", values={"name": one.team}), wide=True)
        for one in scene.facts.one.targets
    )


def hands_referrals(scene: Shown) -> bool:
    return does(*GOES)(scene) and bool(scene.facts.one.hand.referrals)


def key_persons(scene: Shown) -> tuple[Option, ...]:
    """Who is asked from now on what came of her referrals, or nobody."""
    others = _colleagues(scene, Role.KEY_PERSON)
    return (Option(NOBODY, icon="🔕", wide=True), *others)


def hands_leading(scene: Shown) -> bool:
    """Where there is a choice."""
    return does(*GOES)(scene) and leads(scene) and len(coordinators(scene)) > 1


def coordinators(scene: Shown) -> Sequence[Option]:
    return _colleagues(scene, Role.COORDINATOR)


def _colleagues(scene: Shown, role: Role) -> Sequence[Option]:
    found = {one.person_id: one for one in colleagues(scene, role)}
    return [_of(scene, one, str(number)) for number, one in found.items()][:MOST_OFFERED]


def asks_sure(scene: Shown) -> bool:
    return does(*SURE)(scene)


def yes_or_no(_: object) -> tuple[Option, ...]:
    return (Option("yes", icon="✅", wide=True), Option("no", icon="↩️", wide=True))


def roles(_: Shown) -> tuple[Option, ...]:
    return tuple(Option(role.value, icon=ICONS[role], wide=True) for role in Role)


def languages(scene: Shown) -> tuple[Option, ...]:
    return scene.facts.one.languages


def invitations(scene: Shown) -> tuple[Option, ...]:
    view = scene.facts.one
    return tuple(
        Option(
            str(one.id),
            Text(key="team.invited_button", values=pending_values(view, one)),
            ICONS[one.role],
            wide=True,
        )
        for one in view.pending[:MOST_PENDING]
    )


def pending_values(view: View, one: Pending) -> dict[str, Value]:
    """The language it suggests, and until when it lets somebody in."""
    return {
        "language": view.names.get(one.language or "", "–"),
        "day": Day(day=one.expires_at.astimezone(view.zone).date()),
    }

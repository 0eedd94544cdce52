"""What can be tapped on the page of /supervision and on the pages behind it."""

from collections.abc import Callable
from typing import Final

from bot.dialog import Option
from bot.rules.reminders import LEADS
from bot.screen import Text
from bot.supervision import RHYTHMS as INTERVALS
from bot.supervision import MeetingKind
from handlers.dialogs import supervision_lists as lists
from handlers.dialogs.meeting_words import ICONS
from handlers.dialogs.overview_page import MOST_LISTED
from handlers.dialogs.supervision_facts import Shown
from handlers.dialogs.supervision_page import buttons
from handlers.dialogs.supervision_words import ON_BUTTON, called, cut, label

MEETING: Final = "meeting_"
PLAN: Final = "plan"
STOP: Final = "stop"
NOBODY: Final = "nobody"
SHORT: Final = 10


def picked(name: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers["pick"] == name


def ways(scene: Shown) -> tuple[Option, ...]:
    view = scene.facts.view
    if view is None:
        return ()
    shown = buttons(view.overview) if view.overview else ()
    some = any(_others(scene, one.person_id) for one in view.key_persons)
    guides = (Option(lists.GUIDES, icon="🧭"),) if some else ()
    own = (Option("own", icon="📅", wide=True),) if scene.facts.is_key_person else ()
    other = (Option("other_team", icon="👥", wide=True),) if len(scene.facts.teams) > 1 else ()
    return (
        Option(PLAN, icon="➕", wide=True),
        *(Option(f"{MEETING}{one.id}", label(one, view.names, view.zone)) for one in shown),
        Option(lists.RHYTHMS, icon="🔁"),
        Option(lists.REMINDERS, icon="🔔"),
        *guides,
        *own,
        *other,
    )


def _others(scene: Shown, person_id: int) -> list[int]:
    """The coordinators of the team besides this person: nobody guides herself."""
    return [one for one in scene.facts.one.coordinators if one != person_id]


def parts(scene: Shown) -> tuple[Option, ...]:
    """Of a long list the names from which to which, by the place where each part begins."""
    names = [cut(name, SHORT) or str(number) for number, name in lists.everybody(scene)]
    ends = [(at, names[at : at + MOST_LISTED]) for at in range(0, len(names), MOST_LISTED)]
    return tuple(
        Option(str(at), Text(key="overview.names", values={"first": part[0], "last": part[-1]}))
        for at, part in ends
    )


def rhythms(scene: Shown) -> tuple[Option, ...]:
    listed = [
        Option(str(one.id), _name(scene, one.name, one.person_id), ICONS[one.kind])
        for one in lists.rhythms(scene)
    ]
    return (*listed, Option(PLAN, icon="➕", wide=True))


def _name(scene: Shown, name: str, number: int) -> Text:
    names = scene.facts.one.names
    return Text(key="common.name", values={"name": called(names, name, number, ON_BUTTON)})


def asks_weeks(scene: Shown) -> bool:
    return scene.answers["pick"] == lists.RHYTHMS and scene.answers["rhythm"] != PLAN


def weeks(scene: Shown) -> tuple[Option, ...]:
    """Nothing where no rhythm is chosen."""
    one = lists.rhythm(scene)
    if one is None:
        return ()
    offered = [Option(str(each), lists.weeks(each), marked=each == one.weeks) for each in INTERVALS]
    return (*offered, Option(STOP, icon="🗑", wide=True))


def asks_stop(scene: Shown) -> bool:
    return scene.answers.get("weeks") == STOP


def yes_or_no(_: Shown) -> tuple[Option, ...]:
    return (Option("yes", icon="🗑"), Option("no", icon="↩️"))


def kinds(_: Shown) -> tuple[Option, ...]:
    return tuple(Option(one.value, Text(key=f"meeting.kind.{one}"), ICONS[one]) for one in MeetingKind)


def leads(scene: Shown) -> tuple[Option, ...]:
    """What is on is marked; a tap turns it around."""
    kind, off = MeetingKind(scene.answers["kind"]), scene.facts.one.off
    return tuple(Option(one.value, icon="🔕", marked=(kind, one) not in off) for one in LEADS)


def people(scene: Shown) -> tuple[Option, ...]:
    """Whose coordinator can be chosen."""
    return tuple(
        Option(str(one.membership_id), _name(scene, one.name, one.person_id), "🔑")
        for one, _ in lists.guided(scene)
        if _others(scene, one.person_id)
    )


def coordinators(scene: Shown) -> tuple[Option, ...]:
    found = lists.guided_one(scene)
    if found is None:
        return ()
    member, now = found
    return tuple(
        _guide(scene, one, marked=one == now.coordinator) for one in _others(scene, member.person_id)
    )


def deputies(scene: Shown) -> tuple[Option, ...]:
    """The other coordinators, or nobody."""
    found, first = lists.guided_one(scene), scene.answers["coordinator"]
    if found is None:
        return ()
    member, now = found
    rest = [one for one in _others(scene, member.person_id) if str(one) != first]
    return (
        *(_guide(scene, one, marked=one == now.deputy) for one in rest),
        Option(NOBODY, icon="➖", marked=now.deputy is None, wide=True),
    )


def _guide(scene: Shown, number: int, *, marked: bool) -> Option:
    name = scene.facts.one.names.get(number, "")
    return Option(str(number), _name(scene, name, number), "🧭", marked=marked)

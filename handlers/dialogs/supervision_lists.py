"""What stands above the questions behind the page: the rhythms, the reminders, who guides whom."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from bot.model import Member
from bot.screen import Several, Text, Value
from bot.supervision import Guides, Lead, MeetingKind, Rhythm
from handlers.dialogs.meeting_words import ICONS
from handlers.dialogs.overview_page import MOST_LISTED, part_of
from handlers.dialogs.supervision_facts import Shown, View
from handlers.dialogs.supervision_words import called

RHYTHMS: Final = "rhythms"
REMINDERS: Final = "reminders"
GUIDES: Final = "guides"


def of_page(scene: Shown, view: View) -> Iterator[Text]:
    match scene.answers["pick"]:
        case "rhythms":
            yield from _rhythms(scene, view)
        case "reminders":
            yield from _reminders(scene, view)
        case "guides":
            yield from _guides(scene, view)


def is_large(scene: Shown) -> bool:
    return len(everybody(scene)) > MOST_LISTED


def everybody(scene: Shown) -> Sequence[tuple[int, str]]:
    """The number and the name of each row of the chosen list, before it is cut into parts."""
    view, pick = scene.facts.view, scene.answers.get("pick")
    if view and pick == RHYTHMS:
        return [(one.person_id, one.name) for one in view.rhythms]
    if view and pick == GUIDES:
        return [(one.person_id, one.name) for one, _ in view.guided]
    return ()


def rhythms(scene: Shown) -> Sequence[Rhythm]:
    return part_of(scene.facts.one.rhythms, scene.answers.get("part"))


def guided(scene: Shown) -> Sequence[tuple[Member, Guides]]:
    return part_of(scene.facts.one.guided, scene.answers.get("part"))


def listed(scene: Shown) -> Iterator[int]:
    """Everybody who stands in the chosen list, by number."""
    match scene.answers["pick"]:
        case "rhythms":
            yield from (one.person_id for one in rhythms(scene))
        case "guides":
            yield from (one.person_id for one, _ in guided(scene))


def rhythm(scene: Shown) -> Rhythm | None:
    """The one that was chosen."""
    chosen = scene.answers.get("rhythm")
    return next((one for one in scene.facts.one.rhythms if str(one.id) == chosen), None)


def guided_one(scene: Shown) -> tuple[Member, Guides] | None:
    """Whose coordinator is chosen, and who it is now."""
    chosen = scene.answers.get("who")
    return next((one for one in scene.facts.one.guided if str(one[0].membership_id) == chosen), None)


def _rhythms(scene: Shown, view: View) -> Iterator[Text]:
    one = rhythm(scene)
    shown = [one] if one else rhythms(scene)
    if not view.rhythms:
        yield Text(key="supervision.no_rhythms")
    for each in shown:
        name = called(view.names, each.name, each.person_id)
        kind, every = Text(key=f"meeting.kind.{each.kind}"), weeks(each.weeks)
        values: dict[str, Value] = {"name": name, "kind": kind, "every": every}
        yield Text(key="supervision.rhythm_line", values=values, icon=ICONS[each.kind])


def weeks(number: int) -> Text:
    return Text(key="supervision.every", values={"count": number})


def _reminders(scene: Shown, view: View) -> Iterator[Text]:
    """What is off, of one kind or of all."""
    chosen = scene.answers.get("kind")
    off = [one for one in view.off if chosen in {None, one[0].value}]
    if chosen:
        kind = MeetingKind(chosen)
        yield Text(key="supervision.about", values={"kind": _kind(kind)}, icon=ICONS[kind])
    if not off:
        yield Text(key="supervision.all_on", icon="🔔")
    in_order = sorted(off, key=lambda one: ([*MeetingKind].index(one[0]), [*Lead].index(one[1])))
    for kind, found in groupby(in_order, key=lambda one: one[0]):
        leads = [Text(key=f"supervision.lead.option.{lead}") for _, lead in found]
        values: dict[str, Value] = {"kind": _kind(kind), "leads": Several(several=tuple(leads))}
        yield Text(key="supervision.off", values=values, icon="🔕")


def _kind(kind: MeetingKind) -> Text:
    return Text(key=f"meeting.kind.{kind}")


def _guides(scene: Shown, view: View) -> Iterator[Text]:
    one = guided_one(scene)
    for member, guides in [one] if one else guided(scene):
        values: dict[str, Value] = {
            "name": called(view.names, member.name, member.person_id),
            "coordinator": _named(view, guides.coordinator),
            "deputy": _named(view, guides.deputy),
        }
        yield Text(key="supervision.guided", values=values, icon="🔑")


def _named(view: View, number: int | None) -> Value:
    if number is None:
        return Text(key="supervision.no_one")
    return called(view.names, view.names.get(number, ""), number)

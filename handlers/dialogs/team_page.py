"""The pages of /team in words: everybody in it, one member, and what happens if the coordinator says yes."""

from collections.abc import Iterator

from bot.dialog import Seen
from bot.model import Role
from bot.screen import Day, Text, Value
from handlers.dialogs.supervision_words import called
from handlers.dialogs.team_facts import (
    INVITATIONS,
    INVITE,
    Shown,
    View,
    colleagues,
    is_large,
    listed,
    member,
    successor,
)
from handlers.dialogs.team_options import (
    ICONS,
    MOST_OFFERED,
    MOST_PENDING,
    NOBODY,
    PAUSED,
    SURE,
    pending_values,
)
from storage.invitations import Pending
from storage.roster import Seat


def head(scene: Shown) -> tuple[Text, ...]:
    view = scene.facts.view
    if view is None:
        return ()
    if is_large(scene) and "part" not in scene.answers:
        return (_title(view),)
    return tuple(_lines(scene, view))


def sees(scene: Shown) -> Seen | None:
    """Only her own page says more of somebody than that she is in the team."""
    one = member(scene)
    return Seen(one.team_id, (one.person_id,)) if one else None


def _title(view: View) -> Text:
    return Text(key="team.title", values={"team": view.team.team}, icon="👥")


def _lines(scene: Shown, view: View) -> Iterator[Text]:
    one, pick = member(scene), scene.answers.get("pick")
    if one and scene.answers.get("do") in SURE:
        yield from _consequences(scene, view, one)
    elif one:
        yield from _member(view, one)
    elif pick == INVITATIONS:
        yield from _invitations(scene, view)
    elif pick == INVITE:
        yield Text(key="team.about_invitation", values={"team": view.team.team})
    elif pick is None:
        yield _title(view)
        yield from (_line(view, each) for each in listed(scene))
        yield from _waiting(view)


def _line(view: View, one: Seat) -> Text:
    values: dict[str, Value] = {"name": _name(view, one.person_id)}
    if one.paused:
        return Text(key="team.line.paused", values=values, icon=PAUSED)
    if one.role is Role.COORDINATOR:
        return Text(key="team.line.coordinator", values=values, icon=ICONS[one.role])
    return Text(
        key="team.line.key_person", values={**values, "guide": _guide(view, one)}, icon=ICONS[one.role]
    )


def _guide(view: View, one: Seat) -> Text:
    """Her coordinator, and the deputy where there is one."""
    found = view.guides.get(one.membership_id)
    if found is None or found.coordinator is None:
        return Text(key="team.guide.nobody")
    values: dict[str, Value] = {"name": _name(view, found.coordinator)}
    if found.deputy is None:
        return Text(key="team.guide.alone", values=values)
    return Text(key="team.guide.both", values={**values, "deputy": _name(view, found.deputy)})


def _name(view: View, number: int) -> Value:
    return called(view.people, view.people.get(number, ""), number)


def _waiting(view: View) -> Iterator[Text]:
    if view.pending:
        yield Text(key="team.pending", values={"number": len(view.pending)}, icon="✉️", apart=True)
    if len(view.pending) >= MOST_PENDING:
        yield Text(key="team.enough_invited")


def _member(view: View, one: Seat) -> Iterator[Text]:
    day = one.joined_at.astimezone(view.zone).date()
    since: dict[str, Value] = {"day": Day(day=day), "year": str(day.year), "team": view.team.team}
    values: dict[str, Value] = {"name": _name(view, one.person_id), **since}
    key = "team.is.coordinator" if one.role is Role.COORDINATOR else "team.is.key_person"
    yield Text(key=key, values=values, icon=ICONS[one.role])
    if one.paused:
        yield Text(key="team.is.paused", icon=PAUSED)
    elif one.role is Role.KEY_PERSON:
        yield Text(key="team.guided", values={"guide": _guide(view, one)}, icon="🧭")
    if view.is_last:
        yield Text(key="team.is.last", apart=True)


def _consequences(scene: Shown, view: View, one: Seat) -> Iterator[Text]:
    values: dict[str, Value] = {"name": _name(view, one.person_id), "team": view.team.team}
    yield from _ends(scene, view, one, values)
    if one.role is Role.COORDINATOR and view.pending:
        yield Text(key="team.about.invitations", icon="✉️")


def _ends(scene: Shown, view: View, one: Seat, values: dict[str, Value]) -> Iterator[Text]:
    match scene.answers["do"]:
        case "pause":
            yield Text(key="team.about.pause", values=values, icon=PAUSED)
            yield Text(key="team.about.pause_keeps")
            if view.hand.leads or view.hand.attends:
                yield Text(key="team.about.pause_sessions", values={"name": values["name"]}, icon="📅")
        case "lost":
            yield Text(key="team.about.lost", values=values, icon="📵")
            yield Text(key="team.about.lost_back", apart=True)
            yield Text(key="team.about.lost_phone", apart=True)
        case "leave":
            yield Text(key="team.about.leave", values=values, icon="🚪")
            yield from _handed(scene, view)
        case "move":
            to = scene.answers.get("to_team")
            target = next((each.team for each in view.targets if str(each.team_id) == to), "")
            if target:
                yield Text(key="team.about.move", values={**values, "other": target}, icon="🔀")
            yield from _handed(scene, view)


def _handed(scene: Shown, view: View) -> Iterator[Text]:
    """What is open, and to whom it goes as far as that is chosen."""
    to, hand = scene.answers.get("referrals_to"), view.hand
    if hand.referrals and to is None:
        yield Text(key="team.hand.referrals", values={"number": hand.referrals}, icon="📤")
        if len(colleagues(scene, Role.KEY_PERSON)) > MOST_OFFERED:
            yield Text(key="team.hand.first_names", values={"number": MOST_OFFERED})
    elif hand.referrals and to == NOBODY:
        yield Text(key="team.hand.referrals_end", values={"number": hand.referrals}, icon="📤")
    elif hand.referrals:
        given: dict[str, Value] = {"number": hand.referrals, "name": _name(view, int(to or 0))}
        yield Text(key="team.hand.referrals_to", values=given, icon="📤")
    if (next_one := successor(scene)) is not None:
        yield Text(key="team.hand.leads_to", values={"name": _name(view, next_one)}, icon="🧭")
    if hand.attends:
        yield Text(key="team.hand.attends", values={"number": hand.attends}, icon="📅")


def _invitations(scene: Shown, view: View) -> Iterator[Text]:
    chosen = scene.answers.get("invitation")
    for one in view.pending[:MOST_PENDING]:
        if chosen in {None, str(one.id)}:
            yield _invited(view, one)
    if chosen:
        yield Text(key="team.about_withdrawing", apart=True)


def _invited(view: View, one: Pending) -> Text:
    key = "team.invited.coordinator" if one.role is Role.COORDINATOR else "team.invited.key_person"
    return Text(key=key, values=pending_values(view, one), icon=ICONS[one.role])

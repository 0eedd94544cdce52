"""Leave of one's own: it holds at once in every team, and the coordinators of those she works in hear of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.access import EVERYBODY
from bot.dialog import Choose, Dialog, Done, Goto, Tap, Write
from bot.model import Membership
from bot.rules.hours import Arrangement, Kind
from bot.screen import Button, Screen, Text, Value
from handlers.deps import Turn
from handlers.dialogs import leave_words as shown
from handlers.dialogs.arranging import named, propose, said
from handlers.dialogs.leave_words import Facts, Leave, Shown, chosen, going, leave
from storage import hours, notices, roster, teams
from storage.hours import AGREED

MOST_LISTED: Final = 12
HOURS: Final = Button(label=Text(key="leave.hours"), data="/hours")


async def gather(turn: Turn, _: int, __: Sequence[Tap]) -> Facts:
    today = turn.now.astimezone(turn.zone).date()
    found: defaultdict[tuple[date, date], tuple[tuple[Membership, int], ...]] = defaultdict(tuple)
    for mine in await _places(turn):
        for entry in reversed(await hours.history(turn.session, mine.id)):
            one, last = entry.arrangement, entry.arrangement.last or entry.arrangement.first
            if one.kind is Kind.LEAVE and entry.state == AGREED and last >= today:
                found[one.first, last] += ((mine, entry.id),)
    coming = [Leave(leave(*days), entries) for days, entries in sorted(found.items())]
    several = len({one.team_id for one in turn.person.memberships}) > 1
    return Facts(today, tuple(coming[:MOST_LISTED]), several)


async def save(turn: Turn, scene: Shown, _: int) -> Done | Goto:
    """It protects her, so it needs nobody's yes."""
    if scene.answers["when"] == "hours":
        return Goto("hours", 0)
    lines = said(chosen(scene), scene.facts.today)
    if "gone" in scene.answers:
        done, heard = Text(key="leave.taken_back"), await _take_back(turn, going(scene), lines)
    else:
        done, heard = Text(key="leave.taken"), await _take(turn, chosen(scene), lines)
    await notices.look_anew(turn.session, turn.person.id, turn.now)
    told = [Text(key="leave.heard")] if heard else []
    return Done(Screen(lines=(done, *lines, *told), buttons=((HOURS,),)))


async def _take(turn: Turn, new: Arrangement, lines: tuple[Text, ...]) -> bool:
    """Whether there is somebody who hears of it."""
    made = {one.team_id: await propose(turn, one.id, new, agreed=True) for one in await _places(turn)}
    others = await _coordinators(turn)
    for person_id, team_id in others.items():
        screen = Screen(lines=(Text(key="leave.they_leave", values={"name": _name(turn)}), *lines))
        key = _key(made[team_id], person_id)
        await notices.put(turn.session, person_id, team_id, key, screen, turn.now)
    return bool(others)


async def _take_back(turn: Turn, old: Leave, lines: tuple[Text, ...]) -> bool:
    """Whoever has not heard of the leave yet hears nothing at all."""
    for mine, entry_id in old.entries:
        await hours.withdraw(turn.session, mine.id, entry_id, turn.now)
    told = [await _tell_of_return(turn, old, *one, lines) for one in (await _coordinators(turn)).items()]
    return any(told)


async def _tell_of_return(
    turn: Turn, old: Leave, person_id: int, team_id: int, lines: tuple[Text, ...]
) -> bool:
    keys = [_key(entry_id, person_id) for _, entry_id in old.entries]
    if any([await notices.recall(turn.session, key) for key in keys]):
        return False
    screen = Screen(lines=(Text(key="leave.they_return", values={"name": _name(turn)}), *lines))
    key = f"leave.taken_back:{old.id}:{person_id}"
    return await notices.put(turn.session, person_id, team_id, key, screen, turn.now)


def _key(entry_id: int, person_id: int) -> str:
    """By which a coordinator hears of a leave."""
    return f"leave.taken:{entry_id}:{person_id}"


def _name(turn: Turn) -> Value:
    return named(turn.person.name, turn.person.id)


async def _places(turn: Turn) -> list[Membership]:
    """Also where she is paused: that work may be resumed before she is back."""
    return [one.membership for one in await roster.of_person(turn.session, turn.person.id)]


async def _coordinators(turn: Turn) -> dict[int, int]:
    """Whoever else coordinates a team of hers, each with one such team."""
    found: dict[int, int] = {}
    for mine in turn.person.memberships:
        for person_id in await teams.coordinators(turn.session, mine.team_id):
            if person_id != turn.person.id:
                found.setdefault(person_id, mine.team_id)
    return found


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="leave.closed"),))


DIALOG = Dialog(
    name="leave",
    roles=EVERYBODY,
    steps=(
        Choose("when", shown.ways),
        Write("period", shown.period_checked, when=lambda scene: scene.answers["when"] == "other"),
        Choose("gone", shown.removable, when=lambda scene: scene.answers["when"] == "remove"),
        Choose("confirm", shown.confirmations, when=lambda scene: scene.answers["when"] != "hours"),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=shown.head,
    lives=timedelta(days=1),
)

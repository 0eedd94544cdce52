"""/today: her own contacts of today, each with change and undo."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from textwrap import shorten
from typing import Final

from bot.access import KEY_PERSONS
from bot.dialog import Again, Choose, Dialog, Goto, Option, Scene, Tap
from bot.model import Contact
from bot.screen import Screen, Text
from handlers.deps import Turn
from handlers.dialogs import boundaries, heavy, lists, record
from storage import contacts, words

MOST_LISTED: Final = 10
# Of the words of each, so that ten full ones still fit into a message; her card shows them whole.
MOST_SIGNS: Final = 60


@dataclass(frozen=True)
class Facts:
    """`words` are her own, by the id of the contact."""

    contacts: tuple[Contact, ...]
    words: Mapping[int, str] = field(default_factory=dict)


async def gather(turn: Turn, _: int, __: Sequence[Tap]) -> Facts:
    today = turn.now.astimezone(turn.zone).date()
    start, end = (
        datetime.combine(day, time(), turn.zone).astimezone(UTC) for day in (today, today + timedelta(days=1))
    )
    mine = await contacts.logged_between(turn.session, turn.person.id, start, end)
    return Facts(tuple(mine), await words.of(turn.session, turn.person.id, [one.id for one in mine]))


def _newest(scene: Scene[Facts]) -> list[tuple[int, Contact]]:
    """As many as fit into one message and its buttons."""
    return list(enumerate(scene.facts.contacts, 1))[-MOST_LISTED:]


def listed(scene: Scene[Facts]) -> Iterator[Text]:
    counted = [one for one in scene.facts.contacts if one.undone_at is None]
    yield Text(key="today.count", values={"count": len(counted)})
    if len(scene.facts.contacts) > MOST_LISTED:
        yield Text(key="today.earlier")
    for number, one in _newest(scene):
        key = "today.undone_line" if one.undone_at else "today.line"
        yield Text(key=key, values={"number": number, "contact": lists.short(one)})
        if one.id in scene.facts.words and not one.undone_at:
            yield from record.in_words(shorten(scene.facts.words[one.id], MOST_SIGNS, placeholder="…"))


def buttons(scene: Scene[Facts]) -> Iterator[Option]:
    for number, one in _newest(scene):
        if one.undone_at:
            yield _button("redo", "↪️", one, number)
        else:
            yield _button("edit", "✏️", one, number)
            yield _button("undo", "↩️", one, number)


def _button(verb: str, icon: str, contact: Contact, number: int) -> Option:
    return Option(
        f"{verb}_{contact.id}",
        Text(key=f"today.{verb}", values={"number": number}),
        icon,
        wide=verb == "redo",
    )


async def act(turn: Turn, scene: Scene[Facts], __: int) -> Again | Goto:
    verb, _, chosen = scene.answers["pick"].partition("_")
    if verb == "edit":
        return Goto("card", int(chosen))
    [contact] = [one for one in scene.facts.contacts if one.id == int(chosen)]
    changed = replace(contact, undone_at=turn.now if verb == "undo" else None)
    await contacts.change(turn.session, changed)
    await heavy.follow(turn, contact, changed)
    await boundaries.follow(turn, contact, changed)
    return Again(refreshes=("card", contact.id))


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="today.closed"),))


DIALOG = Dialog(
    name="today",
    roles=KEY_PERSONS,
    steps=(Choose("pick", lambda scene: tuple(buttons(scene)), resting=True),),
    gather=gather,
    on_save=act,
    on_expire=expire,
    head=lambda scene: tuple(listed(scene)),
    lives=timedelta(days=1),
)

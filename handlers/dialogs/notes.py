"""/notes: contacts noted off duty, each to be finished or dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.access import KEY_PERSONS
from bot.dialog import Again, Choose, Dialog, Done, Goto, Option, Scene, Tap
from bot.model import Note, Question, Role
from bot.screen import Screen, Several, Text
from bot.when import when
from handlers.deps import Turn
from handlers.dialogs import lists
from handlers.dialogs.noted import take_note
from storage import drafts, notes

MOST_LISTED: Final = 10


@dataclass(frozen=True)
class Facts:
    """Her notes, and since when each waits, in words."""

    notes: tuple[tuple[Note, Text], ...]


async def gather(turn: Turn, _: int, __: Sequence[Tap]) -> Facts:
    waiting = (await notes.own(turn.session, turn.person.id))[:MOST_LISTED]
    return Facts(tuple((one, when(one.noted_at, turn.now, turn.zone)) for one in waiting))


def listed(scene: Scene[Facts]) -> Iterator[Text]:
    for number, (one, since) in enumerate(scene.facts.notes, 1):
        contact = Several(several=(lists.kind_line(one.kind), lists.question_line(Question(one.topic))))
        yield Text(key="notes.line", values={"number": number, "contact": contact, "since": since})


def buttons(scene: Scene[Facts]) -> Iterator[Option]:
    for number, (one, _) in enumerate(scene.facts.notes, 1):
        yield Option(f"finish_{one.id}", Text(key="notes.finish_number", values={"number": number}), "✏️")
        yield Option(f"drop_{one.id}", Text(key="notes.drop_number", values={"number": number}), "🗑")


async def act(turn: Turn, scene: Scene[Facts], __: int) -> Again | Goto | Done:
    verb, _, number = scene.answers["pick"].partition("_")
    [note] = [one for one, _ in scene.facts.notes if one.id == int(number)]
    if verb == "finish":
        return Goto("log_contact", note.id, await _answered(turn, note))
    await take_note(turn, note.id)
    begun = await drafts.find(turn.session, turn.person.id, "log_contact", note.id)
    if begun:  # the number of a note is given again, and the next one must not begin with these answers
        turn.strip(begun.message_id)
        await drafts.drop(turn.session, begun.id)
    return Again() if len(scene.facts.notes) > 1 else Done(Screen(lines=(Text(key="notes.none"),)))


async def _answered(turn: Turn, note: Note) -> tuple[Tap, ...]:
    """Where she was with it, or what the note itself says."""
    begun = await drafts.find(turn.session, turn.person.id, "log_contact", note.id)
    said = ({"team": str(note.team_id)}, {"kind": note.kind}, {"topic": note.topic})
    several = len(turn.person.teams_as(Role.KEY_PERSON)) > 1
    return begun.taps if begun else said if several else said[1:]


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="notes.closed"),))


DIALOG = Dialog(
    name="notes",
    roles=KEY_PERSONS,
    steps=(Choose("pick", lambda scene: tuple(buttons(scene)), resting=True),),
    gather=gather,
    on_save=act,
    on_expire=expire,
    head=lambda scene: tuple(listed(scene)),
    lives=timedelta(days=14),
)

"""What becomes of a contact that was noted off duty: finished or dropped, and then nobody is reminded of it."""

from datetime import datetime

from bot.model import Note
from handlers.deps import Turn
from storage import notes, notices


def key_of_note(number: int, noted_at: datetime) -> str:
    """The key of the notice that brings a note back. A number is given again once its note is gone."""
    return f"note:{number}:{noted_at.isoformat()}"


async def take_note(turn: Turn, number: int) -> Note | None:
    """Her note, which is gone with this; None where she has none of this number (any more)."""
    note = await notes.take(turn.session, turn.person.id, number)
    if note:
        await notices.recall(turn.session, key_of_note(note.id, note.noted_at))
    return note

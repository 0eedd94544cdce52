"""What becomes of a contact that was noted off duty: finished or dropped, and then nobody is reminded of it."""

from bot.model import Note
from handlers.deps import Turn
from storage import notes, notices


def key_of_note(number: int) -> str:
    """The key of the notice that brings a note back."""
    return f"note:{number}"


async def take_note(turn: Turn, number: int) -> Note | None:
    """Her note, which is gone with this; None where she has none of this number (any more)."""
    await notices.recall(turn.session, key_of_note(number))
    return await notes.take(turn.session, turn.person.id, number)

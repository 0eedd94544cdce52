"""/notes: none can be listed without one; one, and as many as fit."""

from dataclasses import replace

from bot.model import Note
from bot.when import when
from handlers.dialogs import notes
from tests.rules.stage import LARGEST, NOW, ZONE, Stage

ONE = Note(LARGEST, 1, NOW, "professional_meeting", "language_integration")
MANY = notes.Facts(
    tuple((replace(ONE, id=LARGEST - at), when(NOW, NOW, ZONE)) for at in range(notes.MOST_LISTED))
)

STAGES = (
    Stage("notes, one", notes.DIALOG, lambda _: notes.Facts(MANY.notes[:1])),
    Stage("notes, many", notes.DIALOG, lambda _: MANY),
)

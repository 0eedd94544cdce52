"""/plan: the door to planning a session; with the number of a rhythm, to planning the talk that is due."""

from bot.dialog import Tap
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import plan as dialog
from storage import drafts

MOST_DIGITS = 18  # a number that a column can hold


async def start(turn: Turn, argument: str) -> None:
    """What was begun goes on, unless a talk is due: that begins anew. Nonsense behind the command is left aside."""
    taps = await _begun(turn, argument)
    if not taps:
        return await conversation.start(turn, dialog.DIALOG)
    about = int(argument)  # of its own: what was begun without it stays as it is
    draft = await drafts.find(turn.session, turn.person.id, dialog.DIALOG.name, about)
    if draft:
        turn.strip(draft.message_id)
    await conversation.proceed(turn, dialog.DIALOG, about, taps, in_place=None)


async def _begun(turn: Turn, argument: str) -> tuple[Tap, ...]:
    is_number = argument.isascii() and argument.isdecimal() and len(argument) <= MOST_DIGITS
    return await dialog.from_rhythm(turn, int(argument)) if is_number else ()

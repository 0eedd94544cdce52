"""The commands about her own time: away and back, quiet hours, and time spent besides contacts."""

from typing import Any, Final

from bot.dialog import Dialog
from bot.menu import keyboard_of
from bot.rules.away import until_typed
from bot.screen import Screen, Text, Value
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import away as away_dialog
from handlers.dialogs import quiet as quiet_dialog
from handlers.dialogs import time_spent
from storage import drafts

# What can be typed, and is understood whatever language she speaks.
EXAMPLES: Final[dict[str, Value]] = {"first": "/away 2 h", "second": "/away 17:00", "third": "/away 24-12"}


async def away(turn: Turn, argument: str) -> None:
    """Away until what stands behind the command, or asked until when."""
    await _close(turn, away_dialog.DIALOG)
    until = until_typed(argument, turn.now, turn.zone)
    if until:
        return turn.say(await away_dialog.leave(turn, until))
    notice = Text(key="away.not_understood", values=EXAMPLES) if argument else None
    await conversation.proceed(turn, away_dialog.DIALOG, 0, (), in_place=None, notice=notice)


async def back(turn: Turn, _: str) -> None:
    await _close(turn, away_dialog.DIALOG)
    said = await away_dialog.come_back(turn)
    turn.say(Screen(lines=said.lines, keyboard=keyboard_of(turn.person)))


async def quiet(turn: Turn, _: str) -> None:
    """Every change was kept, so that the page can begin anew."""
    await _close(turn, quiet_dialog.DIALOG)
    await conversation.start(turn, quiet_dialog.DIALOG)


async def time(turn: Turn, _: str) -> None:
    await conversation.start(turn, time_spent.DIALOG)


async def _close(turn: Turn, dialog: Dialog[Any]) -> None:
    draft = await drafts.find(turn.session, turn.person.id, dialog.name)
    if draft:
        turn.strip(draft.message_id)
        await drafts.drop(turn.session, draft.id)

"""The commands that open, show or end a dialogue."""

from bot.menu import keyboard_of
from bot.screen import Screen, Text
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import language as language_dialog
from handlers.dialogs import log_contact
from handlers.dialogs import notes as notes_dialog
from handlers.dialogs import today as today_dialog


async def contact(turn: Turn, _: str) -> None:
    await conversation.start(turn, log_contact.DIALOG)


async def language(turn: Turn, _: str) -> None:
    await conversation.start(turn, language_dialog.DIALOG)


async def today(turn: Turn, _: str) -> None:
    facts = await today_dialog.gather(turn, 0, ())
    if facts.contacts:
        await conversation.start(turn, today_dialog.DIALOG)
    else:
        turn.say(Screen(lines=(Text(key="today.none"),), keyboard=keyboard_of(turn.person)))


async def notes(turn: Turn, _: str) -> None:
    if (await notes_dialog.gather(turn, 0, ())).notes:
        await conversation.start(turn, notes_dialog.DIALOG)
    else:
        turn.say(Screen(lines=(Text(key="notes.none"),), keyboard=keyboard_of(turn.person)))


async def cancel(turn: Turn, _: str) -> None:
    if not await conversation.cancel(turn):
        turn.say(Screen(lines=(Text(key="common.nothing_to_cancel"),), keyboard=keyboard_of(turn.person)))

"""Typed words: the open question takes or refuses them, and they go from the chat."""

from typing import Any

from bot.dialog import Dialog, Place, Write, write
from bot.menu import keyboard_of
from bot.rules.names import visible
from bot.screen import Screen, Text
from handlers.conversation import open_question, proceed, taken
from handlers.deps import Turn


async def words(turn: Turn, text: str | None) -> None:
    """Something was typed or sent. Only a question that asks for words takes them; nothing else is kept.

    Whatever such a question gets goes from the chat, taken or refused: it may tell of somebody else.
    """
    found = await open_question(turn)
    if found is None:
        return turn.say(Screen(lines=(Text(key="common.no_question"),), keyboard=keyboard_of(turn.person)))
    draft, dialog, place = found
    meant = text if text and not place.cut else None  # she answers what she was shown
    taps = await taken(turn, dialog, place, write(place, meant) if meant else None)
    turn.strip(draft.message_id)
    notice = _refusal(dialog, place, text or "") if taps is None else _echo(place, text or "")
    await proceed(turn, dialog, draft.subject, taps or draft.taps, in_place=None, notice=notice)
    if isinstance(place.step, Write):
        turn.forget_sent()


def _echo(place: Place[Any], text: str) -> Text | None:
    echoes = isinstance(place.step, Write) and place.step.echoes
    return Text(key="common.typed", values={"words": visible(text)}) if echoes else None


def _refusal(dialog: Dialog[Any], place: Place[Any], text: str) -> Text:
    if isinstance(place.step, Write):
        return place.step.why(text) or Text(key=f"{dialog.name}.{place.step.name}.refused")
    return Text(key="common.tap_a_button")

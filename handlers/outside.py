"""Somebody who was in a team and is in none now: her work is paused, she has left, or her phone is lost.

Some things stay hers, unless nobody knows who has the phone.
"""

from bot.menu import OUTSIDE
from bot.screen import Screen, Text, Value
from handlers import conversation, typed
from handlers.commands import is_open_to, run
from handlers.deps import Turn
from handlers.dialogs import reading
from handlers.events import Asked, Event, Sent, Tapped, asked
from handlers.strangers import Strangers
from storage import guides
from storage.roster import Seat


def wants_call(event: Event | None) -> bool:
    """Whether she wants her coordinator to call: the button stays below every old card."""
    match event:
        case Tapped(data) if data.startswith("/"):
            return wants_call(asked(data))
        case Asked("alarm"):
            return True
    return False


async def react(
    turn: Turn, event: Event | None, paused: Seat | None, left: str | None, strangers: Strangers
) -> None:
    """The red button works without this; everything that is not hers any more gets one kind line a day."""
    if turn.alarmed:
        return
    match event:
        case Asked(command, argument) if is_open_to(turn.person, command):
            await run(turn, command, argument)
            return
        case Tapped(data) if data.startswith("/"):
            return await react(turn, asked(data), paused, left, strangers)
        case Tapped(data, message_id):
            await conversation.tap(turn, data, message_id)
            if turn.toast is None or turn.toast.key != "common.old_button":
                return
        case Sent(text) if await conversation.open_question(turn):
            return await typed.words(turn, text)
    if strangers.may_answer(turn.person.telegram_id, turn.now):
        turn.say(await _told(turn, paused, left))


async def _told(turn: Turn, paused: Seat | None, left: str | None) -> Screen:
    if turn.person.phone_lost:
        return Screen(lines=(Text(key="outside.lost"),))
    return await _paused(turn, paused) if paused else _left(turn, left)


async def _paused(turn: Turn, one: Seat) -> Screen:
    values: dict[str, Value] = {"team": one.team}
    guide = (await guides.of(turn.session, one.membership, one.person_id)).coordinator
    if guide is None:
        return Screen(lines=(Text(key="outside.paused_alone", values=values), _still()))
    name = await reading.called(turn, guide)
    return Screen(lines=(Text(key="outside.paused", values={**values, "name": name}), _still()))


def _left(turn: Turn, team: str | None) -> Screen:
    turn.set_menu(OUTSIDE)
    return Screen(lines=(Text(key="outside.left", values={"team": team or ""}), _still()), bare=True)


def _still() -> Text:
    """What she can do all the same."""
    return Text(key="outside.still", apart=True)

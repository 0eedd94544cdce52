"""Who is let in: invitations, people on their way in, and strangers."""

from bot.menu import commands_of, keyboard_of
from bot.model import Invitation
from bot.question import SOS
from bot.rules.names import first_name
from bot.screen import Screen, Text
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import join
from handlers.events import Event, Tapped
from handlers.strangers import Strangers
from storage import people


async def start(turn: Turn, code: str, strangers: Strangers) -> None:
    """/start, with a code or without."""
    if code:
        invitation = await people.redeem(turn.session, code, turn.now)
        if invitation is not None:
            return await _admit(turn, invitation)
        if turn.person.id and not turn.person.memberships and await conversation.ask_again(turn):
            return
        if turn.person.memberships or strangers.may_answer(
            turn.person.telegram_id, turn.now, tries_code=True
        ):
            turn.say(Screen(lines=(Text(key="common.by_invitation"),)))
    elif turn.person.memberships:
        await _welcome_back(turn)
    else:
        await wait_outside(turn, None, strangers)


async def _admit(turn: Turn, invitation: Invitation) -> None:
    if not turn.person.id:
        language = turn.texts.closest(turn.client_language, invitation.language or turn.person.language)
        turn.person = await people.add(turn.session, turn.person.telegram_id, language, turn.now)
    await people.hold(turn.session, invitation.id, turn.person.id)
    if turn.person.memberships:
        await people.set_name(turn.session, turn.person.id, first_name(turn.client_name))
        await people.join(turn.session, turn.person.id, turn.now)
        await join.welcome(turn)
    else:
        await conversation.start(turn, join.DIALOG)


async def _welcome_back(turn: Turn) -> None:
    turn.say(Screen(lines=(Text(key="common.welcome_back"),), keyboard=keyboard_of(turn.person)))
    turn.set_menu(commands_of(turn.person))
    await conversation.ask_again(turn)


async def wait_outside(turn: Turn, event: Event | None, strangers: Strangers) -> None:
    """Somebody without a team: on the way in her question is asked again, a stranger hears one line a day."""
    if turn.person.id and isinstance(event, Tapped):
        return None if event.data == SOS else await conversation.tap(turn, event.data, event.message_id)
    if turn.person.id and await conversation.ask_again(turn):
        return
    await people.count_stranger(turn.session, turn.now)
    if strangers.may_answer(turn.person.telegram_id, turn.now):
        turn.say(Screen(lines=(Text(key="common.by_invitation"),)))

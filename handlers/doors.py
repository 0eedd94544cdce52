"""Who is let in: invitations, people on their way in, and everybody who is in no team."""

from bot.menu import commands_of, keyboard_of
from bot.model import Invitation
from bot.question import SOS
from bot.screen import Screen, Text
from handlers import conversation, outside, typed
from handlers.commands import is_open_to, run
from handlers.deps import Turn
from handlers.dialogs import alarms, join, privacy
from handlers.events import Asked, Event, Sent, Tapped
from handlers.strangers import Most, Strangers
from storage import drafts, invitations, people, roster


async def start(turn: Turn, code: str, strangers: Strangers) -> None:
    """/start, with a code or without."""
    if code:
        invitation = await invitations.find(turn.session, code, turn.person.id, turn.now)
        if invitation is not None:
            return await _admit(turn, invitation)
        if turn.person.id and not turn.person.memberships and await conversation.ask_again(turn):
            return
        if turn.person.memberships or strangers.may_answer(turn.person.telegram_id, turn.now, Most.CODES):
            turn.say(Screen(lines=(Text(key="common.by_invitation"),)))
    elif turn.person.memberships:
        await _welcome_back(turn)
    else:
        await wait_outside(turn, None, strangers)


async def _admit(turn: Turn, invitation: Invitation) -> None:
    """A link to where she is already stays for whoever it was meant for."""
    its = (invitation.team_id, invitation.role)
    if here := [one for one in turn.person.memberships if (one.team_id, one.role) == its]:
        return turn.say(Screen(lines=tuple(join.welcome(here))))
    if not turn.person.id:
        language = turn.texts.closest(turn.client_language, invitation.language or turn.person.language)
        turn.person = await people.add(turn.session, turn.person.telegram_id, language, turn.now)
    await invitations.hold(turn.session, invitation.id, turn.person.id, turn.now)
    if turn.person.memberships:
        await join.enter(turn)
    else:
        await conversation.start(turn, join.DIALOG)


async def _welcome_back(turn: Turn) -> None:
    turn.say(Screen(lines=(Text(key="common.welcome_back"),), keyboard=keyboard_of(turn.person)))
    turn.set_menu(commands_of(turn.person))
    await conversation.ask_again(turn)


async def wait_outside(turn: Turn, event: Event | None, strangers: Strangers) -> None:
    """Somebody without a team: on the way in her question is asked again, a stranger hears one line a day.

    Whoever asks for a call is told that nobody hears it.
    """
    if outside.wants_call(event):
        return await _nobody_hears(turn, strangers)
    if turn.person.id and not await drafts.find(turn.session, turn.person.id, join.DIALOG.name):
        paused, left = await roster.lately(turn.session, turn.person.id)
        if paused or left or turn.person.phone_lost:
            return await outside.react(turn, event, paused, left, strangers)
    if turn.person.id and isinstance(event, Tapped):
        return None if event.data == SOS else await conversation.tap(turn, event.data, event.message_id)
    if turn.person.id and await _on_the_way_in(turn, event):
        return
    await people.count_stranger(turn.session, turn.now)
    if turn.alarmed or not strangers.may_answer(turn.person.telegram_id, turn.now):
        return
    asks = isinstance(event, Asked) and event.command == "privacy"
    turn.say(privacy.strangers() if asks else Screen(lines=(Text(key="common.by_invitation"),)))


async def _on_the_way_in(turn: Turn, event: Event | None) -> bool:
    """What stays hers is hers here too; everything else leads back to the question that is open."""
    match event:
        case Asked(command, argument) if is_open_to(turn.person, command):
            return await run(turn, command, argument)
        case Sent(text):
            asked = await conversation.open_question(turn)
            if asked and asked[1] is not join.DIALOG:
                await typed.words(turn, text)
                return True
    return await conversation.ask_again(turn)


async def _nobody_hears(turn: Turn, strangers: Strangers) -> None:
    if not turn.person.id:
        await people.count_stranger(turn.session, turn.now)
        if not strangers.may_answer(turn.person.telegram_id, turn.now, Most.CARDS):
            return
    turn.say(alarms.nobody_hears())

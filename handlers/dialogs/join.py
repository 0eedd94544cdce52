"""/start CODE: a person with an invitation chooses a language, reads what is kept of her, and is in."""

from collections.abc import Sequence
from datetime import timedelta

from bot.dialog import Choose, Dialog, Done, Option, Scene, Tap
from bot.menu import commands_of, keyboard_of
from bot.model import Draft, Role
from bot.rules.names import first_name
from bot.screen import Screen, Text
from handlers.deps import Turn
from handlers.dialogs.language import Facts, language_options, languages, speak
from storage import people
from storage.database import Session

PROMISES = ("stored", "never", "who", "confidential", "duty", "yours")


async def gather(turn: Turn, _: int, __: Sequence[Tap]) -> Facts:
    return Facts(language_options(turn, turn.texts.closest(turn.client_language, turn.person.language)))


async def speak_at_once(turn: Turn, tap: Tap) -> None:
    if "language" in tap:
        await speak(turn, tap["language"])


def read(_: Scene[Facts]) -> tuple[Option, ...]:
    return (Option("yes", wide=True, icon="✅"),)


def promises(scene: Scene[Facts]) -> tuple[Text, ...]:
    return tuple(Text(key=f"join.{one}") for one in PROMISES) if "language" in scene.answers else ()


async def save(turn: Turn, _: Scene[Facts], __: int) -> Done:
    await people.set_name(turn.session, turn.person.id, first_name(turn.client_name))
    await people.join(turn.session, turn.person.id, turn.now)
    await welcome(turn)
    return Done(Screen(lines=(Text(key="join.read.done"),)))


async def welcome(turn: Turn) -> None:
    """The person as she is known now, with her menu and her lasting keyboard."""
    turn.person = await people.by_telegram(turn.session, turn.person.telegram_id) or turn.person
    role = Role.KEY_PERSON if Role.KEY_PERSON in turn.person.roles else Role.COORDINATOR
    line = Text(key=f"join.welcome.{role.value}", values={"team": turn.person.memberships[-1].team})
    turn.say(Screen(lines=(line,), keyboard=keyboard_of(turn.person)))
    turn.set_menu(commands_of(turn.person))


async def expire(session: Session, draft: Draft) -> Screen:
    """Whoever never came in leaves nothing."""
    await people.forget_outsider(session, draft.person_id)
    return Screen(lines=(Text(key="join.expired"),))


DIALOG = Dialog(
    name="join",
    roles=None,
    steps=(Choose("language", languages), Choose("read", read)),
    gather=gather,
    on_save=save,
    on_expire=expire,
    on_tap=speak_at_once,
    head=promises,
    lives=timedelta(days=7),
)

"""/start CODE: a person with an invitation chooses a language, reads what is kept of her, and is in."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.access import WHOEVER
from bot.dialog import Choose, Dialog, Done, Option, Scene, Tap
from bot.menu import commands_of, keyboard_of
from bot.model import Draft, Membership, Role
from bot.rules.names import first_name
from bot.screen import Button, Screen, Text, Value
from handlers.deps import Turn
from handlers.dialogs.arranging import named
from handlers.dialogs.language import Facts, language_options, languages, speak
from storage import invitations, notices, people, roster, teams
from storage.database import Session
from storage.roster import Seat

TEAM = Button(label=Text(key="join.news.team"), data="/team")
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
    if not await enter(turn):
        await invitations.forget_outsider(turn.session, turn.person.id)
        return Done(Screen(lines=(Text(key="join.withdrawn"),)))
    return Done(Screen(lines=(Text(key="join.read.done"),)))


async def enter(turn: Turn) -> bool:
    """She is in: the person as she is known now, with her menu and her lasting keyboard.

    False where her invitation was withdrawn meanwhile.
    """
    before = turn.person.roles
    made = await invitations.join(turn.session, turn.person.id, turn.now)
    if not turn.person.name:
        await people.set_name(turn.session, turn.person.id, first_name(turn.client_name))
    turn.person = await people.by_telegram(turn.session, turn.person.telegram_id) or turn.person
    if not turn.person.memberships:
        return False
    new = [one for one in turn.person.memberships if one.id in made] or turn.person.memberships
    both = (Text(key="join.both", apart=True),) if len(turn.person.roles) > max(1, len(before)) else ()
    turn.say(Screen(lines=(*welcome(new), *both), keyboard=keyboard_of(turn.person)))
    turn.set_menu(commands_of(turn.person))
    await notices.look_anew(turn.session, turn.person.id, turn.now)
    for one in await roster.known(turn.session, made):
        await tell(turn, one)
    return True


def welcome(new: Sequence[Membership]) -> Iterator[Text]:
    """In the words of each role."""
    for one in new:
        yield Text(key=f"join.welcome.{one.role}", values={"team": one.team})


async def tell(turn: Turn, one: Seat) -> None:
    """The coordinators of the team hear that she is in; whoever they are in other teams is not told."""
    day = turn.now.astimezone(turn.others_zone).date()
    values: dict[str, Value] = {"name": named(one.name, one.person_id), "team": one.team}
    key = "join.news.coordinator" if one.role is Role.COORDINATOR else "join.news.key_person"
    screen = Screen(lines=(Text(key=key, values=values, icon="👋"),), buttons=((TEAM,),))
    for person_id in await teams.coordinators(turn.session, one.team_id):
        if person_id != one.person_id:
            unique = f"join:{one.membership_id}:{day}:{person_id}"
            await notices.put(turn.session, person_id, one.team_id, unique, screen, turn.now)


async def expire(session: Session, draft: Draft) -> Screen:
    """Whoever never came in leaves nothing."""
    await invitations.forget_outsider(session, draft.person_id)
    return Screen(lines=(Text(key="join.expired"),))


DIALOG = Dialog(
    name="join",
    roles=WHOEVER,
    steps=(Choose("language", languages), Choose("read", read)),
    gather=gather,
    on_save=save,
    on_expire=expire,
    on_tap=speak_at_once,
    head=promises,
    lives=timedelta(days=7),
)

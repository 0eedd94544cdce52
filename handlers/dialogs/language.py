"""/language: another language at any moment; the open question comes back in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.access import WHOEVER
from bot.dialog import Choose, Dialog, Done, Option, Scene, Tap
from bot.menu import commands_of, keyboard_of
from bot.screen import Screen, Text
from handlers.deps import Turn
from storage import people


@dataclass(frozen=True)
class Facts:
    languages: tuple[Option, ...]


async def gather(turn: Turn, _: int, __: Sequence[Tap]) -> Facts:
    return Facts(language_options(turn, turn.person.language))


def language_options(turn: Turn, first: str) -> tuple[Option, ...]:
    """A button for each language in its own name, the suggested one in front."""
    ordered = sorted(turn.texts.languages, key=lambda language: (language != first, language))
    return tuple(_option(turn, language) for language in ordered)


def _option(turn: Turn, language: str) -> Option:
    """Its own name, with a note in the same language while no reader of it has checked the texts."""
    name = turn.texts.own_name(language)
    if turn.texts.reviewed(language):
        return Option(language, Text(key="language.name", values={"name": name}), wide=True)
    note = turn.texts.plain(language, Text(key="language.unreviewed"))
    return Option(
        language, Text(key="language.name_unreviewed", values={"name": name, "note": note}), wide=True
    )


def languages(scene: Scene[Facts]) -> tuple[Option, ...]:
    return scene.facts.languages


async def speak(turn: Turn, language: str) -> None:
    """From here on everything is said in this language, what still waits included."""
    turn.person = replace(turn.person, language=language)
    await people.set_language(turn.session, turn.person.id, language)


async def save(turn: Turn, scene: Scene[Facts], _: int) -> Done:
    await speak(turn, scene.answers["language"])
    if turn.person.memberships:
        turn.set_menu(commands_of(turn.person))
        turn.say(Screen(lines=(Text(key="language.changed"),), keyboard=keyboard_of(turn.person)))
    return Done(Screen(lines=(Text(key="language.chosen"),)), asks_open_question=True)


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="common.expired"),))


DIALOG = Dialog(
    name="language",
    roles=WHOEVER,
    steps=(Choose("language", languages),),
    gather=gather,
    on_save=save,
    on_expire=expire,
    lives=timedelta(days=1),
)

"""A dialogue as a table of steps, and the pure walk through it.

A draft holds what each tap has set, in order. Replaying the taps gives the open step: there is no step and no
version to go stale. A tap that a newer release no longer knows ends the replay there.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeAlias, TypeVar

from bot.access import Roles
from bot.model import Draft
from bot.screen import Screen, Text

Tap: TypeAlias = Mapping[str, str]
Facts = TypeVar("Facts")


@dataclass(frozen=True)
class Scene(Generic[Facts]):
    """Where the walk stands: the answers so far, and what storage knows that the steps ask about."""

    answers: Mapping[str, str]
    facts: Facts


@dataclass(frozen=True)
class Option:
    """A button of a question. It sets its step to its own id, unless `sets` says otherwise."""

    id: str
    label: Text | None = None
    icon: str = ""
    sets: Tap | None = None
    marked: bool = False
    alarming: bool = False
    wide: bool = False


def always(_: Scene[Any]) -> bool:
    return True


@dataclass(frozen=True)
class Choose(Generic[Facts]):
    """A question with buttons. Where `first` gives a number, the options beyond it stand behind "more".

    A `resting` step is not a question: it lies there until somebody wants something of it.
    """

    name: str
    offer: Callable[[Scene[Facts]], Sequence[Option]]
    when: Callable[[Scene[Facts]], bool] = always
    labels: str | None = None
    first: Callable[[Scene[Facts]], int] | None = None
    columns: int = 2
    resting: bool = False


@dataclass(frozen=True)
class Write(Generic[Facts]):
    """A question with a typed answer. `check` gives what is stored, or None for words that do not fit.

    What is stored is checked again at each replay, and has to come out of that as it went in. `why` can say more of
    words that do not fit than that they do not. A step whose next question does not show what was typed `echoes` it:
    the message with it goes from the chat.
    """

    name: str
    check: Callable[[str, Scene[Facts]], str | None]
    when: Callable[[Scene[Facts]], bool] = always
    why: Callable[[str], Text | None] = lambda _: None
    echoes: bool = False


@dataclass(frozen=True)
class Given(Generic[Facts]):
    """An answer that no question asks for: a button of another question gives it. `fits` says what it can be."""

    name: str
    fits: Callable[[str, Scene[Facts]], bool]


Step: TypeAlias = Choose[Facts] | Write[Facts]


@dataclass(frozen=True)
class Again:
    """Saved, and the dialogue goes on from these taps. Another dialogue and subject may show the change too."""

    taps: tuple[Tap, ...] = ()
    toast: Text | None = None
    refreshes: tuple[str, int] | None = None


@dataclass(frozen=True)
class Goto:
    """Saved, and the message goes on as another dialogue, with these answers given already."""

    dialog: str
    subject: int
    taps: tuple[Tap, ...] = ()


@dataclass(frozen=True)
class Done:
    """Saved, and the message says this from now on; another dialogue's open question may be asked again."""

    screen: Screen
    asks_open_question: bool = False


Ending: TypeAlias = Again | Goto | Done


def no_lines(_: Scene[Any]) -> tuple[Text, ...]:
    return ()


@dataclass(frozen=True)
class Seen:
    """Whose data stands on a page, by number, of which team."""

    team_id: int
    people: tuple[int, ...]


def nobody(_: Scene[Any]) -> Seen | None:
    return None


@dataclass(frozen=True)
class Dialog(Generic[Facts]):
    """One conversation, and who may have it.

    The functions take the turn (`handlers.deps.Turn`) first; the subject is what the dialogue is about, 0 where
    there is only one. on_expire takes the session and the draft, and gives what its message says from then on.
    `sees` tells whose data the question shows to her coordinator: that goes into the audit trail.
    """

    name: str
    roles: Roles
    steps: tuple[Step[Facts] | Given[Facts], ...]
    gather: Callable[[Any, int, Sequence[Tap]], Awaitable[Facts]]
    on_save: Callable[[Any, Scene[Facts], int], Awaitable[Ending]]
    on_expire: Callable[[Any, Draft], Awaitable[Screen]]
    on_tap: Callable[[Any, Tap], Awaitable[None]] | None = None
    head: Callable[[Scene[Facts]], Sequence[Text]] = no_lines
    sees: Callable[[Scene[Facts]], Seen | None] = nobody
    lives: timedelta = timedelta(days=14)
    ages_from_start: bool = False
    pausable: bool = False

    @property
    def questions(self) -> tuple[Step[Facts], ...]:
        return tuple(one for one in self.steps if not isinstance(one, Given))


@dataclass(frozen=True)
class Place(Generic[Facts]):
    """The open step, or None at the end; the taps that led there; and whether some no longer counted."""

    step: Step[Facts] | None
    scene: Scene[Facts]
    taps: tuple[Tap, ...] = ()
    cut: bool = False


def open_step(dialog: Dialog[Facts], scene: Scene[Facts]) -> Step[Facts] | None:
    return next((one for one in dialog.questions if one.name not in scene.answers and one.when(scene)), None)


def fits(dialog: Dialog[Facts], scene: Scene[Facts], name: str, value: str) -> bool:
    step = next((one for one in dialog.steps if one.name == name), None)
    if isinstance(step, Choose):
        try:
            return any(option.id == value for option in step.offer(scene))
        except KeyError:  # what it builds on is not answered: the steps stood in another order then
            return False
    if isinstance(step, Given):
        return step.fits(value, scene)
    return isinstance(step, Write) and step.check(value, scene) == value


def replay(dialog: Dialog[Facts], taps: Sequence[Tap], facts: Facts) -> Place[Facts]:
    scene = Scene[Facts]({}, facts)
    for number, tap in enumerate(taps):
        following = Scene({**scene.answers, **tap}, facts)
        expected = open_step(dialog, scene) is not None
        if not expected or not all(fits(dialog, following, *item) for item in tap.items()):
            return Place(open_step(dialog, scene), scene, tuple(taps[:number]), cut=True)
        scene = following
    return Place(open_step(dialog, scene), scene, tuple(taps))


def choose(place: Place[Facts], option_id: str) -> Tap | None:
    """What a tap on this button sets, or None where the open step has no such button."""
    if not isinstance(place.step, Choose):
        return None
    option = next((one for one in place.step.offer(place.scene) if one.id == option_id), None)
    if option is None:
        return None
    return option.sets if option.sets is not None else {place.step.name: option.id}


def write(place: Place[Facts], words: str) -> Tap | None:
    """What typed words set, or None where they do not fit the open step."""
    if not isinstance(place.step, Write):
        return None
    value = place.step.check(words, place.scene)
    return None if value is None else {place.step.name: value}

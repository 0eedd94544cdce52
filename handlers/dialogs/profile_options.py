"""What a key person can tell of herself for her team, and how a typed area is checked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.dialog import Option, Scene
from bot.languages import FRONT, LANGUAGES, language
from bot.model import Membership
from bot.rules.hours import Window
from bot.rules.names import visible
from bot.rules.personal_data import found_in
from bot.rules.pool import NOTHING_TOLD, THEMES, Gender, Profile
from bot.screen import Text
from bot.taxonomy import TOPICS

LONGEST_AREA: Final = 40
PARTS: Final = {"languages": "🗣", "themes": "🧭", "gender": "👤", "area": "📍"}
NO_GENDER: Final = "none"
_DONE: Final = Option("done", icon="➡️", wide=True)


@dataclass(frozen=True)
class Facts:
    """Her teams, and what she told one of them; `mine` is None while she has still to choose.

    `windows` are her agreed hours there; None where none were agreed yet.
    """

    teams: tuple[Membership, ...]
    mine: Membership | None = None
    profile: Profile = NOTHING_TOLD
    windows: tuple[Window, ...] | None = None


Shown = Scene[Facts]


def parts(scene: Shown) -> tuple[Option, ...]:
    facts = scene.facts
    clear = (Option("clear", icon="🗑", wide=True),) if facts.profile != NOTHING_TOLD else ()
    other = (Option("other_team", icon="🔁", wide=True),) if len(facts.teams) > 1 else ()
    return (*(Option(name, icon=icon) for name, icon in PARTS.items()), *clear, *other)


def picked(part: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers["pick"] == part


def _in_front(scene: Shown) -> list[str]:
    """The most spoken ones, and whatever else she chose: she need not look for it."""
    spoken = scene.facts.profile.languages
    return [code for at, code in enumerate(LANGUAGES) if at < FRONT or code in spoken]


def languages(scene: Shown) -> tuple[Option, ...]:
    front, spoken = _in_front(scene), scene.facts.profile.languages
    ordered = [*front, *(code for code in LANGUAGES if code not in front)]
    return (_DONE, *(Option(code, language(code), marked=code in spoken) for code in ordered))


def first_languages(scene: Shown) -> int:
    return len(_in_front(scene)) + 1


def themes(scene: Shown) -> tuple[Option, ...]:
    liked = scene.facts.profile.themes
    return (_DONE, *(Option(one, topic(one), TOPICS[one].icon, marked=one in liked) for one in THEMES))


def topic(theme: str) -> Text:
    return Text(key=f"topic.{theme}")


def genders(scene: Shown) -> tuple[Option, ...]:
    told = scene.facts.profile.gender
    return (*(Option(one.value, marked=one is told) for one in Gender), Option(NO_GENDER))


def has_area(scene: Shown) -> bool:
    return picked("area")(scene) and bool(scene.facts.profile.area)


def area_ways(_: Shown) -> tuple[Option, ...]:
    return (Option("type", icon="✏️"), Option("none", icon="🗑"))


def types_area(scene: Shown) -> bool:
    return picked("area")(scene) and scene.answers.get("area_way", "type") == "type"


def area_checked(words: str, _: Shown) -> str | None:
    """A few words on one line; nothing that may tell where somebody lives or how to reach her."""
    if len(words.strip().splitlines()) != 1:
        return None
    line = visible(words)
    return line if 0 < len(line) <= LONGEST_AREA and not found_in(line) else None


def yes_no(_: Shown) -> tuple[Option, ...]:
    return (Option("yes", icon="🗑"), Option("no"))


def toggled(told: Sequence[str], one: str, all_: Sequence[str]) -> tuple[str, ...]:
    """In the order of the list."""
    return tuple(each for each in all_ if (each in told) is not (each == one))

"""What a coordinator types while she plans a session, and what of it can be kept."""

from typing import Any, Final

from bot.dialog import Scene
from bot.rules.names import visible
from bot.rules.personal_data import Kind, found_in
from bot.supervision import LONGEST_NAME, LONGEST_PLACE
from handlers.dialogs import times

# A facilitator is named on purpose, and none of these says anything about a client.
OF_FACILITATORS: Final = frozenset({Kind.NAMED})


def _line(words: str, longest: int) -> str | None:
    """One line that is short enough, without signs that nobody sees."""
    if len(words.strip().splitlines()) != 1:
        return None
    line = visible(words)
    return line if 0 < len(line) <= longest else None


def title_checked(words: str, _: Scene[Any]) -> str | None:
    """What a session is called; nothing that may tell who a client is."""
    line = _line(words, LONGEST_NAME)
    return line if line and not found_in(line) else None


def place_checked(words: str, _: Scene[Any]) -> str | None:
    """An address, a room or a link."""
    return _line(words, LONGEST_PLACE)


def facilitator_checked(words: str, _: Scene[Any]) -> str | None:
    """A name, and perhaps an organisation; no number or address of anybody."""
    line = _line(words, LONGEST_NAME)
    return line if line and {one.kind for one in found_in(line)} <= OF_FACILITATORS else None


def day_checked(words: str, scene: Scene[Any]) -> str | None:
    return times.day_checked(words, scene.facts.times)


def time_checked(words: str, scene: Scene[Any]) -> str | None:
    """A time on the day that was typed, so only after it."""
    day = day_checked(scene.answers.get("day", ""), scene)
    return times.time_checked(words, day, scene.facts.times) if day else None

"""What somebody is called in her team: the first name that Telegram tells, as far as it can be shown safely."""

import unicodedata
from typing import Final

LONGEST: Final = 40
SHOWN: Final = ("L", "M", "N", "P", "S", "Z")
# Signs between letters that some scripts cannot be written without.
JOINERS: Final = "\u200c\u200d"
# Letters and signs by name that show as nothing.
FILLERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def first_name(told: str) -> str:
    """Letters, marks, numbers, signs and single spaces; without controls that turn the direction of a line."""
    shown = "".join(one for one in told if _is_shown(one))
    return " ".join(shown.split())[:LONGEST].strip()


def visible(words: str) -> str:
    """In one line, without signs that nobody sees or that turn the direction of a line."""
    spaced = " ".join(words.split())
    return "".join(one for one in spaced if one in JOINERS or _is_shown(one)).strip()


def _is_shown(one: str) -> bool:
    return unicodedata.category(one).startswith(SHOWN) and one not in FILLERS

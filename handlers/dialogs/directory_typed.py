"""What is typed in the directory of services, or sent there: what of it can be kept."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from bot.rules.directory import CATEGORIES, TEMPLATE, Partner, cleaned
from bot.rules.directory_rows import checked, row_of
from bot.sheets import fold
from handlers.dialogs.directory_facts import Shown

FILE: Final = re.compile(r"document:([0-9]{1,15}):([\w-]{1,250})", re.ASCII)
_LONGEST_WORD: Final = 60


def word_typed(words: str, _: object = None) -> str | None:
    found = cleaned(words, in_one_line=True)
    return found if fold(found) and len(found) <= _LONGEST_WORD else None


def typed(column: str) -> Callable[[str, Shown], str | None]:
    """What is kept of words for this column; None for words that do not fit, and for none at all."""

    def check(words: str, _: Shown) -> str | None:
        found = _with(column, words)
        return None if found is None else str(row_of(found)[TEMPLATE.index(column)]) or None

    return check


def value_of(column: str, kept: str) -> Any:
    """What `typed` kept, or nothing, as the entry holds it."""
    found = _with(column, kept)
    if found is None:
        raise ValueError("kept, but does not fit")
    return getattr(found, column)


def _with(column: str, words: str) -> Partner | None:
    found = checked({"category": CATEGORIES[0], "name": "x", column: words}, date.max)
    return found if isinstance(found, Partner) else None


def file_sent(words: str, _: Shown) -> str | None:
    """Words that stand for a document; nobody types such."""
    return words if FILE.fullmatch(words) else None

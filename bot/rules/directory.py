"""The directory of services: what an entry is, and the columns in which it comes in and goes out."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.rules.names import FILLERS
from bot.sheets import fold
from bot.taxonomy import PARTNERS

# The columns of the spreadsheet, in their order.
TEMPLATE: Final = (
    "category",
    "name",
    "what",
    "for_whom",
    "languages",
    "opening_hours",
    "address",
    "phone",
    "contact_name",
    "deputy_name",
    "working_days",
    "how_to_refer",
    "checked_on",
)
CATEGORIES: Final = tuple(one for one in PARTNERS if one != "none")
LONGEST: Final[Mapping[str, int]] = {
    "name": 80,
    "what": 300,
    "for_whom": 200,
    "opening_hours": 200,
    "address": 120,
    "contact_name": 60,
    "deputy_name": 60,
    "how_to_refer": 300,
}
NAMES: Final = ("name", "contact_name", "deputy_name")


@dataclass(frozen=True)
class Partner:
    """Everything but category and name may be empty. Monday is 0 in `working_days`, those of the contact person."""

    category: str
    name: str
    what: str = ""
    for_whom: str = ""
    languages: tuple[str, ...] = ()
    opening_hours: str = ""
    address: str = ""
    phone: str = ""
    contact_name: str = ""
    deputy_name: str = ""
    working_days: tuple[int, ...] = ()
    how_to_refer: str = ""
    checked_on: date | None = None


@dataclass(frozen=True)
class Problem:
    """`reason`: missing, unknown, too_long, link, in_future, or twice (of a row that stood in the file before)."""

    column: str
    reason: str


def key_of(partner: Partner) -> tuple[str, str]:
    """Two rows with the same one are the same entry, so that a file that comes again changes nothing."""
    return partner.category, fold(partner.name)


def cleaned(words: str, *, in_one_line: bool) -> str:
    """As it is kept: single spaces, no empty lines, nothing that turns the direction of a line or cannot be seen."""
    lines = [words] if in_one_line else words.replace("\r", "\n").split("\n")
    shown = (" ".join("".join(map(_shown, one)).split()) for one in lines)
    return unicodedata.normalize("NFC", "\n".join(filter(None, shown)))


def _shown(sign: str) -> str:
    if sign.isspace():
        return " "
    is_hidden = unicodedata.category(sign).startswith("C") and sign not in _JOINERS
    return "" if is_hidden or sign in FILLERS else sign


# Persian and some scripts of India cannot be written without them.
_JOINERS: Final = "\u200c\u200d"

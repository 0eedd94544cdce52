"""What in a short free text may identify a client: it is looked for before anything of the text is kept."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.rules import personal_kinds as kinds
from bot.rules import personal_numbers as numbers
from bot.rules.personal_names import named
from bot.rules.personal_signs import Look, Places, Spans, fold

LONGEST: Final = 200
SHOWN: Final = 40


class Kind(StrEnum):
    BSN = "bsn"
    PHONE = "phone"
    EMAIL = "email"
    IBAN = "iban"
    BIRTH_DATE = "birth_date"
    POSTCODE = "postcode"
    CASE_NUMBER = "case_number"
    NAMED = "named"
    LINK = "link"


@dataclass(frozen=True)
class Found:
    """`words` is a piece of the text as it was written, hidden signs included, of at most 40 signs."""

    kind: Kind
    words: str

    @property
    def outline(self) -> str:
        """Its first and last signs: enough for whoever wrote it to know it again, and for nobody else.

        Of a name only the last one, as there are names of two letters.
        """
        size = len(self.words)
        last = min(1 if self.kind is Kind.NAMED else 2, size // 5)
        return f"{self.words[: max(1, min(3, size // 4))]}…{self.words[size - last :]}"


def fits(words: str) -> bool:
    """Something besides space, at most 200 signs with the space around it left out."""
    return 0 < len(words.strip()) <= LONGEST


def found_in(words: str) -> tuple[Found, ...]:
    """In the order of the text; no sign of it is in two of them. Empty if nothing was recognised."""
    text, places = fold(words)
    found: list[tuple[int, Found]] = []
    for kind, look in _STEPS:
        for start, end in tuple(look(text)):
            if kind and HIDDEN not in text[start:end]:
                found.append((start, Found(kind, _piece(words, places, start, end))))
            text = text[:start] + HIDDEN * (end - start) + text[end:]
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def _piece(words: str, places: Places, start: int, end: int) -> str:
    """From its first sign until the next one, so that it keeps the marks of its last letter."""
    until = places[end] if end < len(places) else len(words)
    return words[places[start] : max(until, places[end - 1] + 1)][:SHOWN]


# What is found is written over with this sign, so that no other kind finds it once more.
HIDDEN: Final = "\0"


def _all(pattern: re.Pattern[str]) -> Look:
    return lambda text: (one.span() for one in pattern.finditer(text))


def _known_dates(text: str) -> Spans:
    yield from ((start, end) for start, end, _ in kinds.full_dates(text))


# The order decides where two would fit. What has no kind tells nothing about anybody and is left out of the rest.
_STEPS: Final[tuple[tuple[Kind | None, Look], ...]] = (
    (Kind.EMAIL, _all(kinds.EMAIL)),
    (Kind.LINK, _all(kinds.LINK)),
    (Kind.IBAN, numbers.ibans),
    (Kind.BIRTH_DATE, kinds.births),
    (None, _known_dates),
    (None, _all(numbers.MONEY)),
    (Kind.BSN, numbers.bsns),
    (Kind.CASE_NUMBER, numbers.cases),
    (None, numbers.phones(is_public=True)),
    (Kind.PHONE, numbers.phones(is_public=False)),
    (Kind.PHONE, numbers.dialled),
    (Kind.BSN, numbers.bsns_among_others),
    (Kind.POSTCODE, numbers.postcodes),
    (None, _all(numbers.PLAIN)),
    (Kind.CASE_NUMBER, numbers.long_numbers),
    (Kind.NAMED, named),
)

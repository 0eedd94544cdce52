"""Finds entries of the directory of services by words as people type them, in whatever language."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from bot.rules.directory import Partner
from bot.sheets import fold

# Shorter than this a word is looked for only where another one begins: "ind" is no part of "kind".
LONG: Final = 4
LONG_ELSEWHERE: Final = 2
LETTERS_LEFT: Final = 4
SMALL: Final = 2
ENDINGS: Final = ("en", "s", "e", "n")
# Letters that are typed one for another, or that only make a word wider.
_ALIKE: Final = str.maketrans(
    {"ـ": "", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ı": "i", "ø": "o", "ł": "l", "đ": "d"}
)
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_PLAIN: Final = re.compile("[a-z0-9]+")
REMEMBERED: Final = 20_000  # texts


@dataclass(frozen=True)
class Labels:
    """What categories, by identifier, and languages, by code, are called in every language that people type.

    `topics` are, by category, those that it fits, with their details. All of it as `words_in` gives it.
    """

    categories: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)


def find(entries: Sequence[Partner], typed: str, labels: Labels) -> list[int]:
    """The places of those in which every word is found, the best first.

    A name counts more than anything else about it, and the beginning of a word more than its middle. What only
    fits the topic that was typed comes last. A word that finds nothing is tried without its ending.
    """
    words = _divided(typed)
    words = [one for one in words if not _is_small(one)] or words
    described = [_described(one, labels) for one in entries]
    for each in (words, [_without_ending(one) for one in words]):
        ranks = ((_rank(one, each), at) for at, one in enumerate(described))
        found = sorted((rank, at) for rank, at in ranks if rank is not None)
        if found:
            return [at for _, at in found]
    return []


def words_in(texts: Iterable[str]) -> str:
    """The words of all these texts as they are compared, each with a space before it."""
    return "".join(map(_words_in, texts))


@lru_cache(REMEMBERED)
def _words_in(text: str) -> str:
    return "".join(f" {one}" for one in _divided(text))


def _divided(text: str) -> list[str]:
    """At everything that is no letter, digit or mark. Most texts are plain, and those are quick."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_ALIKE)
    if plain.isascii():
        return _PLAIN.findall(plain)
    pieces = "".join(one if _is_part(one) else " " for one in plain).split()
    return [one for one in (fold(piece).translate(_ALIKE) for piece in pieces) if one]


def _is_part(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign).startswith("M")


def _is_small(word: str) -> bool:
    """Such as "of" and "en", beside words that tell more."""
    return word.isascii() and len(word) <= SMALL


def _without_ending(word: str) -> str:
    """Also without the letter that is doubled before some of them: "loketten" for "loket"."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LETTERS_LEFT:
            stem = word.removesuffix(ending)
            return stem[:-1] if stem[-1] == stem[-2] else stem
    return word


def _described(one: Partner, labels: Labels) -> tuple[str, str, str]:
    """The words of its name, of what is said about it, and of the topics that it fits."""
    about = (one.what, one.for_whom, one.address, one.contact_name, one.deputy_name, one.how_to_refer)
    spoken = (labels.languages.get(code, "") for code in one.languages)
    named = "".join((words_in(about), labels.categories.get(one.category, ""), *spoken))
    return words_in([one.name]), named, labels.topics.get(one.category, "")


def _rank(described: tuple[str, str, str], words: Sequence[str]) -> int | None:
    """That of the word that fits least; None if one of them does not fit at all."""
    ranks = [_rank_of(one, *described) for one in words]
    return None if None in ranks else max((one for one in ranks if one is not None), default=None)


def _rank_of(word: str, name: str, about: str, topics: str) -> int | None:
    begins = f" {word}"
    holds = word if len(word) >= (LONG if word.isascii() else LONG_ELSEWHERE) else begins
    ways = (begins in name, holds in name, begins in about, holds in about, begins in topics)
    return next((at for at, fits in enumerate(ways) if fits), None)

"""Languages and days of the week that people type one after the other, by code or by name."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, TypeVar

from babel import Locale
from babel.dates import get_day_names
from babel.localedata import exists

from bot.rules.typed_dates import LANGUAGES
from bot.rules.typed_times import TO, plain
from bot.sheets import fold

T = TypeVar("T")

# Monday first.
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIRST: Final = ("nl", "en")
MOST: Final = 1_000  # signs

# What is spoken in the country and has no name of its own in the library.
_NO_NAME: Final = frozenset({"prs", "kmr", "ber", "hns"})
_ALSO: Final = {
    **{"farsi": "fa", "dari": "prs", "sorani": "ckb", "kurmanci": "kmr", "kurmanji": "kmr", "sarnami": "hns"},
    **{"berber": "ber", "berbers": "ber", "amazigh": "ber", "tamazight": "ber", "sranan": "srn"},
    **{"marokkaans": "ary", "moroccan": "ary", "darija": "ary"},
}
_BETWEEN: Final = re.compile(r"[,;+&|\n،؛、]|/(?!m\b)")
_AND: Final = re.compile(r"\s(?:(?:en|and)\s|و\s*)")
_RANGE: Final = re.compile(rf"\s*(?:-|{TO})\s*")


def languages_typed(words: str) -> tuple[str, ...] | None:
    """ISO codes in the order of the words, each once; None if one of them is not known as a language."""
    return _all(words, _language)


def days_of_week_typed(words: str) -> tuple[int, ...] | None:
    """Monday is 0; in the order of the week, each once. Knows "ma t/m vr". None if one of them is no such day."""
    found = _all(words, _days)
    return None if found is None else tuple(sorted(found))


def language_names(locale: str) -> Mapping[str, str]:
    """By code, as far as `languages_typed` understands the name."""
    named = Locale(locale).languages.items()
    return {code: name for code, name in named if code in _codes() and languages_typed(name) == (code,)}


def day_names(locale: str) -> Mapping[str, str]:
    """By identifier of DAYS."""
    names = get_day_names("wide", "stand-alone", locale)
    return {day: names[number] for number, day in enumerate(DAYS)}


def _all(words: str, read: Callable[[str], tuple[T, ...] | None]) -> tuple[T, ...] | None:
    found: list[T] = []
    for piece in filter(str.strip, _BETWEEN.split(words[:MOST])):
        # A name may have such a word within it, so it is tried whole first.
        whole = read(piece)
        for one in [whole] if whole else map(read, _AND.split(piece)):
            if not one:
                return None
            found += one
    return None if len(words) > MOST else tuple(dict.fromkeys(found))


def _key(words: str) -> str:
    return fold(plain(words))


def _language(words: str) -> tuple[str, ...] | None:
    code = _languages().get(_key(words))
    return (code,) if code else None


def _days(words: str) -> tuple[int, ...] | None:
    ends = [_day_names().get(_key(one)) for one in _RANGE.split(plain(words))]
    if len(ends) > 2 or ends[0] is None or ends[-1] is None:
        return None
    first, last = ends[0], ends[-1]
    return tuple((first + more) % 7 for more in range((last - first) % 7 + 1))


@cache
def _codes() -> frozenset[str]:
    named = map(str, Locale("en").languages)
    return frozenset(one for one in named if one.isalpha() and len(one) <= 3) | _NO_NAME


@cache
def _languages() -> Mapping[str, str]:
    """Codes come before names, and names of the first languages before those of later ones."""
    known = {one: one for one in _codes()} | _ALSO
    for language in filter(exists, (*FIRST, *LANGUAGES)):
        for code, name in Locale(language).languages.items():
            if code in _codes():
                known.setdefault(_key(name), code)
    return known


@cache
def _day_names() -> Mapping[str, int]:
    """Short names only of the first languages: "di" is another day in French."""
    known = {day: number for number, day in enumerate(DAYS)}
    for language in filter(exists, (*FIRST, *LANGUAGES)):
        for width in ("wide", "abbreviated", "short") if language in FIRST else ("wide",):
            for context in ("format", "stand-alone"):
                for number, name in get_day_names(width, context, language).items():
                    known.setdefault(_key(name), number)
    return known

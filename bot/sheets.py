"""Tables as they leave and enter the program: columns, sheets, and what keeps a cell from being run."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

Cell: TypeAlias = str | int | date | None
Kind: TypeAlias = Literal["text", "day", "number", "minutes"]
# By column the labels of its codes, by code.
Codes: TypeAlias = Mapping[str, Mapping[str, str]]

LONGEST_NAME: Final = 31  # as Excel counts: in UTF-16
LONGEST_CELL: Final = 32_767


@dataclass(frozen=True)
class Column:
    """`id` is the same in every language; `label` and `explains` are in words already."""

    id: str
    label: str
    kind: Kind = "text"
    explains: str = ""


@dataclass(frozen=True)
class Sheet:
    """Every row has a cell for each column. The rows are gone through once, so they may be a generator."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]
    right_to_left: bool = False


def explained(
    columns: Iterable[Column],
    codes: Codes,
    name: str,
    heads: Sequence[str],
    *,
    right_to_left: bool = False,
) -> Sheet:
    """A sheet with a line for each column and below it one for each of its codes.

    The three `heads` stand above a column's label, its identifier or a code, and what that means.
    """
    rows: list[tuple[str, str, str]] = []
    for one in columns:
        rows.append((one.label, one.id, one.explains))
        rows += [(one.label, code, label) for code, label in codes.get(one.id, {}).items()]
    shown = tuple(Column(key, head) for key, head in zip(("column", "code", "meaning"), heads, strict=True))
    return Sheet(name, shown, rows, right_to_left)


# XML has no place for these, nor for half a surrogate pair.
_UNSPEAKABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def speakable(words: str) -> str:
    """As it can stand in a cell: at most 32,767 signs, without controls, with one kind of line end."""
    return _UNSPEAKABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_CELL]


_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")


def safe_name(wanted: str, taken: Collection[str], number: int = 1) -> str:
    """The name of a sheet that Excel takes and that no sheet has yet; `number` follows it from 2 on."""
    plain = " ".join(speakable(_NOT_IN_A_NAME.sub(" ", wanted)).split()).strip("' ") or "-"
    used = {one.casefold() for one in taken} | {"history"}  # Excel keeps this one for itself
    while True:
        tail = f" {number}" if number > 1 else ""
        name = _cut(plain, LONGEST_NAME - len(tail)) + tail
        if name.casefold() not in used:
            return name
        number += 1


def _cut(words: str, most: int) -> str:
    while len(words.encode("utf-16-le")) > 2 * most:
        words = words[:-1]
    return words.rstrip("' ")


# In a file without types a spreadsheet runs what begins so, and so it does behind a semicolon, a tab or a new
# line where it divides cells there. The apostrophe is doubled so that it comes off again without a loss.
_RUNS: Final = r"'*[^\S\t\r\n]*[=+\-@\t\r＝＋－＠]"
_BEGINS: Final = r"(?:\A|(?<=[;\t\r\n]))"
_TO_GUARD: Final = re.compile(rf"{_BEGINS}(?={_RUNS})")
_GUARDED: Final = re.compile(rf"{_BEGINS}'(?={_RUNS})")


def guarded(words: str) -> str:
    """The words with an apostrophe before whatever a spreadsheet would take for a formula."""
    return _TO_GUARD.sub("'", words)


def unguarded(words: str) -> str:
    """What `guarded` was given."""
    return _GUARDED.sub("", words)


def fold(words: str) -> str:
    """Only what is read aloud, in one case and without accents, to compare what is typed with what is known."""
    return "".join(filter(_is_read, unicodedata.normalize("NFKD", words.casefold()).casefold()))


def _is_read(sign: str) -> bool:
    """Vowels of some scripts are marks as accents are, but of their own kind."""
    is_vowel = unicodedata.category(sign) in {"Mn", "Mc"} and not unicodedata.combining(sign)
    return sign.isalnum() or (is_vowel and sign not in _VARIANTS)


_VARIANTS: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))

"""Looks a workbook through before it is read: how much it unpacks to, and how far its cells reach."""

import io
import re
import zipfile
from typing import IO, Final
from xml.parsers import expat

UNPACKED: Final = 60_000_000  # bytes
FURTHEST_ROW: Final = 5_000
FURTHEST_COLUMN: Final = 256
DEEPEST: Final = 200

_WORKBOOK: Final = "xl/workbook.xml"
# The reader would try these if the workbook does not please it.
_OTHERS: Final = frozenset({"xl/workbook.bin", "content.xml", "Workbook", "Book"})
_READ: Final = (".xml", ".rels")
_ROW: Final = re.compile(r"\d{1,7}", re.ASCII)
_CELL: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_PIECE: Final = 65_536


class TooLargeError(Exception):
    """Too much to unpack, or a cell far out: the reader takes memory for all the empty ones before it."""


def looked_through(content: bytes) -> bytes | None:
    """The same workbook, with only what was looked through; None if a zip file is no .xlsx workbook.

    TooLargeError if reading it would take too much memory. A damaged file raises whatever zipfile and expat raise.
    """
    out, left = io.BytesIO(), UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(out, "w") as kept:
        names = set(parts.namelist())
        if _WORKBOOK not in names or names & _OTHERS:
            return None
        for name in sorted(one for one in names if one.lower().endswith(_READ)):
            with parts.open(name) as file:
                part = _unpacked(file, left)
            left -= len(part)
            _walk(part)
            kept.writestr(name, part)
    return out.getvalue()


def _unpacked(file: IO[bytes], most: int) -> bytes:
    """In pieces, because the size that a file tells of itself may be made up."""
    pieces, size = [], 0
    while piece := file.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise TooLargeError
    return b"".join(pieces)


def _walk(part: bytes) -> None:
    row, column, depth = 0, 0, 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, depth
        depth += 1
        tag, told = name.rpartition(":")[2], attributes.get("r", "")
        if tag == "row":
            row, column = int(_fitting(_ROW, told)[0]) if told else row + 1, 0
        elif tag == "c":
            found = _fitting(_CELL, told.upper()) if told else None
            column = _number(found[1]) if found else column + 1
            row = int(found[2]) if found else row
        if row > FURTHEST_ROW or column > FURTHEST_COLUMN or depth > DEEPEST:
            raise TooLargeError

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(part, True)


def _fitting(pattern: re.Pattern[str], told: str) -> re.Match[str]:
    if found := pattern.fullmatch(told):
        return found
    raise ValueError("no place in a sheet")


def _number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for one in letters:
        number = 26 * number + ord(one) - ord("A") + 1
    return number

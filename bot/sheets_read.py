"""Reads a table that somebody sends: a workbook or comma-separated text, by the words above its columns."""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final, TypeAlias

from python_calamine import CalamineWorkbook, PasswordError

from bot.sheets import fold, unguarded
from bot.sheets_bounds import FURTHEST_COLUMN, FURTHEST_ROW, TooLargeError, looked_through

LARGEST: Final = 5_000_000  # bytes
MOST_ROWS: Final = 2_000
HEADER_WITHIN: Final = 20  # rows
LONGEST_HEADER: Final = 200  # signs

Row: TypeAlias = tuple[int, dict[str, str]]
_Numbered: TypeAlias = tuple[int, Sequence[str]]


class Reason(StrEnum):
    """OTHER_KIND is a file of another program, such as an old .xls; PROTECTED asks for a password."""

    EMPTY = "empty"
    NO_HEADER = "no_header"
    PROTECTED = "protected"
    BROKEN = "broken"
    OTHER_KIND = "other_kind"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"


class UnreadableError(Exception):
    """Why a file is no table that can be read."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def read_table(content: bytes, headers: Mapping[str, str]) -> list[Row]:
    """Each row that holds something, with its number in the spreadsheet and its cells by identifier.

    `headers` tells which identifier a header stands for; signs, spaces, case and accents do not matter, and an
    identifier stands for itself. Other columns are left out. What kind of file it is, its bytes tell. Days
    come as ISO. UnreadableError for anything that is no such table, at most 5 MB and 2,000 rows; nothing else.
    """
    if len(content) > LARGEST:
        raise UnreadableError(Reason.TOO_LARGE)
    if not content.strip():
        raise UnreadableError(Reason.EMPTY)
    known = {fold(one): headers[one] for one in headers} | {fold(one): one for one in headers.values()}
    known.pop("", None)
    try:
        return _best(_tables(content), known)
    except UnreadableError:
        raise
    except TooLargeError as error:
        raise UnreadableError(Reason.TOO_LARGE) from error
    except PasswordError as error:
        raise UnreadableError(Reason.PROTECTED) from error
    except (KeyboardInterrupt, SystemExit):
        raise
    # A panic of the reader in Rust is no Exception.
    except BaseException as error:
        raise UnreadableError(Reason.BROKEN) from error


def _tables(content: bytes) -> Iterator[Iterable[_Numbered]]:
    if content.startswith(b"PK\x03\x04"):
        return _sheets(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # The shell of old .xls files, and of new ones that are locked.
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise UnreadableError(Reason.PROTECTED if locked else Reason.OTHER_KIND)
    text = _decoded(content)
    return (_divided(text, sign) for sign in ",;\t")


def _divided(text: str, sign: str) -> Iterator[_Numbered]:
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign), 1):
        if number > FURTHEST_ROW:
            raise TooLargeError
        yield number, [unguarded(cell) for cell in row[:FURTHEST_COLUMN]]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel saves where it is not told otherwise.
        text = content.decode("cp1252", errors="replace")
    return text.replace("\0", "")


def _sheets(content: bytes) -> Iterator[Iterable[_Numbered]]:
    workbook = looked_through(content)
    if workbook is None:
        raise UnreadableError(Reason.OTHER_KIND)
    with CalamineWorkbook.from_filelike(io.BytesIO(workbook)) as book:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield ((number, [_words(cell) for cell in row]) for number, row in enumerate(rows, 1))


def _words(cell: object) -> str:
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _best(tables: Iterable[Iterable[_Numbered]], known: Mapping[str, str]) -> list[Row]:
    """Of the table with the most known headers; the first one of several."""
    most, found, is_empty, ended = 0, _NONE, True, None
    for table in tables:
        rows = iter(table)
        above, error = _first(rows)
        is_empty = is_empty and not any(fold(cell) for _, row in above for cell in row)
        named = [len(set(_named(row, known)) - {""}) for _, row in above]
        if max(named, default=0) > most:
            most = max(named)
            place = named.index(most)
            found = _named(above[place][1], known), itertools.chain(above[place + 1 :], rows)
            ended = error
    if not most:
        raise UnreadableError(Reason.EMPTY if is_empty else Reason.NO_HEADER)
    if ended:
        raise ended
    return _cells(*found)


_NONE: Final[tuple[list[str], Iterable[_Numbered]]] = ([], ())


def _first(rows: Iterator[_Numbered]) -> tuple[list[_Numbered], csv.Error | None]:
    """Those that the header may be among, and why they end; text divided at the wrong sign may have cells beyond all
    size.
    """
    found: list[_Numbered] = []
    try:
        found.extend(itertools.islice(rows, HEADER_WITHIN))
    except csv.Error as error:
        return found, error
    return found, None


def _named(row: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The identifier of each cell, or nothing."""
    return [known.get(fold(cell[:LONGEST_HEADER]), "") for cell in row]


def _cells(columns: Sequence[str], rows: Iterable[_Numbered]) -> list[Row]:
    found: list[Row] = []
    for number, row in rows:
        cells = dict.fromkeys(filter(None, columns), "")
        for column, cell in zip(columns, row, strict=False):
            # Of two columns of one name the first one counts, unless it is empty.
            if column and not cells[column]:
                cells[column] = cell.strip()
        if any(cells.values()):
            found.append((number, cells))
        if len(found) > MOST_ROWS:
            raise UnreadableError(Reason.TOO_MANY_ROWS)
    return found

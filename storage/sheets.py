"""Writes tables for a spreadsheet or another program, a row at a time, into files in memory."""

import csv
import io
import itertools
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any, Final, TypeAlias

from bot.sheets import Cell, Sheet, guarded, safe_name, speakable
from storage.sheet_look import WIDEST, formats_of, lay_out
from storage.workbook import Book

Progress: TypeAlias = Callable[[int], None]
EVERY: Final = 1000  # rows between two words of progress
MOST_ROWS: Final = 1_048_576  # of a sheet, its header included

_MEASURED: Final = 500  # rows that the width of a column is taken from
_WHOLE: Final = 10**15  # from here on a spreadsheet rounds
_FIRST_DAY: Final = date(1900, 3, 1)  # before it the calendar of spreadsheets has a day too many


def write_xlsx(
    target: IO[bytes],
    sheets: Sequence[Sheet],
    *,
    progress: Progress | None = None,
    made_at: datetime = datetime(2000, 1, 1),  # noqa: DTZ001
    most_rows: int = MOST_ROWS,
) -> None:
    """One file with all sheets; one with too many rows goes on in the next, whose name ends with 2.

    `target` is best a file in memory: these are words in clear. in_memory.Full where there is more than it takes.
    `progress` hears how many rows are written, all sheets together. `made_at` stands in the file.
    """
    literal = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Book(literal)
    book.use_zip64()
    book.set_properties({"created": made_at})
    _fill(book, sheets, _Count(progress), most_rows)
    book.put(target)


def write_csv(target: IO[bytes], sheet: Sheet, *, progress: Progress | None = None) -> None:
    """Commas, CRLF and quotes as in RFC 4180, in UTF-8 with a BOM; the header holds identifiers, days are ISO.

    Fails as `write_xlsx` does. The BOM is there because Excel takes a file without it for Windows-1252.
    """
    count = _Count(progress)
    file = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    try:
        out = csv.writer(file)
        out.writerow([one.id for one in sheet.columns])
        for row in sheet.rows:
            out.writerow([_bare(cell) for cell in row])
            count.up()
    finally:
        file.detach()


class _Count:
    def __init__(self, progress: Progress | None) -> None:
        self._progress, self._rows = progress, 0

    def up(self) -> None:
        self._rows += 1
        if self._progress and self._rows % EVERY == 0:
            self._progress(self._rows)


def _bare(cell: Cell) -> str | int:
    if isinstance(cell, str):
        return guarded(speakable(cell))
    if isinstance(cell, int):
        return cell
    return _day(cell).isoformat() if cell else ""


def _day(cell: date) -> date:
    if isinstance(cell, datetime):
        raise TypeError("a table holds days, never a time of day")
    return cell


def _fill(book: Any, sheets: Sequence[Sheet], count: _Count, most_rows: int) -> None:
    formats = formats_of(book)
    for sheet in sheets:
        rows = iter(sheet.rows)
        for number in itertools.count(1):
            name = safe_name(sheet.name, [one.name for one in book.worksheets()], number)
            paper = book.add_worksheet(name)
            written = _write(paper, formats, sheet, itertools.islice(rows, most_rows - 1), count)
            # Looking for one row more would tell too late that there is none.
            following = next(rows, None) if written == most_rows - 1 else None
            if following is None:
                break
            rows = itertools.chain([following], rows)


def _write(
    paper: Any, formats: dict[str, Any], sheet: Sheet, rows: Iterator[Sequence[Cell]], count: _Count
) -> int:
    """How many rows there were."""
    # The arrow of the filter needs room beside the label.
    widths = [len(one.label) + 3 for one in sheet.columns]
    for place, column in enumerate(sheet.columns):
        paper.write_string(0, place, speakable(column.label), formats["head"])
    number = 0
    for number, row in enumerate(rows, 1):
        for place, (_, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _put(paper, formats, number, place, cell)
            if number <= _MEASURED and isinstance(cell, str):
                widths[place] = max(widths[place], max(map(len, cell.split("\n"))) + 1)
        count.up()
    lay_out(paper, formats, sheet, widths, number)
    return number


def _put(paper: Any, formats: dict[str, Any], row: int, place: int, cell: Cell) -> None:
    """The type of the cell decides, so that words in a column of numbers stay words."""
    if cell is None or cell == "":
        return
    if isinstance(cell, int) and abs(cell) < _WHOLE:
        paper.write_number(row, place, cell, formats["number"])
    elif isinstance(cell, date) and _day(cell) >= _FIRST_DAY:
        paper.write_datetime(row, place, cell, formats["day"])
    else:
        words = speakable(cell) if isinstance(cell, str) else str(cell)
        is_long = "\n" in words or len(words) > WIDEST
        paper.write_string(row, place, words, formats["long" if is_long else "text"])

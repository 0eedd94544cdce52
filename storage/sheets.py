"""Writes tables into files for a spreadsheet or another program, a row at a time, whole or not at all."""

import csv
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from bot.sheets import Cell, Sheet, guarded, safe_name, speakable
from storage.sheet_look import WIDEST, formats_of, lay_out

Progress: TypeAlias = Callable[[int], None]
EVERY: Final = 1000  # rows between two words of progress
MOST_ROWS: Final = 1_048_576  # of a sheet, its header included

_MEASURED: Final = 500  # rows that the width of a column is taken from
_WHOLE: Final = 10**15  # from here on a spreadsheet rounds
_FIRST_DAY: Final = date(1900, 3, 1)  # before it the calendar of spreadsheets has a day too many


def write_xlsx(
    target: Path,
    sheets: Sequence[Sheet],
    *,
    progress: Progress | None = None,
    made_at: datetime = datetime(2000, 1, 1),  # noqa: DTZ001
    most_rows: int = MOST_ROWS,
) -> None:
    """One file with all sheets; one with too many rows goes on in the next, whose name ends with 2.

    Whatever goes wrong (OSError for a full disk) leaves nothing behind and an older `target` as it was.
    `progress` hears how many rows are written, all sheets together. `made_at` stands in the file.
    """
    with _replaced(target) as draft:
        options = {
            "constant_memory": True,
            "tmpdir": str(draft.parent),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        book = _Book(str(draft), options)
        book.use_zip64()
        book.set_properties({"created": made_at})
        try:
            _fill(book, sheets, _Count(progress), most_rows)
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None
        finally:
            for one in book.worksheets():
                one.let_go()


def write_csv(target: Path, sheet: Sheet, *, progress: Progress | None = None) -> None:
    """Commas, CRLF and quotes as in RFC 4180, in UTF-8 with a BOM; the header holds identifiers, days are ISO.

    Fails as `write_xlsx` does. The BOM is there because Excel takes a file without it for Windows-1252.
    """
    count = _Count(progress)
    with _replaced(target) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow([one.id for one in sheet.columns])
        for row in sheet.rows:
            out.writerow([_bare(cell) for cell in row])
            count.up()


@contextmanager
def _replaced(target: Path) -> Iterator[Path]:
    """A path to write to in a folder that nobody else can look into; what is there takes the place of `target`."""
    with tempfile.TemporaryDirectory(prefix=".sheets-", dir=target.parent) as folder:
        draft = Path(folder) / target.name
        yield draft
        draft.chmod(0o600)
        os.replace(draft, target)


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


class _Paper(Worksheet):  # type: ignore[misc]
    """Texts are texts: the library would copy one between <r> and </r> into the file as it stands."""

    def _xml_rich_inline_string(self, string: str, attributes: list[tuple[str, Any]]) -> None:
        self._xml_inline_string(string, False, attributes)

    def let_go(self) -> None:
        """Close what is left open when writing was broken off; its file goes with the folder."""
        self._opt_close()


class _Book(Workbook):  # type: ignore[misc]
    worksheet_class = _Paper


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

"""A workbook of XlsxWriter that is made in memory, its rows compressed as they come, without any file.

Only this module knows the private names of the library that this takes.
"""

from io import BytesIO
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from storage.in_memory import Packed

MOST_PACKED: Final = 64 * 1024 * 1024  # bytes of the rows of one sheet, compressed
_MARK: Final = b"<sheetData/>"
_SHEET: Final = "xl/worksheets/sheet"


class Paper(Worksheet):  # type: ignore[misc]
    """A sheet whose rows go into `rows`, one after the other, as with the library's constant_memory."""

    def _initialize(self, init_data: dict[str, Any]) -> None:
        super()._initialize({**init_data, "constant_memory": False})
        self.constant_memory = True
        self.rows = self.row_data_fh = self.fh = Packed(MOST_PACKED)

    def _opt_close(self) -> None: ...

    def _opt_reopen(self) -> None: ...

    def _write_optimized_sheet_data(self) -> None:
        self._xml_empty_tag("sheetData")

    # Texts are texts: the library would copy one between <r> and </r> into the file as it stands.
    def _xml_rich_inline_string(self, string: str, attributes: list[tuple[str, Any]]) -> None:
        self._xml_inline_string(string, False, attributes)


class Book(Workbook):  # type: ignore[misc]
    """`Book(options)`; `put(target)` writes it, instead of `close`."""

    worksheet_class = Paper

    def __init__(self, options: dict[str, Any]) -> None:
        self._frame = BytesIO()
        super().__init__(self._frame, {**options, "in_memory": True})

    def put(self, target: IO[bytes]) -> None:
        """The frame, which has everything but rows, with the rows in their places."""
        self.close()
        rows = {f"{_SHEET}{number}.xml": one.rows for number, one in enumerate(self.worksheets(), 1)}
        with ZipFile(self._frame) as frame, ZipFile(target, "w", ZIP_DEFLATED) as out:
            for part in frame.infolist():
                content = frame.read(part)
                with out.open(part, "w", force_zip64=part.filename in rows) as file:
                    if part.filename in rows:
                        _fill(file, content, rows[part.filename])
                    else:
                        file.write(content)


def _fill(file: IO[bytes], content: bytes, rows: Packed) -> None:
    before, _, after = content.partition(_MARK)
    file.write(before + b"<sheetData>")
    for piece in rows.read():
        file.write(piece)
    file.write(b"</sheetData>" + after)

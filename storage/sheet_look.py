"""How a sheet looks: the formats of its cells, the widths of its columns, and the way it prints."""

from collections.abc import Sequence
from typing import Any, Final

from bot.sheets import Sheet

NARROWEST: Final = 10  # signs
WIDEST: Final = 60


def formats_of(book: Any) -> dict[str, Any]:
    """By kind of column; "head" and "long" are for a header and for words of several lines."""
    text = {"num_format": "@", "valign": "top"}
    number = book.add_format({"num_format": "0", "valign": "top"})
    return {
        "head": book.add_format({"bold": True, "valign": "top", "bottom": 1}),
        "text": book.add_format(text),
        "long": book.add_format({**text, "text_wrap": True}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "number": number,
        "minutes": number,
    }


def lay_out(paper: Any, formats: dict[str, Any], sheet: Sheet, widths: Sequence[int], rows: int) -> None:
    """Comes after the rows, because the widths do; the formats are for what somebody types into the file."""
    for place, (column, width) in enumerate(zip(sheet.columns, widths, strict=True)):
        paper.set_column(place, place, min(max(NARROWEST, width), WIDEST), formats[column.kind])
    paper.freeze_panes(1, 0)
    paper.autofilter(0, 0, rows, max(0, len(sheet.columns) - 1))
    paper.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    paper.set_landscape()
    paper.set_paper(9)  # A4
    paper.fit_to_pages(1, 0)
    paper.repeat_rows(0)
    if sheet.right_to_left:
        paper.right_to_left()

"""The tables of a report as sheets for a spreadsheet, with one that explains them."""

from bot.pictures.report_pdf import Cell, Document, Table
from bot.sheets import Column, Sheet


def sheets_of(document: Document, explains: str, heads: tuple[str, str]) -> tuple[Sheet, ...]:
    """A sheet for each table, the same numbers in both; `heads` stand above the explaining sheet."""
    return (
        *(_sheet(table, document.hidden) for table in document.tables),
        _explained(document, explains, heads),
    )


def _sheet(table: Table, hidden: str) -> Sheet:
    columns = tuple(
        Column(f"{table.id}_{at}", label, "text" if _is_text(table, at) else "number")
        for at, label in enumerate(table.columns)
    )
    rows = [[hidden if cell is None else cell for cell in row] for row in table.rows]
    return Sheet(table.title, columns, rows)


def _is_text(table: Table, at: int) -> bool:
    return any(isinstance(row[at], str) for row in table.rows)


def _explained(document: Document, name: str, heads: tuple[str, str]) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (document.title, document.team),
        (document.organisation, document.period),
        (document.hidden, document.hidden_label),
        *((document.sections[-1].title, point) for point in document.sections[-1].points),
    ]
    return Sheet(name, (Column("about", heads[0]), Column("meaning", heads[1])), rows)

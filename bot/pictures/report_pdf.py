"""Draws a report whose words are ready as a PDF, with the template and fonts beside this module."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import typst

from bot.pictures.render import compiled, inputs

_STRICT: Final = "ua-1"  # everything is tagged, has a language and words beside what is drawn

Cell: TypeAlias = str | int | None


@dataclass(frozen=True)
class Bar:
    """`part` is of the longest bar, 0 to 1; `note` stands at the end."""

    label: str
    value: str
    part: float
    note: str = ""


@dataclass(frozen=True)
class Chart:
    """`told` is what it shows, in words, for whoever cannot see it."""

    caption: str
    told: str
    bars: tuple[Bar, ...]
    head: str = ""


@dataclass(frozen=True)
class Table:
    """Numbers stay numbers, None is a hidden one. `id` is the same in every language."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Section:
    """Lines stand above the chart, those of `after` below it, and then the points."""

    title: str
    lines: tuple[str, ...] = ()
    chart: Chart | None = None
    after: tuple[str, ...] = ()
    points_title: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Big:
    number: str
    label: str
    sentence: str


@dataclass(frozen=True)
class Document:
    """A report in words. `hidden` stands in a cell, `hidden_label` below a table that has such a cell."""

    language: str
    title: str
    team: str
    organisation: str
    period: str
    made_on: str
    contents: str
    summary: str
    wanted: str
    goals: tuple[Bar, ...]
    goal_lines: tuple[str, ...]
    goal_notes: tuple[str, ...]
    happened: str
    figures: tuple[Big, ...]
    happened_lines: tuple[str, ...]
    sections: tuple[Section, ...]
    tables_title: str
    tables: tuple[Table, ...]
    hidden: str
    hidden_label: str
    total: str


def report_pdf(document: Document) -> bytes:
    """An A4 PDF; strict (PDF/UA) unless a name has a sign that no font of ours can draw."""
    try:
        return _pdf(document, pdf_standards=_STRICT)
    except typst.TypstError:
        return _pdf(document)


def _pdf(document: Document, **more: Any) -> bytes:
    return bytes(_compiled(document, format="pdf", **more))


def report_pages(document: Document, ppi: float = 60) -> tuple[bytes, ...]:
    """Each page as a PNG."""
    pages = _compiled(document, format="png", ppi=ppi)
    return tuple(pages) if isinstance(pages, list) else (pages,)


def _compiled(document: Document, **more: Any) -> Any:
    return compiled("report.typ", inputs(document, "report"), **more)

"""Draws a picture from words that are ready, with the templates and fonts beside this module."""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

WIDTH: Final = 1080  # pixels
_POINTS: Final = 360  # the width of the page in the templates
_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True)
class Card:
    """What the card of somebody's working hours says: every string is put into words already.

    `direction` is "ltr" or "rtl". Every pair is what stands at the start of a line and what stands at its end.
    """

    direction: str
    language: str
    title: str
    team: str
    rows: tuple[tuple[str, str], ...]
    consultation: tuple[tuple[str, str], ...]
    consultation_title: str
    footer: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bar:
    """One topic: how often it came this week, and on average before, None where nothing was before."""

    name: str
    number: int
    average: float | None


@dataclass(frozen=True)
class Point:
    """One week: how many contacts, and its Monday as a day and a month."""

    day: str
    month: str
    number: int


@dataclass(frozen=True)
class Chart:
    """What the picture of a week says, as a card does. `legend` is what a full bar means, and what the mark in it.

    Where `bars` or `points` is empty, `nothing` stands there.
    """

    direction: str
    language: str
    title: str
    team: str
    bars_title: str
    legend: tuple[str, str]
    bars: tuple[Bar, ...]
    points_title: str
    points: tuple[Point, ...]
    nothing: str


def card_png(card: Card) -> bytes:
    """The card as a PNG of `WIDTH` pixels wide, as high as it needs. The same card gives the same bytes."""
    return _png("card.typ", card)


def chart_png(chart: Chart) -> bytes:
    """The same for the picture of a week."""
    return _png("digest.typ", chart)


def _png(template: str, words: Card | Chart) -> bytes:
    return bytes(compiled(template, inputs(words), format="png", ppi=72 * WIDTH / _POINTS))


def compiled(template: str, sys_inputs: dict[str, str], **more: Any) -> Any:
    """What typst makes of one of the templates beside this module."""
    return typst.compile(
        _FOLDER / template,
        root=_FOLDER,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs=sys_inputs,
        **more,
    )


def inputs(words: Any, name: str = "card") -> dict[str, str]:
    """The words as data, so that nothing anybody typed is read as a template."""
    whole = json.dumps(asdict(words), ensure_ascii=False)
    # Half a surrogate pair cannot be drawn, and typst refuses it.
    return {name: whole.encode(errors="replace").decode()}


@cache
def fonts() -> typst.Fonts:
    """Only ours, so that a picture looks the same on every machine; read once."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FOLDER / "fonts"]
    )

"""Which numbers a table that leaves the team may show: none below five, nor one that the others give away.

One to four are hidden, and where a total stands beside them something else as well, so that nobody can subtract.
A zero is nobody and stays, unless it is needed as cover: of all numbers it is missed least. What is hidden may
therefore be any number, so "fewer than 5, or hidden to protect such a number" is true of it, and "<5" is not.

Two tables protect each other only if they share nothing. Periods that overlap (a quarter and its year, two free
periods) do: `suppression_sides` shows them together, or one of them is given out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 5


@dataclass(frozen=True)
class Shown:
    """One row of numbers as it may be shown, None where it may not."""

    cells: Mapping[str, int | None]
    total: int | None


@dataclass(frozen=True)
class SideBySide:
    """Two periods, and the difference (now minus before) of what is shown in both; None for any other."""

    now: Shown
    before: Shown
    changes: Mapping[str, int | None]
    change: int | None


def small(number: int) -> bool:
    """Too few to be shown: somebody could know who they are."""
    return 0 < number < FEWEST


def suppressed(cells: Mapping[str, int], total: int | None) -> Shown:
    """One table. `total` is None if none is shown; else it is their sum, or ValueError.

    The cells hidden under a total never all hold the same number, and equal numbers are treated alike. So whoever
    knows this rule, too, finds every hidden cell able to hold what another one holds.
    """
    if total is None:
        return Shown(_without(cells, {name for name, one in cells.items() if small(one)}), None)
    if total != sum(cells.values()):
        raise ValueError("what is not listed needs a cell of its own")
    hidden = None if small(total) else _covered(cells)
    if hidden is None:
        return Shown(dict.fromkeys(cells), None)
    return Shown(_without(cells, hidden), total)


def beside(now: Shown, before: Shown) -> SideBySide:
    """Two periods that do not overlap, with the changes that can be shown; both have the same cells."""
    changes = {name: _difference(now.cells[name], before.cells[name]) for name in now.cells}
    return SideBySide(now, before, changes, _difference(now.total, before.total))


def _difference(now: int | None, before: int | None) -> int | None:
    return None if now is None or before is None else now - before


def _without(cells: Mapping[str, int], hidden: Iterable[str]) -> Mapping[str, int | None]:
    return {**cells, **dict.fromkeys(hidden)}


def _covered(cells: Mapping[str, int]) -> set[str] | None:
    """What to hide under a total; None if nothing is left that could cover."""
    hidden = {name for name, one in cells.items() if small(one)}
    if not hidden or len({cells[name] for name in hidden}) > 1:
        return hidden
    rest = {one for name, one in cells.items() if name not in hidden}
    return hidden | {name for name, one in cells.items() if one == min(rest)} if rest else None

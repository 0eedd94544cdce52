"""Which numbers a table that leaves the team may show: none below five, nor one that the others give away.

One to four are hidden, and where a total stands beside them something else as well, so that nobody can subtract.
A zero is nobody and stays, unless it is needed as cover: of all numbers it is missed least. What is hidden may
therefore be any number, so "fewer than 5, or hidden to protect such a number" is true of it, and "<5" is not.

Two tables protect each other only if they share nothing. Periods that overlap (a quarter and its year, two free
periods) do: put them into one `suppressed_table`, or give out one of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final, TypeAlias

FEWEST: Final = 5


@dataclass(frozen=True)
class Shown:
    """One row of numbers as it may be shown, None where it may not."""

    cells: Mapping[str, int | None]
    total: int | None


@dataclass(frozen=True)
class ShownTable:
    """A table with its totals as it may be shown, None where it may not. Every row has every column."""

    rows: Mapping[str, Mapping[str, int | None]]
    row_totals: Mapping[str, int | None]
    column_totals: Mapping[str, int | None]
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


def side_by_side(now: Mapping[str, int], before: Mapping[str, int]) -> SideBySide:
    """Two periods that do not overlap, each with its total. A cell that only one of them has is 0 in the other."""
    names = dict.fromkeys((*now, *before))
    first, second = (_with_total({name: one.get(name, 0) for name in names}) for one in (now, before))
    changes = {name: _difference(first.cells[name], second.cells[name]) for name in names}
    return SideBySide(first, second, changes, _difference(first.total, second.total))


def _with_total(cells: Mapping[str, int]) -> Shown:
    return suppressed(cells, sum(cells.values()))


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


# A cell with a row and a column. The totals are cells as well, in a last row and a last column.
Cell: TypeAlias = tuple[int, int]


def suppressed_table(rows: Mapping[str, Mapping[str, int]]) -> ShownTable:
    """A table with totals of its rows and its columns; a cell that is not there is 0.

    For every hidden number there is another table with the same shown ones, that has another number there. A total
    is hidden only if it is small itself or nothing else would do.
    """
    columns = list(dict.fromkeys(name for row in rows.values() for name in row))
    inner = [[row.get(name, 0) for name in columns] for row in rows.values()]
    lines = [[*row, sum(row)] for row in inner]
    lines.append([sum(column) for column in zip(*lines, strict=True)] or [0])
    hidden = _Cover(lines).hidden()
    shown = [[None if (i, j) in hidden else one for j, one in enumerate(row)] for i, row in enumerate(lines)]
    return ShownTable(
        rows={name: dict(zip(columns, row, strict=False)) for name, row in zip(rows, shown, strict=False)},
        row_totals={name: row[-1] for name, row in zip(rows, shown, strict=False)},
        column_totals=dict(zip(columns, shown[-1], strict=False)),
        total=shown[-1][-1],
    )


class _Cover:
    """What to hide in a table: each small number with a ring of cells through it, at the least loss.

    Along a ring one can be added and taken away by turns, twice in every row and column it touches, and all sums
    stay as they are. A total stands on the other side of its sum, so there adding is taking away. Nothing goes
    below zero, which anybody knows of a count. Where such a ring of hidden cells exists, none of them can be
    computed; where none exists, the number can (these sums are those of a network, where rings are all there is).
    """

    def __init__(self, lines: Sequence[Sequence[int]]) -> None:
        self._lines = lines
        self._last: Cell = (len(lines) - 1, len(lines[0]) - 1)
        self._all = [(i, j) for i, row in enumerate(lines) for j in range(len(row))]
        self._hidden = {(i, j) for i, j in self._all if small(lines[i][j])}

    def hidden(self) -> set[Cell]:
        for cell in sorted(self._hidden):
            rings = [ring for adding in (True, False) if (ring := self._ring(cell, adding=adding))]
            # By way of the totals there always is one.
            self._hidden.update(min(rings)[1])
        return self._hidden

    def _is_total(self, cell: Cell) -> int:
        """0 for a number, 1 for the total of a row or column, 2 for that of the table."""
        return (cell[0] == self._last[0]) + (cell[1] == self._last[1])

    def _may(self, cell: Cell, adding: bool) -> bool:
        """A total goes along with a number of its sum, so it need not be looked at."""
        return adding or self._is_total(cell) > 0 or self._lines[cell[0]][cell[1]] > 0

    def _loss(self, cell: Cell) -> int:
        """Nothing for what is hidden already; any number of cells rather than one total."""
        number, whole = self._lines[cell[0]][cell[1]], self._lines[-1][-1] + len(self._all)
        return 0 if cell in self._hidden else max(number, 1) + self._is_total(cell) * whole * 4

    def _ring(self, start: Cell, *, adding: bool) -> tuple[int, tuple[Cell, ...]] | None:
        """The cheapest way from the column of this cell back to its row, over other cells (Dijkstra)."""
        todo: list[tuple[int, tuple[Cell, ...], bool, int]] = [(0, (start,), True, start[1])]
        seen: set[tuple[bool, int]] = set()
        while todo:
            loss, way, in_column, line = heappop(todo)
            if (in_column, line) == (False, start[0]):
                return loss, way
            if (in_column, line) in seen:
                continue
            seen.add((in_column, line))
            for cell in self._along(in_column, line):
                # In a column what was added is taken away, in a row the other way round.
                if cell not in way and self._may(cell, adding != in_column):
                    onward = cell[0] if in_column else cell[1]
                    heappush(todo, (loss + self._loss(cell), (*way, cell), not in_column, onward))
        return None

    def _along(self, in_column: bool, line: int) -> list[Cell]:
        if in_column:
            return [(i, line) for i in range(len(self._lines))]
        return [(line, j) for j in range(len(self._lines[0]))]

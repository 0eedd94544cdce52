"""Which numbers a table with two sides may show, and one that is shown beside its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TypeAlias

from bot.rules.suppression import Shown, small


@dataclass(frozen=True)
class ShownTable:
    """A table with its totals as it may be shown, None where it may not. Every row has every column."""

    rows: Mapping[str, Mapping[str, int | None]]
    row_totals: Mapping[str, int | None]
    column_totals: Mapping[str, int | None]
    total: int | None


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


def within(whole: Shown, true: Mapping[str, int], parts: Sequence[tuple[Mapping[str, int], Shown]]) -> Shown:
    """One table beside those of its parts, which are given out as they are (a year beside its quarters).

    `true` are the numbers of the whole and the first of each part those of that part: every part has every cell.
    More of the whole is hidden, so that what a part hides cannot be found by taking the other parts from it.
    """
    names = list(true)
    numbers = [[each[name] for name in names] for each in (*(one for one, _ in parts), true)]
    seen = [
        (*(one.cells[name] for name in names), one.total) for one in (*(shown for _, shown in parts), whole)
    ]
    cover = _Cover([[*row, sum(row)] for row in numbers], seen)
    hidden = {column for row, column in cover.hidden() if row == len(parts)}
    cells = {name: None if at in hidden else whole.cells[name] for at, name in enumerate(names)}
    return Shown(cells, None if len(names) in hidden else whole.total)


class _Cover:
    """What to hide in a table: each small number with a ring of cells through it, at the least loss.

    Along a ring one can be added and taken away by turns, twice in every row and column it touches, and all sums
    stay as they are. A total stands on the other side of its sum, so there adding is taking away. Nothing goes
    below zero, which anybody knows of a count. Where such a ring of hidden cells exists, none of them can be
    computed; where none exists, the number can (these sums are those of a network, where rings are all there is).
    """

    def __init__(
        self, lines: Sequence[Sequence[int]], seen: Sequence[Sequence[int | None]] | None = None
    ) -> None:
        """`seen` is what is shown already, None what is not: then only the last row can still be changed."""
        self._lines = lines
        self._last: Cell = (len(lines) - 1, len(lines[0]) - 1)
        self._all = [(i, j) for i, row in enumerate(lines) for j in range(len(row))]
        self._few = {(i, j) for i, j in self._all if small(lines[i][j])}
        self._hidden, self._free = set(self._few), set(self._all)
        if seen is not None:
            self._hidden = {(i, j) for i, j in self._all if seen[i][j] is None}
            self._few |= {(i, j) for i, j in self._hidden if seen[i][-1] is None}
            self._free = self._hidden | {(i, j) for i, j in self._all if i == self._last[0]}

    def hidden(self) -> set[Cell]:
        for cell in sorted(self._few):
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
            found = [(i, line) for i in range(len(self._lines))]
        else:
            found = [(line, j) for j in range(len(self._lines[0]))]
        return [cell for cell in found if cell in self._free]

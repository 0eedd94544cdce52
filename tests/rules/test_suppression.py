"""Small numbers stay hidden from somebody who knows everything that is shown, and for one table the rule as well."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from random import Random
from typing import Final, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.suppression import Shown, SideBySide, beside, small, suppressed
from bot.rules.suppression_sides import ShownTable, suppressed_table, within

Row: TypeAlias = tuple[int, ...]
HIDDEN: Final = None


def named(numbers: Sequence[int]) -> dict[str, int]:
    return {chr(ord("a") + at): number for at, number in enumerate(numbers)}


def of(*numbers: int) -> Shown:
    return suppressed(named(numbers), sum(numbers))


def told(*cells: int | None, total: int | None) -> Shown:
    return Shown(dict(zip("abcdefgh", cells, strict=False)), total)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        pytest.param((12, 7, 5), told(12, 7, 5, total=24), id="nothing small"),
        pytest.param((12, 7, 0), told(12, 7, 0, total=19), id="a zero is nobody"),
        pytest.param(
            (12, 7, 0, 3), told(12, 7, HIDDEN, HIDDEN, total=22), id="a zero covers before a number"
        ),
        pytest.param((12, 7, 4), told(12, HIDDEN, HIDDEN, total=23), id="the smallest covers"),
        pytest.param((12, 7, 7, 4), told(12, HIDDEN, HIDDEN, HIDDEN, total=30), id="equal ones go together"),
        pytest.param((12, 1, 3), told(12, HIDDEN, HIDDEN, total=16), id="two small ones cover each other"),
        pytest.param((12, 9, 2, 2), told(12, *[HIDDEN] * 3, total=25), id="two equal ones do not"),
        pytest.param((12, 1, 1, 0, 0), told(12, *[HIDDEN] * 4, total=14), id="but with zeros they do"),
        pytest.param((3, 3), told(HIDDEN, HIDDEN, total=HIDDEN), id="nothing to cover with: no total"),
        pytest.param((4,), told(HIDDEN, total=HIDDEN), id="one small number alone"),
        pytest.param((1, 2, 0), told(*[HIDDEN] * 3, total=HIDDEN), id="a small total shows nothing"),
        pytest.param((0, 0), told(0, 0, total=0), id="an empty week"),
        pytest.param((5,), told(5, total=5), id="one number"),
        pytest.param((), Shown({}, 0), id="no cell"),
    ],
)
def test_what_is_shown_of_one_table(numbers: Row, expected: Shown) -> None:
    assert of(*numbers) == expected


def test_without_a_total_nobody_can_subtract() -> None:
    assert suppressed(named((12, 7, 4, 0)), None) == told(12, 7, HIDDEN, 0, total=None)


@pytest.mark.parametrize("total", [0, 18, 20])
def test_a_total_of_more_than_is_listed_is_refused(total: int) -> None:
    """What is not listed would be a cell that nobody looked after."""
    with pytest.raises(ValueError, match="cell of its own"):
        suppressed(named((12, 7)), total)


@pytest.mark.parametrize(("cells", "highest"), [(1, 9), (2, 9), (3, 8), (4, 6), (5, 5)])
def test_who_knows_the_rule_and_tries_every_table_still_has_two_values_for_each_hidden_cell(
    cells: int, highest: int
) -> None:
    """What looks alike when shown must differ in every cell that is hidden."""
    alike: dict[tuple[int | None, ...], list[Row]] = defaultdict(list)
    for numbers in product(range(highest + 1), repeat=cells):
        shown = of(*numbers)
        alike[*shown.cells.values(), shown.total].append(numbers)
    assert sum(map(len, alike.values())) == (highest + 1) ** cells > len(alike)
    for shown_, tables in alike.items():
        for at in range(cells):
            values = {numbers[at] for numbers in tables}
            assert len(values) >= 2 if shown_[at] is HIDDEN else values == {shown_[at]}


@given(st.lists(st.integers(0, 9) | st.integers(0, 400), max_size=12))
def test_in_larger_tables_any_two_hidden_numbers_may_have_changed_places(numbers: list[int]) -> None:
    shown = of(*numbers)
    hidden = [at for at, one in enumerate(shown.cells.values()) if one is HIDDEN]
    for one in hidden:
        others = [at for at in hidden if numbers[at] != numbers[one]]
        assert others or shown.total is HIDDEN
        for other in others:
            swapped = list(numbers)
            swapped[one], swapped[other] = numbers[other], numbers[one]
            assert of(*swapped) == shown


@given(st.lists(st.integers(0, 9) | st.integers(0, 400), max_size=12), st.booleans())
def test_what_is_shown_is_true_and_never_small(numbers: list[int], with_total: bool) -> None:
    cells = named(numbers)
    shown = suppressed(cells, sum(numbers) if with_total else None)
    assert list(shown.cells) == list(cells)
    assert all(one in (HIDDEN, cells[name]) for name, one in shown.cells.items())
    assert shown.total in (HIDDEN, sum(numbers))
    assert not any(small(one) for one in (*shown.cells.values(), shown.total) if one is not HIDDEN)
    if not any(map(small, numbers)):
        assert dict(shown.cells) == cells


def side_by_side(now: Mapping[str, int], before: Mapping[str, int]) -> SideBySide:
    """Each with its total, as a report shows them."""
    return beside(suppressed(now, sum(now.values())), suppressed(before, sum(before.values())))


def test_two_periods_side_by_side_and_no_change_that_gives_one_away() -> None:
    now = {"money": 20, "health": 9, "housing": 3, "work": 0}
    before = {"money": 14, "health": 6, "housing": 0, "work": 8}
    both = side_by_side(now, before)
    assert both.now == Shown({"money": 20, "health": 9, "housing": None, "work": None}, 32)
    assert both.before == Shown({"money": 14, "health": 6, "housing": 0, "work": 8}, 28)
    assert both.changes == {"money": 6, "health": 3, "housing": None, "work": None}
    assert both.change == 4


@pytest.mark.parametrize(("cells", "highest"), [(1, 8), (2, 7), (3, 4)])
def test_who_sees_two_periods_and_their_changes_has_two_values_for_each_hidden_cell(
    cells: int, highest: int
) -> None:
    alike: dict[tuple[int | None, ...], list[Row]] = defaultdict(list)
    for numbers in product(range(highest + 1), repeat=2 * cells):
        both = side_by_side(named(numbers[:cells]), named(numbers[cells:]))
        seen = (*both.now.cells.values(), *both.before.cells.values())
        alike[*seen, *both.changes.values(), both.now.total, both.before.total, both.change].append(numbers)
    for shown, tables in alike.items():
        for at in range(2 * cells):
            assert shown[at] is not HIDDEN or len({numbers[at] for numbers in tables}) >= 2


def table(*rows: Sequence[int]) -> dict[str, dict[str, int]]:
    return {f"row {at}": named(row) for at, row in enumerate(rows)}


def lines(shown: ShownTable) -> list[list[int | None]]:
    """The rows with their totals, and the row of the column totals."""
    rows = [[*row.values(), shown.row_totals[name]] for name, row in shown.rows.items()]
    return [*rows, [*shown.column_totals.values(), shown.total]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [(12, 7, 20), (8, 3, 9), (30, 6, 0)],
            [[12, 7, 20, 39], [8, None, None, 20], [30, None, None, 36], [50, 16, 29, 95]],
            id="a small number goes with the three that are missed least, and every total stays",
        ),
        pytest.param(
            [(12, 7), (8, 9)], [[12, 7, 19], [8, 9, 17], [20, 16, 36]], id="nothing small: nothing hidden"
        ),
        pytest.param(
            [(3, 12), (14, 2)],
            [[None, None, 15], [None, None, 16], [17, 14, 31]],
            id="two small ones cover each other",
        ),
        pytest.param(
            [(3, 1), (2, 4)],
            [[None, None, None], [None, None, None], [5, 5, 10]],
            id="a small total is hidden, and another total covers it",
        ),
        pytest.param(
            [(3, 0, 20), (0, 6, 30), (40, 50, 60)],
            [[None, None, 20, 23], [None, None, 30, 36], [40, 50, 60, 150], [43, 56, 110, 209]],
            id="zeros cover where one of them would be somebody",
        ),
        pytest.param(
            [(3, 6, 7), (8, 20, 90), (4, 30, 28)],
            [[None, None, 7, 16], [None, None, 90, 118], [None, None, 28, 62], [15, 56, 125, 196]],
            id="what is hidden for one covers the next",
        ),
        pytest.param(
            [(3, 9), (0, 0)],
            [[None, None, 12], [0, 0, 0], [None, None, 12]],
            id="a total is worth more than any number",
        ),
        pytest.param([(0, 0), (0, 0)], [[0, 0, 0], [0, 0, 0], [0, 0, 0]], id="an empty week"),
        pytest.param([(3,)], [[None, None], [None, None]], id="one small number is all its totals as well"),
        pytest.param([], [[0]], id="no row"),
    ],
)
def test_what_is_shown_of_a_table_with_two_sides(rows: list[Row], expected: list[list[int | None]]) -> None:
    assert lines(suppressed_table(table(*rows))) == expected


def test_a_cell_that_is_not_there_is_nobody() -> None:
    shown = suppressed_table({"money": {"gp": 12, "school": 6}, "health": {"gp": 9}})
    assert shown.rows == {"money": {"gp": 12, "school": 6}, "health": {"gp": 9, "school": 0}}
    assert (shown.row_totals, shown.column_totals) == ({"money": 18, "health": 9}, {"gp": 21, "school": 6})
    assert shown.total == 27


sizes = st.tuples(st.integers(1, 3), st.integers(1, 3))
tables = sizes.flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 6) | st.integers(0, 30), min_size=size[1], max_size=size[1]).map(tuple),
        min_size=size[0],
        max_size=size[0],
    )
)


def with_totals(rows: Sequence[Row]) -> list[list[int]]:
    summed = [[*row, sum(row)] for row in rows]
    return [*summed, [sum(column) for column in zip(*summed, strict=True)]]


def steps(rows: Sequence[Row], shown: list[list[int | None]]) -> Iterator[list[list[int]]]:
    """Every table at most one off in each hidden cell in which nothing is negative and all that is shown is so."""
    free = [(at, to) for at, row in enumerate(rows) for to in range(len(row)) if shown[at][to] is HIDDEN]
    for step in product((-1, 0, 1), repeat=len(free)):
        other = [list(row) for row in rows]
        for (at, to), by in zip(free, step, strict=True):
            other[at][to] += by
        if min(map(min, other)) >= 0:
            complete = with_totals([tuple(row) for row in other])
            if fits(complete, shown):
                yield complete


def fits(complete: list[list[int]], shown: list[list[int | None]]) -> bool:
    return all(
        seen in (HIDDEN, number)
        for row, seen_row in zip(complete, shown, strict=True)
        for number, seen in zip(row, seen_row, strict=True)
    )


def given_away(rows: Sequence[Row]) -> set[tuple[int, int]]:
    """Where a hidden number is the same in every such table."""
    shown, true = lines(suppressed_table(table(*rows))), with_totals(rows)
    left = {(at, to) for at, row in enumerate(shown) for to, one in enumerate(row) if one is HIDDEN}
    for other in steps(rows, shown):
        left = {(at, to) for at, to in left if other[at][to] == true[at][to]}
        if not left:
            break
    return left


@settings(max_examples=150)
@given(tables)
def test_for_each_hidden_number_there_is_a_table_with_another_one_in_which_all_that_is_shown_is_so(
    rows: list[Row],
) -> None:
    assert given_away(rows) == set()


@pytest.mark.parametrize(
    ("height", "width", "numbers"),
    [
        pytest.param(1, 3, range(8), id="one row"),
        pytest.param(3, 1, range(8), id="one column"),
        pytest.param(2, 2, (0, 1, 2, 4, 5), id="two by two"),
        pytest.param(2, 3, (0, 1, 6), id="two by three"),
    ],
)
def test_there_is_one_in_every_small_table_full_of_zeros(
    height: int, width: int, numbers: Sequence[int]
) -> None:
    """A zero cannot become less: whoever knows that may not gain by it."""
    for row in product(product(numbers, repeat=width), repeat=height):
        assert given_away(row) == set()


@settings(max_examples=100)
@given(st.lists(st.tuples(*[st.sampled_from((0, 0, 0, 1, 6))] * 3), min_size=3, max_size=4))
def test_there_is_one_in_larger_ones_too(rows: list[Row]) -> None:
    assert given_away(rows) == set()


@given(tables)
def test_what_is_shown_of_two_sides_is_true_and_never_small(rows: list[Row]) -> None:
    shown, true = lines(suppressed_table(table(*rows))), with_totals(rows)
    assert fits(true, shown)
    assert not any(small(one) for row in shown for one in row if one is not HIDDEN)
    if not any(small(one) for row in true for one in row):
        assert shown == true


def test_a_report_of_usual_size_keeps_its_totals_and_most_of_its_numbers() -> None:
    """Ten topics by twelve months of a team of six, a fifth of the cells small."""
    chance = Random(3)
    rows: Mapping[str, Mapping[str, int]] = table(
        *([chance.choice((0, 2, 6, 9, 14, 18, 23, 31, 40, 3)) for _ in range(12)] for _ in range(10))
    )
    shown = lines(suppressed_table(rows))
    totals = [*(row[-1] for row in shown), *shown[-1]]
    assert HIDDEN not in totals
    kept = sum(one is not HIDDEN for row in shown[:-1] for one in row[:-1])
    few = sum(small(one) for row in rows.values() for one in row.values())
    assert 120 - few - kept <= few / 2


def year(parts: Sequence[Row], hiding_all: Sequence[int] = ()) -> list[list[int | None]]:
    """Quarters as each of them is shown alone, some of them not at all, and below them their year."""
    true = named([sum(column) for column in zip(*parts, strict=True)])
    alone = [
        Shown(dict.fromkeys(true), None) if at in hiding_all else of(*row) for at, row in enumerate(parts)
    ]
    whole = within(
        of(*true.values()), true, [(named(row), one) for row, one in zip(parts, alone, strict=True)]
    )
    return [[*one.cells.values(), one.total] for one in (*alone, whole)]


@pytest.mark.parametrize(
    ("parts", "hiding_all", "expected"),
    [
        pytest.param([(12, 7), (8, 9)], (), [20, 16, 36], id="nothing small"),
        pytest.param(
            [(12, 7, 3), (8, 9, 20)], (), [20, HIDDEN, HIDDEN, 59], id="what one quarter hides alone"
        ),
        pytest.param([(12, 7, 3), (8, 6, 2)], (), [20, 13, 5, 38], id="what both hide covers itself"),
        pytest.param(
            [(12, 7, 3, 8), (8, 6, 20, 9)], (), [20, HIDDEN, HIDDEN, 17, 73], id="the cell that covered"
        ),
        pytest.param([(12, 6, 9), (1, 1, 0)], (1,), [HIDDEN] * 4, id="a quarter that is not shown"),
    ],
)
def test_a_year_hides_what_would_give_away_a_number_of_its_quarters(
    parts: list[Row], hiding_all: tuple[int, ...], expected: list[int | None]
) -> None:
    *_, whole = year(parts, hiding_all)
    assert whole == expected


quarters = st.integers(2, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from((0, 0, 1, 3, 4, 5, 9, 30)), min_size=width, max_size=width).map(tuple),
        min_size=2,
        max_size=3,
    )
)


@settings(max_examples=120)
@given(quarters, st.sets(st.integers(0, 2), max_size=1))
def test_no_small_number_of_a_quarter_can_be_found_by_taking_the_others_from_the_year(
    parts: list[Row], hiding_all: set[int]
) -> None:
    shown, true = year(parts, sorted(hiding_all)), with_totals(parts)
    assert fits(true, shown)
    left = {
        (at, to)
        for at, row in enumerate(true)
        for to, one in enumerate(row)
        if small(one) and shown[at][to] is HIDDEN
    }
    for other in steps(parts, shown):
        left = {(at, to) for at, to in left if other[at][to] == true[at][to]}
        if not left:
            break
    assert left == set()
    assert not any(small(one) for row in shown for one in row if one is not HIDDEN)

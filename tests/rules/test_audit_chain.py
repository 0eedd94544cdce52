"""The chain of the audit trail: whatever is done to its lines behind the program's back shows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.audit_chain import START, End, Fault, Kind, Line, faults, hash_of

NOON: Final = datetime(2026, 11, 23, 11, tzinfo=UTC)
AMINA, VERA, PROGRAM = "a" * 32, "b" * 32, "program"
TAMPERED: Final[dict[str, Any]] = {
    "seq": 99,
    "at": NOON + timedelta(microseconds=1),
    "actor": AMINA,
    "action": "forgotten",
    "team_id": 4,
    "subject": VERA,
    "hash": "0" * 64,
}


def chain(lines: Sequence[Line], anchor: End = START) -> list[Line]:
    """These lines as the program writes them, one after the other."""
    made: list[Line] = []
    last = anchor
    for line in lines:
        numbered = replace(line, seq=last.seq + 1)
        last = End(numbered.seq, hash_of(last.hash, numbered))
        made.append(replace(numbered, hash=last.hash))
    return made


def head(lines: Sequence[Line], anchor: End = START) -> End:
    return End(lines[-1].seq, lines[-1].hash) if lines else anchor


def some(number: int = 5) -> list[Line]:
    """Lines that differ in nothing but their place: a chain must tell them apart all the same."""
    return chain([Line(0, NOON, VERA, "read", 3, AMINA)] * number)


def found(lines: Sequence[Line], end: End, anchor: End = START) -> list[Fault]:
    return list(faults(anchor, lines, end))


def test_a_chain_as_it_was_written_has_no_fault() -> None:
    assert found([], START) == []
    assert found(some(), head(some())) == []


@pytest.mark.parametrize("name", TAMPERED)
@pytest.mark.parametrize("at", range(5))
def test_a_line_of_which_anything_was_changed(name: str, at: int) -> None:
    lines = some()
    lines[at] = replace(lines[at], **{name: TAMPERED[name]})
    assert found(lines, head(some()))


@pytest.mark.parametrize("name", ["team_id", "subject"])
def test_a_line_that_no_longer_says_where_or_about_whom(name: str) -> None:
    lines = some()
    nothing: dict[str, Any] = {name: None}
    lines[2] = replace(lines[2], **nothing)
    assert found(lines, head(some())) == [Fault(Kind.ALTERED, 3)]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(lambda x: x[1:], [Fault(Kind.MISSING, 1)], id="the first one is gone"),
        pytest.param(lambda x: [*x[:2], *x[3:]], [Fault(Kind.MISSING, 3)], id="one in the middle is gone"),
        pytest.param(lambda x: x[:4], [Fault(Kind.CUT, 5)], id="the last one is gone"),
        pytest.param(lambda x: x[:2], [Fault(Kind.CUT, 3)], id="the end is gone"),
        pytest.param(lambda _: [], [Fault(Kind.CUT, 1)], id="all are gone"),
        pytest.param(
            lambda x: [*x[:2], x[3], x[2], x[4]],
            [Fault(Kind.MISSING, 3), Fault(Kind.OUT_OF_PLACE, 3), Fault(Kind.MISSING, 4)],
            id="two in the wrong order",
        ),
        pytest.param(lambda x: [*x, *chain(x[:1], head(x))], [Fault(Kind.ADDED, 6)], id="one was put behind"),
        pytest.param(lambda x: [x[0], *x], [Fault(Kind.OUT_OF_PLACE, 1)], id="one stands there twice"),
    ],
)
def test_lines_that_went_or_came(change: Callable[[list[Line]], list[Line]], told: list[Fault]) -> None:
    assert found(change(some()), head(some())) == told


def test_two_lines_that_have_changed_their_numbers_with_each_other() -> None:
    made = chain([Line(0, NOON, VERA, one, 3, AMINA) for one in ("read", "exported", "paused", "left")])
    swapped = [made[0], replace(made[2], seq=2), replace(made[1], seq=3), made[3]]
    assert Fault(Kind.ALTERED, 2) in found(swapped, head(made))


def test_a_removed_line_shows_also_when_the_others_move_up() -> None:
    made = some()
    closed = [*made[:2], *(replace(one, seq=one.seq - 1) for one in made[3:])]
    told = found(closed, head(made))
    assert Fault(Kind.CUT, 5) in told
    # Even where the end was changed with them.
    assert found(closed, End(4, made[-1].hash)) == [Fault(Kind.ALTERED, 3), Fault(Kind.ALTERED, 4)]


def test_another_end_shows_though_every_line_is_there() -> None:
    assert found(some(), End(5, "0" * 64)) == [Fault(Kind.ALTERED, 5)]
    assert found(some(), START) == [Fault(Kind.ADDED, 1)]


def test_what_was_pruned_is_not_missed_but_what_went_behind_it_is() -> None:
    made = some()
    anchor = End(2, made[1].hash)
    assert found(made[2:], head(made), anchor) == []
    assert found(made[3:], head(made), anchor) == [Fault(Kind.MISSING, 3)]
    assert found(made[1:], head(made), anchor) == [Fault(Kind.OUT_OF_PLACE, 2)]
    assert found(made[2:], head(made), End(2, made[0].hash)) == [Fault(Kind.ALTERED, 3)]
    assert found([], head(made), head(made)) == []


def test_one_changed_line_is_one_fault_and_the_rest_is_still_judged() -> None:
    lines = some(50)
    lines[9] = replace(lines[9], action="exported")
    lines[30] = replace(lines[30], actor=AMINA)
    assert found(lines, head(some(50))) == [Fault(Kind.ALTERED, 10), Fault(Kind.ALTERED, 31)]


def test_the_hash_is_of_the_moment_and_not_of_how_its_zone_is_written() -> None:
    line = Line(1, NOON, VERA, "read", 3, AMINA)
    elsewhere = NOON.astimezone(timezone(timedelta(hours=1)))
    assert hash_of("", line) == hash_of("", replace(line, at=elsewhere, hash="whatever"))
    assert len(hash_of("", line)) == 64


def test_no_two_lines_run_together() -> None:
    """What stands in one column cannot be moved into the next."""
    one = Line(1, NOON, "ab", "c", None, "d")
    assert len({hash_of("", each) for each in (one, replace(one, actor="a", action="bc"))}) == 2
    assert hash_of("", replace(one, seq=11)) != hash_of("1", one)
    assert hash_of("", replace(one, subject="null")) != hash_of("", replace(one, subject=None))


LINES = st.builds(
    Line,
    st.just(0),
    st.integers(0, 10**9).map(lambda one: NOON + timedelta(milliseconds=one)),
    st.sampled_from([AMINA, VERA, PROGRAM]),
    st.sampled_from(["read", "exported", "changed"]),
    st.sampled_from([None, 1, 2]),
    st.sampled_from([None, AMINA, VERA]),
)
CHANGES = st.one_of(
    *(
        st.tuples(st.just(name), st.just(value))
        for name, value in {**TAMPERED, "at": NOON + timedelta(days=9000)}.items()
    )
)


@given(st.lists(LINES, min_size=1, max_size=12), st.data())
def test_any_one_change_of_any_chain_shows(lines: list[Line], data: st.DataObject) -> None:
    made = chain(lines)
    at = data.draw(st.integers(0, len(made) - 1))
    name, value = data.draw(CHANGES)
    changed = [*made[:at], replace(made[at], **{name: value}), *made[at + 1 :]]
    assert bool(found(changed, head(made))) == (changed != made)


@given(st.lists(LINES, min_size=1, max_size=12), st.data())
def test_any_choice_or_order_of_its_lines_that_is_not_all_of_them_shows(
    lines: list[Line], data: st.DataObject
) -> None:
    made = chain(lines)
    kept = data.draw(st.lists(st.sampled_from(made), max_size=len(made) + 2))
    assert bool(found(kept, head(made))) == (kept != made)


@given(st.lists(LINES, max_size=12), st.data())
def test_pruning_any_beginning_leaves_it_whole(lines: list[Line], data: st.DataObject) -> None:
    made = chain(lines)
    at = data.draw(st.integers(0, len(made)))
    anchor = head(made[:at])
    assert found(made[at:], head(made), anchor) == []

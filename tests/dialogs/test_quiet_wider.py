"""Two nights together: what somebody chose, and what her organisation asks at the least."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.light_days import Calendar
from bot.rules.quiet import Quiet, covers, length, widened
from bot.rules.stretches import DAY

NIGHTS = st.builds(
    Quiet,
    st.integers(0, DAY - 1),
    st.integers(0, DAY - 1),
    st.frozensets(st.integers(0, 6)),
    st.frozensets(st.sampled_from(Calendar)),
)


def night(start: float, end: float) -> Quiet:
    """By the hours on a clock."""
    return Quiet(round(start * 60), round(end * 60))


def minutes_of(quiet: Quiet) -> set[int]:
    """Minute by minute, as the hand goes round."""
    if (quiet.start, quiet.end) == (0, DAY):
        return set(range(DAY))
    found, minute = set(), quiet.start
    while minute != quiet.end:
        found.add(minute)
        minute = (minute + 1) % DAY
    return found


@pytest.mark.parametrize(
    ("quiet", "least", "expected"),
    [
        pytest.param(night(20, 8), night(20, 8), night(20, 8), id="the same"),
        pytest.param(night(18, 10), night(20, 8), night(18, 10), id="wider at both ends"),
        pytest.param(night(22, 7), night(20, 8), night(20, 8), id="narrower at both ends"),
        pytest.param(night(22, 10), night(20, 8), night(20, 10), id="the earlier start and the later end"),
        pytest.param(night(19, 7), night(20, 8), night(19, 8), id="the other way round"),
        pytest.param(night(0.5, 9), night(20, 8), night(20, 9), id="a start after midnight is the later one"),
        pytest.param(
            night(20, 23.5), night(22, 6), night(20, 6), id="an end before midnight is the earlier one"
        ),
        pytest.param(night(12, 10), night(20, 8), night(12, 10), id="nearly all day"),
        pytest.param(night(12, 10), night(9, 13), Quiet(0, DAY), id="together they leave nothing"),
        pytest.param(night(6, 22), night(20, 8), Quiet(0, DAY), id="day and night leave nothing"),
        pytest.param(night(8, 20), night(20, 8), Quiet(0, DAY), id="halves that touch leave nothing"),
        pytest.param(night(18, 20), night(20, 8), night(18, 8), id="they touch in the evening"),
        pytest.param(night(8, 9), night(20, 8), night(20, 9), id="they touch in the morning"),
        pytest.param(night(17, 18), night(20, 8), night(17, 8), id="apart: over the shorter gap"),
        pytest.param(night(10, 11), night(20, 8), night(20, 11), id="apart in the morning"),
        pytest.param(night(9, 9), night(20, 8), night(20, 8), id="no night of her own"),
        pytest.param(night(21, 7), night(9, 9), night(21, 7), id="no night is asked"),
        pytest.param(Quiet(0, DAY), night(20, 8), Quiet(0, DAY), id="always"),
    ],
)
def test_two_nights_together(quiet: Quiet, least: Quiet, expected: Quiet) -> None:
    assert widened(quiet, least) == expected
    assert covers(expected, least)


def test_weekdays_and_light_days_of_both_are_kept() -> None:
    mine = Quiet(weekdays=frozenset({4}), light=frozenset({Calendar.EID}))
    assert widened(mine, Quiet()) == Quiet(weekdays=frozenset({4, 6}), light=frozenset({Calendar.EID}))
    assert not covers(mine, Quiet())


@given(NIGHTS, NIGHTS)
def test_what_is_widened_covers_both(quiet: Quiet, least: Quiet) -> None:
    made = widened(quiet, least)
    assert covers(made, quiet)
    assert covers(made, least)
    assert widened(made, least) == made


@given(NIGHTS, NIGHTS)
def test_nothing_is_widened_that_covers_already(quiet: Quiet, least: Quiet) -> None:
    made = widened(quiet, least)
    if length(quiet) and covers(quiet, least):
        assert (made.start, made.end) == (quiet.start, quiet.end)


@given(NIGHTS | st.just(Quiet(0, DAY)), NIGHTS | st.just(Quiet(0, DAY)))
def test_to_cover_is_to_hold_every_minute_and_every_weekday(quiet: Quiet, least: Quiet) -> None:
    held_minutes = minutes_of(least) <= minutes_of(quiet)
    assert covers(quiet, least) is (held_minutes and least.weekdays <= quiet.weekdays)
    assert length(quiet) == len(minutes_of(quiet))

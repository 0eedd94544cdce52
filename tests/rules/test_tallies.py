"""Numbers of weeks add up to what the contacts would have given, and each week belongs to one period."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Attendance, Familiarity
from bot.rules.figures import Alike, Figures, Week, figures
from bot.rules.tallies import (
    Measure,
    Tally,
    monday_of,
    outcomes_with_tallies,
    tallies_of,
    week_with_tallies,
    weeks_within,
    with_tallies,
)
from bot.taxonomy import ACTIONS, KINDS, PARTNERS, TOPICS

MONDAY = date(2026, 11, 23)
NUMBERS = st.integers(1, 9)
ALIKE = st.builds(
    Alike,
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(["none", *sorted(PARTNERS)]),
    st.none() | st.sampled_from(Familiarity),
    st.none() | st.sampled_from(Attendance),
    NUMBERS,
)
FIGURES = st.builds(
    figures,
    st.lists(ALIKE, max_size=6),
    st.lists(st.tuples(st.just("health"), st.sampled_from(sorted(TOPICS)), NUMBERS), max_size=5),
    st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), NUMBERS), max_size=5),
    st.integers(0, 6),
)


@given(FIGURES)
def test_a_week_of_numbers_says_what_the_week_of_contacts_said(done: Figures) -> None:
    assert with_tallies(Figures(), tallies_of(done, {}, MONDAY)) == done


@given(FIGURES, FIGURES, FIGURES)
def test_it_does_not_matter_which_week_became_numbers(one: Figures, two: Figures, rows: Figures) -> None:
    first = [*tallies_of(one, {}, MONDAY)]
    second = [*tallies_of(two, {}, MONDAY + timedelta(weeks=1))]
    assert with_tallies(with_tallies(rows, first), second) == with_tallies(rows, [*second, *first])


@given(FIGURES)
def test_no_number_is_kept_of_what_did_not_happen(done: Figures) -> None:
    assert all(one.number > 0 for one in tallies_of(done, {"helped": 0}, MONDAY))


def test_who_logged_in_two_weeks_counts_once_as_far_as_that_is_known() -> None:
    people = [
        Tally(MONDAY + timedelta(weeks=at), Measure.PEOPLE, "", number) for at, number in [(0, 3), (1, 4)]
    ]
    assert with_tallies(Figures(key_persons=2), people).key_persons == 4
    assert with_tallies(Figures(key_persons=5), people).key_persons == 5


def test_a_week_gets_its_own_numbers_only() -> None:
    kept = [
        Tally(MONDAY, Measure.KIND, "phone_call", 2),
        Tally(MONDAY, Measure.TOPIC, "money_debt", 3),
        Tally(MONDAY + timedelta(weeks=1), Measure.KIND, "phone_call", 7),
        Tally(MONDAY, Measure.RETIRED, "", 50),
    ]
    assert week_with_tallies(Week(MONDAY, 1, 1, {"money_debt": 1}), kept) == Week(
        MONDAY, 3, 4, {"money_debt": 4}
    )


def test_what_came_of_referrals_adds_up() -> None:
    kept = [Tally(MONDAY, Measure.OUTCOME, "helped", 2), Tally(MONDAY, Measure.KIND, "phone_call", 9)]
    assert outcomes_with_tallies({"helped": 1, "no_reply": 1}, kept) == {"helped": 3, "no_reply": 1}


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        pytest.param("2026-11-23", "2026-11-23", id="a Monday is its own"),
        pytest.param("2026-11-29", "2026-11-23", id="a Sunday ends the week"),
        pytest.param("2027-01-01", "2026-12-28", id="over New Year"),
        pytest.param("2028-02-29", "2028-02-28", id="a leap day"),
    ],
)
def test_the_monday_of_a_day(day: str, monday: str) -> None:
    assert monday_of(date.fromisoformat(day)) == date.fromisoformat(monday)


@pytest.mark.parametrize(
    ("first", "last", "mondays"),
    [
        pytest.param(
            "2026-01-01", "2026-12-31", ("2025-12-29", "2026-12-28"), id="a year from Thursday to Thursday"
        ),
        pytest.param("2027-01-01", "2027-12-31", ("2027-01-04", "2027-12-27"), id="a year from a Friday on"),
        pytest.param("2026-11-23", "2026-11-29", ("2026-11-23", "2026-11-23"), id="one week"),
        pytest.param("2026-11-26", "2026-11-26", ("2026-11-23", "2026-11-23"), id="its Thursday alone"),
        pytest.param("2026-11-27", "2026-12-02", ("2026-11-30", "2026-11-23"), id="days without a Thursday"),
        pytest.param(
            "2028-02-29", "2028-03-02", ("2028-02-28", "2028-02-28"), id="from a leap day to a Thursday"
        ),
    ],
)
def test_which_weeks_belong_to_a_period(first: str, last: str, mondays: tuple[str, str]) -> None:
    found = weeks_within(date.fromisoformat(first), date.fromisoformat(last))
    assert found == (date.fromisoformat(mondays[0]), date.fromisoformat(mondays[1]))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.lists(st.integers(1, 100), min_size=1, max_size=8))
def test_periods_that_follow_each_other_share_every_week_out(first: date, lengths: list[int]) -> None:
    counted: Counter[date] = Counter()
    begin = first
    for length in lengths:
        monday, until = weeks_within(begin, begin + timedelta(days=length - 1))
        while monday <= until:
            counted[monday] += 1
            monday += timedelta(weeks=1)
        begin += timedelta(days=length)
    whole, end = weeks_within(first, begin - timedelta(days=1))
    assert counted == Counter({whole + timedelta(weeks=at): 1 for at in range((end - whole).days // 7 + 1)})

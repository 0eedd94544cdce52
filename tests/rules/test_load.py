"""Hours used against the hours of a contract: boundaries of the bands, of the month and of who may see what."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.load import (
    Balance,
    Band,
    Spent,
    balance,
    bar,
    month_of,
    off_duty_share,
    pattern,
    week_of,
)

WITHIN, NEAR, OVER = Band.WITHIN, Band.NEAR, Band.OVER
WEEK_OF_16 = 16 * 60


def day(text: str) -> date:
    return date.fromisoformat(text)


def weekly(first: str, last: str, minutes: int) -> Mapping[date, int]:
    """The same agreement on each of these days."""
    start, end = day(first), day(last)
    return {start + timedelta(days=one): minutes for one in range((end - start).days + 1)}


@pytest.mark.parametrize(
    ("used", "agreed", "percent", "band"),
    [
        pytest.param(0, 960, 0, WITHIN, id="nothing used"),
        pytest.param(767, 960, 79, WITHIN, id="a minute short of 80 %"),
        pytest.param(768, 960, 80, NEAR, id="80 %"),
        pytest.param(959, 960, 99, NEAR, id="a minute short of all of it"),
        pytest.param(960, 960, 100, NEAR, id="all of it is not over it"),
        pytest.param(961, 960, 100, OVER, id="a minute more, which is still 100 % rounded down"),
        pytest.param(970, 960, 101, OVER, id="101 %"),
        pytest.param(79, 100, 79, WITHIN, id="79 of a hundred"),
        pytest.param(80, 100, 80, NEAR, id="80 of a hundred"),
        pytest.param(100, 100, 100, NEAR, id="100 of a hundred"),
        pytest.param(101, 100, 101, OVER, id="101 of a hundred"),
        pytest.param(1920, 960, 200, OVER, id="twice as much"),
        pytest.param(0, 0, 0, WITHIN, id="nothing agreed, nothing used"),
        pytest.param(600, 0, 0, WITHIN, id="without hours in a contract nothing is too much"),
        pytest.param(1, 1, 100, NEAR, id="one minute of one"),
    ],
)
def test_the_bands(used: int, agreed: int, percent: int, band: Band) -> None:
    found = Balance(used, agreed)
    assert (found.percent, found.band) == (percent, band)


@given(st.integers(0, 20000), st.integers(1, 10000))
def test_the_band_and_the_percentage_never_contradict_each_other(used: int, agreed: int) -> None:
    found = Balance(used, agreed)
    assert found.percent <= 100 * used / agreed < found.percent + 1
    assert (found.band is WITHIN) is (found.percent < 80)
    assert found.percent >= 100 or found.band is not OVER
    assert found.percent <= 100 or found.band is OVER


@pytest.mark.parametrize(
    ("of", "first", "last"),
    [
        pytest.param("2026-11-23", "2026-11-23", "2026-11-29", id="a Monday"),
        pytest.param("2026-11-29", "2026-11-23", "2026-11-29", id="a Sunday"),
        pytest.param("2027-01-01", "2026-12-28", "2027-01-03", id="over New Year"),
        pytest.param("2028-02-29", "2028-02-28", "2028-03-05", id="29 February"),
    ],
)
def test_a_week_is_from_monday_to_sunday(of: str, first: str, last: str) -> None:
    assert week_of(day(of)) == (day(first), day(last))


@pytest.mark.parametrize(
    ("of", "first", "last"),
    [
        pytest.param("2026-02-15", "2026-02-01", "2026-02-28", id="28 days"),
        pytest.param("2028-02-15", "2028-02-01", "2028-02-29", id="29 days"),
        pytest.param("2026-11-30", "2026-11-01", "2026-11-30", id="30 days, of which this is the last"),
        pytest.param("2026-12-01", "2026-12-01", "2026-12-31", id="31 days, of which this is the first"),
        pytest.param("2027-01-31", "2027-01-01", "2027-01-31", id="before a February"),
    ],
)
def test_a_month_is_as_long_as_it_is(of: str, first: str, last: str) -> None:
    assert month_of(day(of)) == (day(first), day(last))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_weeks_and_months_follow_upon_each_other(of: date) -> None:
    for period in (week_of, month_of):
        first, last = period(of)
        assert first <= of <= last
        assert period(first) == period(last) == (first, last)
        assert period(last + timedelta(days=1))[0] == last + timedelta(days=1)


def spent(*days: tuple[str, int | None]) -> list[Spent]:
    return [Spent(day(when), minutes) for when, minutes in days]


NOVEMBER = (day("2026-11-01"), day("2026-11-30"))


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        pytest.param([], (0, 0), id="nothing"),
        pytest.param(spent(("2026-11-10", 30), ("2026-11-10", 15)), (45, 0), id="two on one day"),
        pytest.param(spent(("2026-10-31", 30), ("2026-12-01", 30)), (0, 0), id="the days around it"),
        pytest.param(spent(("2026-11-01", 30), ("2026-11-30", 15)), (45, 0), id="its first and last day"),
        pytest.param(spent(("2026-11-10", None), ("2026-11-11", 20)), (20, 1), id="one said nothing"),
        pytest.param(spent(("2026-11-10", None), ("2026-11-11", None)), (0, 2), id="both said nothing"),
        pytest.param(spent(("2026-12-10", None)), (0, 0), id="one that said nothing outside it"),
        pytest.param(spent(("2026-11-10", 0)), (0, 0), id="no minutes are said as well"),
    ],
)
def test_what_was_used(done: list[Spent], expected: tuple[int, int]) -> None:
    found = balance(done, NOVEMBER, {})
    assert (found.used, found.untold) == expected


@pytest.mark.parametrize(
    ("month", "agreement", "expected"),
    [
        pytest.param("2026-11-10", {}, 0, id="no agreement"),
        pytest.param(
            "2026-02-10",
            weekly("2026-01-01", "2026-12-31", WEEK_OF_16),
            4 * WEEK_OF_16,
            id="28 days: 4 weeks",
        ),
        pytest.param(
            "2028-02-10", weekly("2028-01-01", "2028-12-31", WEEK_OF_16), 3977, id="29 days: 3977.14 minutes"
        ),
        pytest.param(
            "2026-11-10", weekly("2026-01-01", "2026-12-31", WEEK_OF_16), 4114, id="30 days: 4114.29 minutes"
        ),
        pytest.param(
            "2026-12-10", weekly("2026-01-01", "2026-12-31", WEEK_OF_16), 4251, id="31 days: 4251.43 minutes"
        ),
        pytest.param(
            "2026-11-10", weekly("2026-11-30", "2026-12-31", WEEK_OF_16), 137, id="from its last day: 137.14"
        ),
        pytest.param("2026-11-10", weekly("2026-10-01", "2026-11-01", WEEK_OF_16), 137, id="until its first"),
        pytest.param("2026-11-10", weekly("2026-11-30", "2026-11-30", 60), 9, id="8.57 is rounded up"),
        pytest.param(
            "2026-11-10",
            {**weekly("2026-11-01", "2026-11-14", 420), **weekly("2026-11-15", "2026-11-30", 840)},
            14 * 60 + 16 * 120,
            id="another contract from the 15th",
        ),
        pytest.param("2026-11-10", weekly("2026-12-01", "2026-12-31", 420), 0, id="only from next month"),
        pytest.param("2026-11-10", weekly("2026-10-01", "2026-10-31", 420), 0, id="only until last month"),
    ],
)
def test_what_was_agreed_for_a_month(month: str, agreement: Mapping[date, int], expected: int) -> None:
    assert balance([], month_of(day(month)), agreement).agreed == expected


def test_unless_it_is_said_no_contact_lacks_its_duration() -> None:
    assert Balance(used=60, agreed=60).untold == 0


def test_what_was_agreed_for_a_whole_week_is_that_of_the_contract() -> None:
    agreement = weekly("2026-01-01", "2026-12-31", 1001)
    assert balance([], week_of(day("2026-11-25")), agreement).agreed == 1001


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        pytest.param([], None, id="no week"),
        pytest.param([Balance(2000, 960)], None, id="one week is no pattern"),
        pytest.param([Balance(2000, 960), Balance(0, 960)], OVER, id="one week makes up for the other"),
        pytest.param([Balance(960, 960), Balance(960, 960)], NEAR, id="exactly all of both"),
        pytest.param([Balance(961, 960), Balance(960, 960)], OVER, id="a minute over both together"),
        pytest.param([Balance(768, 960), Balance(768, 960)], NEAR, id="80 % of both"),
        pytest.param([Balance(767, 960), Balance(768, 960)], WITHIN, id="a minute less"),
        pytest.param([Balance(600, 0), Balance(600, 0)], None, id="no hours in a contract"),
        pytest.param([Balance(600, 0), Balance(0, 600)], NEAR, id="hours in one of both weeks"),
        pytest.param(
            [Balance(0, 960, 5), Balance(0, 960, 5)], WITHIN, id="what was not told counts for nothing"
        ),
        pytest.param([Balance(800, 960)] * 4, NEAR, id="four weeks"),
    ],
)
def test_what_a_coordinator_sees_is_a_band_of_two_weeks_or_more(
    weeks: list[Balance], expected: Band | None
) -> None:
    assert pattern(weeks) is expected


@pytest.mark.parametrize(
    ("percent", "full"),
    [
        pytest.param(0, 0, id="nothing"),
        pytest.param(9, 0, id="not yet a tenth"),
        pytest.param(10, 1, id="a tenth"),
        pytest.param(79, 7, id="79 %"),
        pytest.param(99, 9, id="nearly all"),
        pytest.param(100, 10, id="all"),
        pytest.param(101, 10, id="more than all"),
        pytest.param(250, 10, id="far more"),
    ],
)
def test_a_bar_of_ten_signs(percent: int, full: int) -> None:
    assert bar(percent) == "▰" * full + "▱" * (10 - full)


def counts(*pairs: tuple[int, int]) -> dict[int, tuple[int, int]]:
    return dict(enumerate(pairs))


@pytest.mark.parametrize(
    ("by_person", "expected"),
    [
        pytest.param({}, None, id="nobody"),
        pytest.param(counts(*[(1, 2)] * 4), None, id="four persons: it could be traced"),
        pytest.param(counts(*[(1, 2)] * 5), 50, id="five persons"),
        pytest.param(counts(*[(1, 2)] * 4, (0, 0)), None, id="one of the five is not known of"),
        pytest.param(counts(*[(1, 2)] * 5, (0, 0)), 50, id="the sixth is not known of"),
        pytest.param(counts(*[(0, 1)] * 5), 0, id="never off duty"),
        pytest.param(counts(*[(1, 1)] * 5), 100, id="always off duty"),
        pytest.param(counts((1, 3), *[(0, 1)] * 4), 14, id="14.29 is rounded down"),
        pytest.param(counts((1, 2), *[(0, 1)] * 4), 17, id="16.67 is rounded up"),
        pytest.param(counts((10, 10), *[(0, 1)] * 4), 71, id="contacts count, not persons"),
        pytest.param(counts((0, 196), *[(1, 1)] * 4), 2, id="of two hundred contacts"),
        pytest.param(counts((1, 200), *[(0, 1)] * 4), 0, id="less than half a percent"),
    ],
)
def test_the_share_off_duty_is_shown_for_five_persons_or_more(
    by_person: dict[int, tuple[int, int]], expected: int | None
) -> None:
    assert off_duty_share(by_person) == expected


def test_the_words_that_are_stored_or_shown() -> None:
    assert [str(one) for one in Band] == ["within", "near", "over"]

"""The public holidays of the Netherlands against published figures, and the two days an organisation decides."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.holidays import HolidayRules, Liberation, is_public_holiday, public_holidays

NEVER, LUSTRUM, ALWAYS = Liberation.NEVER, Liberation.LUSTRUM, Liberation.ALWAYS
NOTHING_CHOSEN = HolidayRules(good_friday=False, liberation=NEVER)
EVERYTHING_CHOSEN = HolidayRules(good_friday=True, liberation=ALWAYS)

years = st.integers(2000, 2070)
days = st.dates(date(2000, 1, 1), date(2070, 12, 31))
rules = st.builds(HolidayRules, good_friday=st.booleans(), liberation=st.sampled_from(Liberation))


def days_of(year: int, listed: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(f"{year}-{one}") for one in listed.split())


@pytest.mark.parametrize(
    ("year", "listed"),
    [
        pytest.param(
            2025,
            "01-01 04-20 04-21 04-26 05-29 06-08 06-09 12-25 12-26",
            id="2025: King's Day on Saturday the 26th",
        ),
        pytest.param(
            2026, "01-01 04-05 04-06 04-27 05-14 05-24 05-25 12-25 12-26", id="2026: King's Day on a Monday"
        ),
        pytest.param(
            2027,
            "01-01 03-28 03-29 04-27 05-06 05-16 05-17 12-25 12-26",
            id="2027: an early Easter, in March",
        ),
        pytest.param(
            2028,
            "01-01 04-16 04-17 04-27 05-25 06-04 06-05 12-25 12-26",
            id="2028: a leap year, Whitsun in June",
        ),
        pytest.param(
            2016,
            "01-01 03-27 03-28 04-27 05-05 05-15 05-16 12-25 12-26",
            id="2016: Ascension Day is on 5 May, which is free for that alone",
        ),
        pytest.param(
            2005,
            "01-01 03-27 03-28 04-30 05-05 05-15 05-16 12-25 12-26",
            id="2005: the library says Ascension and 5 May on one day; still the Queen's Day",
        ),
        pytest.param(
            2038,
            "01-01 04-25 04-26 04-27 06-03 06-13 06-14 12-25 12-26",
            id="2038: the latest Easter, three days with King's Day",
        ),
    ],
)
def test_the_days_of_a_year_in_which_nothing_was_chosen(year: int, listed: str) -> None:
    assert public_holidays(year, NOTHING_CHOSEN) == days_of(year, listed)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2026-12-31", False, id="New Year's Eve"),
        pytest.param("2027-01-01", True, id="New Year's Day"),
        pytest.param("2025-04-26", True, id="King's Day when the 27th is a Sunday"),
        pytest.param("2025-04-27", False, id="that Sunday itself"),
        pytest.param("2026-04-26", False, id="a Sunday the day before King's Day"),
        pytest.param("2031-04-26", True, id="the next time that the 27th is a Sunday"),
        pytest.param("2026-05-04", False, id="Remembrance Day is no day off"),
        pytest.param("2026-12-24", False, id="Christmas Eve"),
        pytest.param("2026-12-27", False, id="no third day of Christmas"),
        pytest.param("2026-12-05", False, id="Saint Nicholas"),
        pytest.param("2026-05-15", False, id="the Friday after Ascension"),
    ],
)
@pytest.mark.parametrize("chosen", [HolidayRules(), NOTHING_CHOSEN, EVERYTHING_CHOSEN], ids=str)
def test_days_that_nobody_decides_about(day: str, expected: bool, chosen: HolidayRules) -> None:
    assert is_public_holiday(date.fromisoformat(day), chosen) is expected


@pytest.mark.parametrize(
    ("day", "liberation", "expected"),
    [
        pytest.param("2025-05-05", NEVER, False, id="a lustrum, and never free"),
        pytest.param("2025-05-05", LUSTRUM, True, id="a lustrum"),
        pytest.param("2030-05-05", LUSTRUM, True, id="the next lustrum"),
        pytest.param("2026-05-05", LUSTRUM, False, id="a year after a lustrum"),
        pytest.param("2028-05-05", LUSTRUM, False, id="a year that four divides, not five"),
        pytest.param("2029-05-05", LUSTRUM, False, id="a year before a lustrum"),
        pytest.param("2026-05-05", ALWAYS, True, id="no lustrum, and always free"),
        pytest.param("2030-05-05", ALWAYS, True, id="a lustrum, and always free"),
        pytest.param("2025-05-04", ALWAYS, False, id="the day before"),
        pytest.param("2025-05-06", ALWAYS, False, id="the day after"),
        pytest.param("2016-05-05", NEVER, True, id="Ascension on 5 May, never free"),
        pytest.param("2016-05-05", LUSTRUM, True, id="Ascension on 5 May, no lustrum"),
        pytest.param("2016-05-05", ALWAYS, True, id="Ascension on 5 May, always free"),
        pytest.param("2005-05-05", NEVER, True, id="Ascension on 5 May in a lustrum, never free"),
    ],
)
@pytest.mark.parametrize("good_friday", [False, True])
def test_whether_5_may_is_free(day: str, liberation: Liberation, expected: bool, good_friday: bool) -> None:
    assert is_public_holiday(date.fromisoformat(day), HolidayRules(good_friday, liberation)) is expected


@pytest.mark.parametrize("free", [False, True])
@pytest.mark.parametrize("liberation", Liberation)
@pytest.mark.parametrize(
    "day",
    [
        pytest.param("2025-04-18", id="published for 2025"),
        pytest.param("2026-04-03", id="published for 2026"),
        pytest.param("2027-03-26", id="published for 2027, in March"),
        pytest.param("2028-04-14", id="published for 2028"),
    ],
)
def test_whether_good_friday_is_free(day: str, liberation: Liberation, free: bool) -> None:
    chosen = HolidayRules(good_friday=free, liberation=liberation)
    assert is_public_holiday(date.fromisoformat(day), chosen) is free


def test_without_a_choice_good_friday_is_a_working_day_and_5_may_is_free_every_five_years() -> None:
    assert HolidayRules() == HolidayRules(good_friday=False, liberation=LUSTRUM)


def test_the_words_that_are_stored() -> None:
    assert [str(one) for one in Liberation] == ["never", "lustrum", "always"]


@given(years)
def test_a_year_has_nine_days_about_which_nobody_decides(year: int) -> None:
    found = public_holidays(year, NOTHING_CHOSEN)
    assert len(found) == 9
    assert {day.year for day in found} == {year}


@given(years, rules)
def test_only_the_choices_change_a_year(year: int, chosen: HolidayRules) -> None:
    liberation = date(year, 5, 5)
    free = {NEVER: False, LUSTRUM: year in range(2000, 2071, 5), ALWAYS: True}[chosen.liberation]
    more = public_holidays(year, chosen) - public_holidays(year, NOTHING_CHOSEN)
    assert public_holidays(year, chosen) >= public_holidays(year, NOTHING_CHOSEN)
    assert (liberation in more) is (free and liberation not in public_holidays(year, NOTHING_CHOSEN))
    assert len(more - {liberation}) == chosen.good_friday


@given(years)
def test_good_friday_is_three_days_before_easter_monday(year: int) -> None:
    (friday,) = public_holidays(year, HolidayRules(True, NEVER)) - public_holidays(year, NOTHING_CHOSEN)
    assert friday.weekday() == 4
    assert {friday + timedelta(days=2), friday + timedelta(days=3)} <= public_holidays(year, NOTHING_CHOSEN)


@given(days, rules)
def test_a_day_is_a_holiday_when_its_year_says_so(day: date, chosen: HolidayRules) -> None:
    assert is_public_holiday(day, chosen) is (day in public_holidays(day.year, chosen))


@pytest.mark.parametrize(
    "year", [pytest.param(1965, id="before the law"), pytest.param(2101, id="beyond the library")]
)
def test_a_year_that_the_library_does_not_know_has_only_what_was_chosen(year: int) -> None:
    assert public_holidays(year, NOTHING_CHOSEN) == frozenset()
    assert len(public_holidays(year, EVERYTHING_CHOSEN)) == 2


def test_a_year_is_worked_out_once() -> None:
    assert public_holidays(2026, HolidayRules()) is public_holidays(2026, HolidayRules())


def test_importing_the_rules_loads_no_250_countries() -> None:
    told = "import sys, bot.rules.holidays; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0

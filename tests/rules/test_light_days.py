"""Light days against published figures, at the borders of each, and where two fall together."""

from collections.abc import Collection
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.light_days import NOON, Calendar, light_from

RAMADAN, EID, NOWRUZ, EASTER = Calendar.RAMADAN, Calendar.EID, Calendar.NOWRUZ, Calendar.ORTHODOX_EASTER
EVERY_CALENDAR = frozenset(Calendar)
WHOLE_DAY, ORDINARY = 0, None

days = st.dates(date(2000, 1, 1), date(2070, 12, 31))
choices = st.frozensets(st.sampled_from(Calendar))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2026-02-16", ORDINARY, id="2026: two days before 1 Ramadan"),
        pytest.param("2026-02-17", NOON, id="2026: the margin before"),
        pytest.param("2026-02-18", NOON, id="2026: 1 Ramadan as published"),
        pytest.param("2026-03-05", NOON, id="2026: in the middle"),
        pytest.param("2026-03-19", NOON, id="2026: the last day"),
        pytest.param("2026-03-20", NOON, id="2026: the margin after, 1 Shawwal"),
        pytest.param("2026-03-21", ORDINARY, id="2026: 2 Shawwal"),
        pytest.param("2027-02-06", ORDINARY, id="2027: two days before"),
        pytest.param("2027-02-07", NOON, id="2027: the margin before"),
        pytest.param("2027-02-08", NOON, id="2027: 1 Ramadan as published"),
        pytest.param("2028-01-26", ORDINARY, id="2028: two days before"),
        pytest.param("2028-01-27", NOON, id="2028: the margin before"),
        pytest.param("2028-01-28", NOON, id="2028: 1 Ramadan as published"),
        pytest.param("2028-02-25", NOON, id="2028: the last day"),
        pytest.param("2028-02-26", NOON, id="2028: the margin after, 1 Shawwal"),
        pytest.param("2028-02-27", ORDINARY, id="2028: 2 Shawwal"),
        pytest.param("2026-05-27", ORDINARY, id="Eid al-Adha is no part of Ramadan"),
        pytest.param("2030-01-05", NOON, id="2030: Ramadan for the first time that year"),
        pytest.param("2030-12-27", NOON, id="2030: and for the second"),
        pytest.param("1924-07-31", ORDINARY, id="before the table"),
        pytest.param("2077-12-31", ORDINARY, id="beyond the table"),
    ],
)
def test_ramadan_is_light_from_noon(day: str, expected: int | None) -> None:
    assert light_from(date.fromisoformat(day), [RAMADAN]) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2026-03-18", ORDINARY, id="2026: two days before Eid al-Fitr"),
        pytest.param("2026-03-19", WHOLE_DAY, id="2026: the day before"),
        pytest.param("2026-03-20", WHOLE_DAY, id="2026: Eid al-Fitr as published"),
        pytest.param("2026-03-21", WHOLE_DAY, id="2026: the day after"),
        pytest.param("2026-03-22", ORDINARY, id="2026: two days after"),
        pytest.param("2027-03-09", WHOLE_DAY, id="2027: Eid al-Fitr as published"),
        pytest.param("2027-03-10", WHOLE_DAY, id="2027: the moon may make it a day later"),
        pytest.param("2028-02-25", WHOLE_DAY, id="2028: the day before Eid al-Fitr"),
        pytest.param("2028-02-26", WHOLE_DAY, id="2028: Eid al-Fitr as published"),
        pytest.param("2028-02-27", WHOLE_DAY, id="2028: the day after"),
        pytest.param("2026-05-25", ORDINARY, id="2026: two days before Eid al-Adha"),
        pytest.param("2026-05-26", WHOLE_DAY, id="2026: the day before, Arafah"),
        pytest.param("2026-05-27", WHOLE_DAY, id="2026: Eid al-Adha as published"),
        pytest.param("2026-05-28", WHOLE_DAY, id="2026: the day after"),
        pytest.param("2026-05-29", ORDINARY, id="2026: two days after"),
        pytest.param("2027-05-16", WHOLE_DAY, id="2027: Eid al-Adha as published"),
        pytest.param("2028-05-05", WHOLE_DAY, id="2028: Eid al-Adha as published"),
        pytest.param("2026-02-18", ORDINARY, id="the first of Ramadan is no Eid"),
        pytest.param("2026-03-29", ORDINARY, id="10 Shawwal is no Eid"),
        pytest.param("2026-05-18", ORDINARY, id="1 Dhu al-Hijja is no Eid"),
        pytest.param("2077-12-31", ORDINARY, id="beyond the table"),
    ],
)
def test_both_eids_are_light_with_the_day_before_and_after(day: str, expected: int | None) -> None:
    assert light_from(date.fromisoformat(day), [EID]) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2026-03-19", ORDINARY, id="two days before"),
        pytest.param("2026-03-20", WHOLE_DAY, id="the earliest day"),
        pytest.param("2027-03-21", WHOLE_DAY, id="the day itself"),
        pytest.param("2028-03-22", WHOLE_DAY, id="the latest day"),
        pytest.param("2026-03-23", ORDINARY, id="two days after"),
        pytest.param("2026-02-21", ORDINARY, id="the 21st of another month"),
        pytest.param("2026-04-21", ORDINARY, id="the 21st of the next month"),
    ],
)
def test_nowruz_is_light_around_21_march(day: str, expected: int | None) -> None:
    assert light_from(date.fromisoformat(day), [NOWRUZ]) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2026-04-09", ORDINARY, id="2026: Maundy Thursday"),
        pytest.param("2026-04-10", WHOLE_DAY, id="2026: Good Friday"),
        pytest.param("2026-04-11", WHOLE_DAY, id="2026: Holy Saturday"),
        pytest.param("2026-04-12", WHOLE_DAY, id="2026: Easter as published"),
        pytest.param("2026-04-13", WHOLE_DAY, id="2026: Easter Monday"),
        pytest.param("2026-04-14", ORDINARY, id="2026: the Tuesday after"),
        pytest.param("2027-04-30", WHOLE_DAY, id="2027: Good Friday, in another month than Easter"),
        pytest.param("2027-05-02", WHOLE_DAY, id="2027: Easter as published"),
        pytest.param("2028-04-16", WHOLE_DAY, id="2028: Easter as published, that of the West too"),
        pytest.param("2026-04-05", ORDINARY, id="2026: Easter in the West"),
        pytest.param("2027-03-28", ORDINARY, id="2027: Easter in the West"),
    ],
)
def test_orthodox_easter_is_light_from_good_friday_to_monday(day: str, expected: int | None) -> None:
    assert light_from(date.fromisoformat(day), [EASTER]) == expected


@pytest.mark.parametrize(
    ("day", "chosen", "expected"),
    [
        pytest.param("2026-03-19", [RAMADAN, EID], WHOLE_DAY, id="the last of Ramadan, the eve of Eid"),
        pytest.param("2026-03-19", [EID, RAMADAN], WHOLE_DAY, id="the same, chosen in another order"),
        pytest.param("2026-03-20", [RAMADAN, NOWRUZ], WHOLE_DAY, id="the margin of Ramadan, and Nowruz"),
        pytest.param("2026-03-18", [RAMADAN, EID], NOON, id="only one of the two falls on the day"),
        pytest.param("2026-03-20", [RAMADAN, EASTER], NOON, id="not chosen: Eid and Nowruz"),
        pytest.param("2026-03-18", [RAMADAN, RAMADAN], NOON, id="chosen twice"),
        pytest.param("2026-07-13", EVERY_CALENDAR, ORDINARY, id="everything chosen, an ordinary day"),
        pytest.param("2026-03-20", [], ORDINARY, id="nothing chosen on a day of three calendars"),
    ],
)
def test_the_earliest_minute_wins(day: str, chosen: Collection[Calendar], expected: int | None) -> None:
    assert light_from(date.fromisoformat(day), chosen) == expected


@given(days, choices)
def test_what_was_chosen_together_is_the_earliest_of_each_alone(
    day: date, chosen: frozenset[Calendar]
) -> None:
    alone = [minute for one in chosen if (minute := light_from(day, [one])) is not None]
    assert light_from(day, chosen) == min(alone, default=None)


@given(days)
def test_only_what_was_chosen_makes_a_day_light(day: date) -> None:
    assert light_from(day, ()) is None


@pytest.mark.parametrize("year", range(2000, 2071))
def test_a_year_has_as_many_light_days_as_its_calendars(year: int) -> None:
    first, next_first = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    dates = [date.fromordinal(one) for one in range(first, next_first)]
    count = {one: sum(light_from(day, [one]) is not None for day in dates) for one in Calendar}
    assert (count[NOWRUZ], count[EASTER]) == (3, 4)
    assert 31 <= count[RAMADAN] <= 44
    assert 6 <= count[EID] <= 9


@given(st.dates(date(1583, 1, 1), date(4099, 12, 31)), choices)
def test_no_date_that_easter_is_known_for_raises(day: date, chosen: frozenset[Calendar]) -> None:
    assert light_from(day, chosen) in {ORDINARY, NOON, WHOLE_DAY}


@pytest.mark.parametrize("day", [date.min, date.max], ids=["the first date", "the last date"])
def test_the_ends_of_the_calendar_are_ordinary_days(day: date) -> None:
    assert light_from(day, [RAMADAN, EID, NOWRUZ]) is ORDINARY


def test_the_words_that_are_stored() -> None:
    assert [str(one) for one in Calendar] == ["ramadan", "eid", "nowruz", "orthodox_easter"]


def test_noon_is_in_minutes() -> None:
    assert NOON == 12 * 60

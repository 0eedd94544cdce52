"""The days of a series against a calendar that is walked day by day, and its times by the clock on the wall."""

from calendar import monthcalendar
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import resolve_imaginary
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.recurrence import days_of, moment, next_day, rule
from bot.supervision import Every
from tests.rules.patterns import zones
from tests.rules.wall_clock import AMSTERDAM, APIA, BEIRUT, CAIRO, HAVANA, KYIV, LORD_HOWE, at, changes

WEEKS = {Every.WEEK: 1, Every.TWO_WEEKS: 2, Every.THREE_WEEKS: 3, Every.FOUR_WEEKS: 4, Every.SIX_WEEKS: 6}
MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
EVE = timedelta(days=1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def days(text: str) -> tuple[date, ...]:
    return tuple(day(one) for one in text.split())


@pytest.mark.parametrize(
    ("every", "first", "until", "expected"),
    [
        pytest.param("once", "2026-11-24", "2030-01-01", "2026-11-24", id="once is once"),
        pytest.param(
            "week",
            "2026-12-22",
            "2027-01-05",
            "2026-12-22 2026-12-29 2027-01-05",
            id="weekly across the year",
        ),
        pytest.param("week", "2026-11-29", "2026-12-07", "2026-11-29 2026-12-06", id="weekly on Sundays"),
        pytest.param(
            "two_weeks",
            "2026-12-24",
            "2027-01-21",
            "2026-12-24 2027-01-07 2027-01-21",
            id="two weeks do not begin anew in a year with 53 of them",
        ),
        pytest.param(
            "two_weeks",
            "2026-11-29",
            "2026-12-27",
            "2026-11-29 2026-12-13 2026-12-27",
            id="two weeks from a Sunday, the end of the week",
        ),
        pytest.param(
            "three_weeks",
            "2026-11-23",
            "2027-01-04",
            "2026-11-23 2026-12-14 2027-01-04",
            id="three weeks from a Monday, its beginning",
        ),
        pytest.param(
            "four_weeks",
            "2028-02-01",
            "2028-03-28",
            "2028-02-01 2028-02-29 2028-03-28",
            id="four weeks by way of 29 February",
        ),
        pytest.param(
            "six_weeks", "2026-11-24", "2027-02-16", "2026-11-24 2027-01-05 2027-02-16", id="six weeks"
        ),
        pytest.param(
            "month",
            "2026-12-08",
            "2027-03-31",
            "2026-12-08 2027-01-12 2027-02-09 2027-03-09",
            id="monthly is the second Tuesday, not the eighth",
        ),
        pytest.param(
            "month",
            "2026-12-01",
            "2027-02-28",
            "2026-12-01 2027-01-05 2027-02-02",
            id="the first Tuesday, on the first of a month",
        ),
        pytest.param(
            "month",
            "2026-12-07",
            "2027-02-28",
            "2026-12-07 2027-01-04 2027-02-01",
            id="the seventh is still a first Monday",
        ),
        pytest.param(
            "month",
            "2026-11-23",
            "2027-03-31",
            "2026-11-23 2026-12-28 2027-01-25 2027-02-22 2027-03-22",
            id="the fourth Monday stays the fourth where a fifth follows it",
        ),
        pytest.param(
            "month",
            "2027-02-26",
            "2027-04-30",
            "2027-02-26 2027-03-26 2027-04-23",
            id="the last Friday of a February of four weeks is the fourth: April has another one",
        ),
        pytest.param(
            "month",
            "2026-11-30",
            "2027-03-31",
            "2026-11-30 2026-12-28 2027-01-25 2027-02-22 2027-03-29",
            id="a fifth Monday becomes the last, in months without a fifth too",
        ),
        pytest.param(
            "month",
            "2027-01-31",
            "2027-03-31",
            "2027-01-31 2027-02-28 2027-03-28",
            id="the 31st leaves out no shorter month",
        ),
        pytest.param(
            "month",
            "2028-02-29",
            "2028-05-31",
            "2028-02-29 2028-03-28 2028-04-25 2028-05-30",
            id="29 February is a fifth Tuesday: the last one",
        ),
        pytest.param(
            "quarter",
            "2026-11-10",
            "2027-08-31",
            "2026-11-10 2027-02-09 2027-05-11 2027-08-10",
            id="quarterly across the year: each third month from the first session on",
        ),
        pytest.param(
            "quarter",
            "2026-11-30",
            "2027-05-31",
            "2026-11-30 2027-02-22 2027-05-31",
            id="quarterly on a fifth Monday, by way of February",
        ),
        pytest.param(
            "year",
            "2026-11-10",
            "2029-12-31",
            "2026-11-10 2027-11-09 2028-11-14 2029-11-13",
            id="yearly keeps the month and the second Tuesday",
        ),
        pytest.param(
            "year",
            "2028-02-29",
            "2031-12-31",
            "2028-02-29 2029-02-27 2030-02-26 2031-02-25",
            id="yearly from 29 February: its last Tuesday, each year",
        ),
    ],
)
def test_a_series_comes_on_these_days(every: str, first: str, until: str, expected: str) -> None:
    assert days_of(Every(every), day(first), day(first) - EVE, day(until)) == days(expected)


@pytest.mark.parametrize(
    ("every", "after", "until", "expected"),
    [
        pytest.param(
            "week", "2026-12-01", "2026-12-15", "2026-12-08 2026-12-15", id="after is out, until is in"
        ),
        pytest.param("week", "2026-12-01", "2026-12-07", "", id="nothing between two of them"),
        pytest.param("week", "2026-12-08", "2026-12-08", "", id="equal ends"),
        pytest.param("week", "2026-12-15", "2026-12-01", "", id="ends the wrong way round"),
        pytest.param("week", "2020-01-01", "2026-12-01", "2026-11-24 2026-12-01", id="none before the first"),
        pytest.param("week", "2020-01-01", "2026-11-23", "", id="until the day before the first"),
        pytest.param("month", "2027-12-31", "2028-02-29", "2028-01-25 2028-02-22", id="much later"),
        pytest.param("once", "2026-11-23", "2026-11-24", "2026-11-24", id="once, on the last day asked for"),
        pytest.param("once", "2026-11-24", "2026-12-24", "", id="once, and has been"),
        pytest.param("once", "2026-11-01", "2026-11-23", "", id="once, and is not yet asked for"),
    ],
)
def test_only_the_days_between_are_given(every: str, after: str, until: str, expected: str) -> None:
    assert days_of(Every(every), day("2026-11-24"), day(after), day(until)) == days(expected)


@pytest.mark.parametrize(
    ("every", "after", "expected"),
    [
        pytest.param("once", "2026-11-23", "2026-11-24", id="once, still to come"),
        pytest.param("once", "2026-11-24", None, id="once, today"),
        pytest.param("once", "2026-11-25", None, id="once, has been"),
        pytest.param("week", "2026-11-01", "2026-11-24", id="the first one before it began"),
        pytest.param("week", "2026-11-23", "2026-11-24", id="on the eve"),
        pytest.param("week", "2026-11-24", "2026-12-01", id="the day itself is not later"),
        pytest.param("week", "2026-11-25", "2026-12-01", id="between two"),
        pytest.param("six_weeks", "2026-11-24", "2027-01-05", id="six weeks on"),
        pytest.param("month", "2026-11-24", "2026-12-22", id="the fourth Tuesday of the month after"),
        pytest.param("quarter", "2026-11-24", "2027-02-23", id="three months on, in the next year"),
        pytest.param("year", "2027-11-23", "2028-11-28", id="a year on"),
    ],
)
def test_the_next_day(every: str, after: str, expected: str | None) -> None:
    assert next_day(Every(every), day("2026-11-24"), day(after)) == (day(expected) if expected else None)


@pytest.mark.parametrize(
    ("every", "first", "expected"),
    [
        pytest.param("once", "2026-11-24", "", id="once needs no rule"),
        pytest.param("week", "2026-11-23", "FREQ=WEEKLY;BYDAY=MO", id="weekly"),
        pytest.param("two_weeks", "2026-11-25", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", id="two weeks"),
        pytest.param("three_weeks", "2026-11-26", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH", id="three weeks"),
        pytest.param("four_weeks", "2026-11-27", "FREQ=WEEKLY;INTERVAL=4;BYDAY=FR", id="four weeks"),
        pytest.param("six_weeks", "2026-11-28", "FREQ=WEEKLY;INTERVAL=6;BYDAY=SA", id="six weeks"),
        pytest.param("month", "2026-11-29", "FREQ=MONTHLY;BYDAY=-1SU", id="monthly, on a fifth Sunday"),
        pytest.param(
            "month", "2026-11-28", "FREQ=MONTHLY;BYDAY=4SA", id="monthly, a fourth and last Saturday"
        ),
        pytest.param("quarter", "2026-11-10", "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU", id="quarterly"),
        pytest.param("year", "2026-11-10", "FREQ=YEARLY;BYMONTH=11;BYDAY=2TU", id="yearly"),
    ],
)
def test_the_rule_as_calendars_read_it(every: str, first: str, expected: str) -> None:
    assert rule(Every(every), day(first)) == expected


def comes(every: Every, first: date, when: date) -> bool:
    if when <= first or when.weekday() != first.weekday():
        return when == first
    if every in WEEKS:
        return (when - first).days // 7 % WEEKS[every] == 0
    between = (when.year - first.year) * 12 + when.month - first.month
    return every in MONTHS and between % MONTHS[every] == 0 and in_its_place(first, when)


def in_its_place(first: date, when: date) -> bool:
    place = like_it(first).index(first.day)
    return when.day == like_it(when)[place if place < 4 else -1]


def like_it(when: date) -> list[int]:
    """The days of its month that fall on the same weekday."""
    column = (week[when.weekday()] for week in monthcalendar(when.year, when.month))
    return [one for one in column if one]


firsts = st.dates(date(2024, 1, 1), date(2032, 12, 31)) | st.sampled_from(
    days("2024-02-29 2028-02-29 2026-01-31 2026-12-31 2027-02-28 2026-08-31")
)


@settings(max_examples=80)
@given(st.sampled_from(Every), firsts, st.integers(-40, 800), st.integers(0, 900))
def test_the_days_are_those_that_a_calendar_shows(every: Every, first: date, later: int, length: int) -> None:
    after = first + timedelta(days=later)
    walked = [after + timedelta(days=one) for one in range(1, length + 1)]
    expected = tuple(one for one in walked if comes(every, first, one))
    assert days_of(every, first, after, after + timedelta(days=length)) == expected
    assert not expected or next_day(every, first, after) == expected[0]


@settings(max_examples=60)
@given(st.sampled_from(sorted(MONTHS)), firsts)
def test_no_month_is_left_out_and_none_has_two(every: Every, first: date) -> None:
    found = days_of(every, first, first, first + timedelta(days=366 * 5))
    months = [one.year * 12 + one.month for one in (first, *found)]
    assert {later - sooner for sooner, later in pairwise(months)} == {MONTHS[every]}
    assert {one.weekday() for one in found} == {first.weekday()}


@pytest.mark.parametrize(
    ("wall", "zone", "expected"),
    [
        pytest.param("2026-11-24 10:00", AMSTERDAM, "2026-11-24 09:00", id="winter"),
        pytest.param("2026-07-21 10:00", AMSTERDAM, "2026-07-21 08:00", id="summer"),
        pytest.param("2026-11-24 10:00", KYIV, "2026-11-24 08:00", id="in Kyiv it is ten an hour earlier"),
        pytest.param("2026-11-24 00:00", AMSTERDAM, "2026-11-23 23:00", id="midnight"),
        pytest.param("2026-10-25 01:59", AMSTERDAM, "2026-10-24 23:59", id="before the clock goes back"),
        pytest.param("2026-10-25 02:00", AMSTERDAM, "2026-10-25 00:00", id="shown twice, just: the first"),
        pytest.param("2026-10-25 02:30", AMSTERDAM, "2026-10-25 00:30", id="shown twice: the first"),
        pytest.param("2026-10-25 03:00", AMSTERDAM, "2026-10-25 02:00", id="shown once again"),
        pytest.param("2026-03-29 01:30", AMSTERDAM, "2026-03-29 00:30", id="before the clock goes forward"),
        pytest.param("2026-03-29 02:00", AMSTERDAM, "2026-03-29 01:00", id="skipped, just: 03:00"),
        pytest.param("2026-03-29 02:30", AMSTERDAM, "2026-03-29 01:30", id="skipped: 03:30"),
        pytest.param("2026-03-29 03:30", AMSTERDAM, "2026-03-29 01:30", id="what a skipped time becomes"),
        pytest.param("2026-10-04 02:15", LORD_HOWE, "2026-10-03 15:45", id="half an hour skipped: 02:45"),
        pytest.param("2026-04-05 01:45", LORD_HOWE, "2026-04-04 14:45", id="half an hour twice"),
        pytest.param("2026-04-24 00:00", CAIRO, "2026-04-23 22:00", id="no midnight: 01:00"),
        pytest.param("2026-03-29 00:30", BEIRUT, "2026-03-28 22:30", id="no half past midnight: 01:30"),
        pytest.param("2026-11-01 00:30", HAVANA, "2026-11-01 04:30", id="half past midnight twice"),
        pytest.param("2011-12-30 10:00", APIA, "2011-12-30 20:00", id="a day that never was: the day after"),
    ],
)
def test_the_moment_of_a_time_on_the_wall(wall: str, zone: ZoneInfo, expected: str) -> None:
    start = datetime.fromisoformat(wall)
    found = moment(start.date(), start.hour * 60 + start.minute, zone)
    assert found == at(expected, ZoneInfo("UTC"))
    assert found.tzinfo is UTC


def test_a_start_beyond_midnight_is_one_of_the_day_after() -> None:
    assert moment(day("2026-10-24"), 26 * 60, AMSTERDAM) == at("2026-10-25 02:00")


@pytest.mark.parametrize(
    ("first", "until", "zone", "utc"),
    [
        pytest.param("2026-10-20", "2026-10-27", AMSTERDAM, "08:00 09:00", id="Amsterdam goes back"),
        pytest.param("2026-03-24", "2026-03-31", AMSTERDAM, "09:00 08:00", id="Amsterdam goes forward"),
        pytest.param(
            "2026-04-21", "2026-04-28", CAIRO, "08:00 07:00", id="Cairo goes forward four weeks later"
        ),
        pytest.param(
            "2026-03-31", "2026-04-07", LORD_HOWE, "23:00 23:30", id="Lord Howe goes half an hour back"
        ),
    ],
)
def test_ten_stays_ten_when_the_clock_is_set(first: str, until: str, zone: ZoneInfo, utc: str) -> None:
    coming = days_of(Every.WEEK, day(first), day(first) - EVE, day(until))
    begins = [moment(one, 600, zone) for one in coming]
    assert [f"{one:%H:%M}" for one in begins] == utc.split()
    assert {one.astimezone(zone).time() for one in begins} == {time(10)}


@settings(max_examples=60)
@given(st.data(), zones)
def test_the_clock_shows_it_then_or_moved_on_by_the_gap(data: st.DataObject, zone: ZoneInfo) -> None:
    near = data.draw(st.sampled_from(changes(zone) or (at("2026-11-24 12:00"),)))
    when = near.astimezone(zone).date() + timedelta(days=data.draw(st.integers(-1, 1)))
    start = data.draw(st.integers(0, 1439))
    wall = datetime.combine(when, time()) + timedelta(minutes=start)
    assert moment(when, start, zone) == resolve_imaginary(wall.replace(tzinfo=zone)).astimezone(UTC)

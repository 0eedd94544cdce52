"""Stretches of time: their algebra against sets of minutes, and what a clock makes of them on the nights it is set."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.stretches import (
    Standing,
    Stretch,
    Timeline,
    around,
    common,
    days_around,
    from_wall,
    reaching,
    standing_on,
    union,
    whole_day,
    without,
)
from tests.rules.patterns import spans, zones
from tests.rules.wall_clock import (
    AMSTERDAM,
    APIA,
    BEIRUT,
    CAIRO,
    HAVANA,
    KABUL,
    KYIV,
    LORD_HOWE,
    MINUTE,
    ST_JOHNS,
    at,
    changes,
    clock_changes,
    every_minute,
    from_to,
    minutes,
    minutes_in,
    shown,
)

NOON = at("2026-11-23 12:00")


def on_a_day(*spans: str) -> tuple[Stretch, ...]:
    """`09:00 to 12:00` on the Monday on which all of this takes place."""
    return tuple(from_to(f"2026-11-23 {one}") for one in spans)


@pytest.mark.parametrize(
    ("day", "span", "zone", "expected", "length"),
    [
        pytest.param("2026-11-23", "09:00-17:00", AMSTERDAM, "2026-11-23 08:00 to 16:00", 480, id="winter"),
        pytest.param("2026-07-13", "09:00-17:00", AMSTERDAM, "2026-07-13 07:00 to 15:00", 480, id="summer"),
        pytest.param(
            "2026-11-23",
            "22:00-06:00",
            AMSTERDAM,
            "2026-11-23 21:00 to 2026-11-24 05:00",
            480,
            id="overnight",
        ),
        pytest.param("2026-11-23", "20:00-24:00", AMSTERDAM, "2026-11-23 19:00 to 23:00", 240, id="until 24"),
        pytest.param("2026-11-23", "09:00-17:00", KABUL, "2026-11-23 04:30 to 12:30", 480, id="half an hour"),
        pytest.param(
            "2026-10-24",
            "20:00-08:00",
            AMSTERDAM,
            "2026-10-24 18:00 to 2026-10-25 07:00",
            780,
            id="back: a night of thirteen hours",
        ),
        pytest.param(
            "2026-03-28",
            "20:00-08:00",
            AMSTERDAM,
            "2026-03-28 19:00 to 2026-03-29 06:00",
            660,
            id="forward: a night of eleven",
        ),
        pytest.param(
            "2026-10-25",
            "02:30-02:45",
            AMSTERDAM,
            "2026-10-25 00:30 to 01:45",
            75,
            id="back: from the first 02:30 until the second 02:45",
        ),
        pytest.param(
            "2026-10-25",
            "01:00-02:00",
            AMSTERDAM,
            "2026-10-24 23:00 to 2026-10-25 01:00",
            120,
            id="back: two o'clock comes twice",
        ),
        pytest.param(
            "2026-10-25",
            "02:00-03:00",
            AMSTERDAM,
            "2026-10-25 00:00 to 02:00",
            120,
            id="back: both hours, and three comes once",
        ),
        pytest.param(
            "2026-10-25", "03:00-04:00", AMSTERDAM, "2026-10-25 02:00 to 03:00", 60, id="back: thereafter"
        ),
        pytest.param(
            "2026-03-29",
            "02:30-02:45",
            AMSTERDAM,
            "2026-03-29 00:30 to 01:45",
            75,
            id="forward: what never comes counts from before the jump until after it",
        ),
        pytest.param(
            "2026-03-29", "01:00-02:30", AMSTERDAM, "2026-03-29 00:00 to 01:30", 90, id="forward: an end"
        ),
        pytest.param(
            "2026-03-29", "02:30-05:00", AMSTERDAM, "2026-03-29 00:30 to 03:00", 150, id="forward: a start"
        ),
        pytest.param(
            "2026-03-29", "03:00-05:00", AMSTERDAM, "2026-03-29 01:00 to 03:00", 120, id="forward: thereafter"
        ),
        pytest.param(
            "2026-10-25", "03:30-03:45", KYIV, "2026-10-25 00:30 to 01:45", 75, id="back in Kyiv, at four"
        ),
        pytest.param(
            "2026-04-05",
            "01:30-02:00",
            LORD_HOWE,
            "2026-04-04 14:30 to 15:30",
            60,
            id="back by half an hour: an hour for half of it",
        ),
        pytest.param(
            "2026-10-04",
            "02:00-02:30",
            LORD_HOWE,
            "2026-10-03 15:00 to 15:30",
            30,
            id="forward by half an hour: the half that never comes",
        ),
        pytest.param(
            "2026-11-01", "01:30-01:45", ST_JOHNS, "2026-11-01 04:00 to 05:15", 75, id="a zone of half hours"
        ),
    ],
)
def test_a_stretch_begins_and_ends_by_the_clock_and_is_never_shorter(
    day: str, span: str, zone: ZoneInfo, expected: str, length: int
) -> None:
    found = from_wall(date.fromisoformat(day), *minutes(span), zone)
    assert found == from_to(expected, ZoneInfo("UTC"))
    assert minutes_in([found]) == length
    assert found[0].tzinfo is found[1].tzinfo is UTC


@pytest.mark.parametrize(
    ("day", "zone", "length"),
    [
        pytest.param("2026-11-23", AMSTERDAM, 1440, id="any day"),
        pytest.param("2026-10-25", AMSTERDAM, 1500, id="the day of 25 hours"),
        pytest.param("2026-03-29", AMSTERDAM, 1380, id="the day of 23 hours"),
        pytest.param("2026-10-25", KABUL, 1440, id="where the clock is never set"),
        pytest.param("2026-04-05", LORD_HOWE, 1470, id="half an hour more"),
        pytest.param("2026-10-29", CAIRO, 1500, id="set back at midnight: the day before is longer"),
        pytest.param("2026-10-30", CAIRO, 1440, id="and the day itself begins at its only midnight"),
        pytest.param("2026-11-01", HAVANA, 1500, id="set back to midnight: it begins at the first of two"),
        pytest.param("2026-10-31", HAVANA, 1500, id="and the day before ends at the second"),
        pytest.param("2026-03-29", BEIRUT, 1440, id="no midnight: it begins an hour before the jump"),
        pytest.param("2028-02-29", AMSTERDAM, 1440, id="29 February"),
        pytest.param("2026-12-31", AMSTERDAM, 1440, id="New Year's Eve"),
    ],
)
def test_a_whole_day_is_as_long_as_the_clock_makes_it(day: str, zone: ZoneInfo, length: int) -> None:
    assert minutes_in([whole_day(date.fromisoformat(day), zone)]) == length


@settings(max_examples=60)
@given(st.data(), zones, spans)
def test_whenever_the_clock_shows_a_time_of_the_stretch_it_is_inside(
    data: st.DataObject, zone: ZoneInfo, span: tuple[int, int]
) -> None:
    change = data.draw(st.sampled_from(changes(zone) or (NOON,)))
    day = change.astimezone(zone).date() + timedelta(days=data.draw(st.integers(-2, 1)))
    found = from_wall(day, *span, zone)
    for moment in every_minute(change, timedelta(hours=4), timedelta(hours=4)):
        wall = moment.astimezone(zone)
        minute = (wall.date() - day).days * 1440 + wall.hour * 60 + wall.minute
        inside = around([found], moment) is not None
        assert inside >= (span[0] <= minute < span[1]), f"{wall} is said to be outside"
        assert inside == (span[0] <= minute < span[1]) or clock_changes(moment, zone)


def test_a_day_that_never_was_is_counted_from_before_until_after_it() -> None:
    assert shown([whole_day(date(2011, 12, 30), APIA)], APIA) == ["2011-12-29 00:00 to 2011-12-31 00:00"]


@pytest.mark.parametrize(
    ("since", "until", "zone", "first", "last"),
    [
        pytest.param(
            NOON, NOON, AMSTERDAM, "2026-11-22", "2026-11-24", id="a moment: the day on either side"
        ),
        pytest.param(
            at("2026-12-31 23:59"), at("2027-01-01 00:00"), AMSTERDAM, "2026-12-30", "2027-01-02", id="a year"
        ),
        pytest.param(
            at("2028-02-28 12:00"), at("2028-02-28 12:00"), AMSTERDAM, "2028-02-27", "2028-02-29", id="leap"
        ),
        pytest.param(
            at("2026-11-23 23:30"),
            at("2026-11-23 23:30"),
            KYIV,
            "2026-11-23",
            "2026-11-25",
            id="already the next day in Kyiv",
        ),
    ],
)
def test_the_days_that_can_matter(
    since: datetime, until: datetime, zone: ZoneInfo, first: str, last: str
) -> None:
    days = list(days_around(since, until, zone))
    assert (str(days[0]), str(days[-1])) == (first, last)
    assert days == sorted(set(days))
    assert len(days) == (days[-1] - days[0]).days + 1


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(["13:00 to 17:00", "09:00 to 12:00"], ["09:00 to 12:00", "13:00 to 17:00"], id="sorted"),
        pytest.param(["09:00 to 12:00", "12:00 to 17:00"], ["09:00 to 17:00"], id="touching is one"),
        pytest.param(
            ["09:00 to 12:00", "12:01 to 17:00"], ["09:00 to 12:00", "12:01 to 17:00"], id="a minute between"
        ),
        pytest.param(["09:00 to 13:00", "12:00 to 17:00"], ["09:00 to 17:00"], id="overlapping"),
        pytest.param(["09:00 to 17:00", "10:00 to 11:00"], ["09:00 to 17:00"], id="one within the other"),
        pytest.param(["09:00 to 12:00", "09:00 to 12:00"], ["09:00 to 12:00"], id="twice the same"),
        pytest.param(
            ["06:00 to 07:00", "09:00 to 17:00", "10:00 to 11:00", "16:00 to 18:00"],
            ["06:00 to 07:00", "09:00 to 18:00"],
            id="within the second, and over its end",
        ),
        pytest.param(["09:00 to 09:00"], [], id="without length"),
        pytest.param(["12:00 to 09:00", "13:00 to 14:00"], ["13:00 to 14:00"], id="backwards"),
        pytest.param(
            ["09:00 to 10:00", "10:00 to 10:00", "10:00 to 11:00"], ["09:00 to 11:00"], id="nothing between"
        ),
    ],
)
def test_stretches_in_order_and_without_overlaps(before: list[str], expected: list[str]) -> None:
    assert union(on_a_day(*before)) == on_a_day(*expected)


@pytest.mark.parametrize(
    ("before", "taken", "expected"),
    [
        pytest.param(["09:00 to 17:00"], [], ["09:00 to 17:00"], id="nothing taken"),
        pytest.param(
            ["09:00 to 17:00"], ["12:00 to 13:00"], ["09:00 to 12:00", "13:00 to 17:00"], id="a hole"
        ),
        pytest.param(["09:00 to 17:00"], ["08:00 to 10:00"], ["10:00 to 17:00"], id="the beginning"),
        pytest.param(["09:00 to 17:00"], ["16:00 to 18:00"], ["09:00 to 16:00"], id="the end"),
        pytest.param(["09:00 to 17:00"], ["09:00 to 17:00"], [], id="exactly all"),
        pytest.param(["09:00 to 17:00"], ["08:00 to 18:00"], [], id="more than all"),
        pytest.param(
            ["09:00 to 17:00"], ["07:00 to 09:00", "17:00 to 18:00"], ["09:00 to 17:00"], id="touches"
        ),
        pytest.param(
            ["09:00 to 17:00"],
            ["16:00 to 18:00", "12:00 to 13:00", "10:00 to 11:00"],
            ["09:00 to 10:00", "11:00 to 12:00", "13:00 to 16:00"],
            id="three cuts, the last one over the end",
        ),
        pytest.param(
            ["09:00 to 17:00"],
            ["12:00 to 14:00", "13:00 to 13:30"],
            ["09:00 to 12:00", "14:00 to 17:00"],
            id="cuts that overlap",
        ),
        pytest.param(
            ["11:00 to 13:00", "09:00 to 12:00"],
            ["09:30 to 10:00", "14:00 to 15:00"],
            ["09:00 to 09:30", "10:00 to 13:00"],
            id="stretches that overlap, and a cut behind them",
        ),
        pytest.param(
            ["09:00 to 11:00", "12:00 to 14:00"],
            ["10:00 to 13:00"],
            ["09:00 to 10:00", "13:00 to 14:00"],
            id="one cut through two stretches",
        ),
        pytest.param(
            ["09:00 to 11:00", "11:30 to 12:00", "12:30 to 14:00"],
            ["10:00 to 13:00", "13:30 to 13:40"],
            ["09:00 to 10:00", "13:00 to 13:30", "13:40 to 14:00"],
            id="one cut swallows a stretch, and another follows",
        ),
        pytest.param(
            ["09:00 to 10:00", "10:00 to 11:00"],
            ["10:00 to 10:00"],
            ["09:00 to 11:00"],
            id="a cut of nothing",
        ),
        pytest.param([], ["10:00 to 11:00"], [], id="nothing to take from"),
    ],
)
def test_what_is_left(before: list[str], taken: list[str], expected: list[str]) -> None:
    assert without(on_a_day(*before), on_a_day(*taken)) == on_a_day(*expected)


@pytest.mark.parametrize(
    ("ours", "others", "expected"),
    [
        pytest.param(["09:00 to 17:00"], ["12:00 to 13:00"], ["12:00 to 13:00"], id="one within the other"),
        pytest.param(["12:00 to 13:00"], ["09:00 to 17:00"], ["12:00 to 13:00"], id="the other way round"),
        pytest.param(["09:00 to 12:00"], ["11:00 to 17:00"], ["11:00 to 12:00"], id="an overlap"),
        pytest.param(["09:00 to 12:00"], ["12:00 to 17:00"], [], id="they only touch"),
        pytest.param(["09:00 to 12:00"], [], [], id="nothing on one side"),
        pytest.param(
            ["09:00 to 10:00", "11:00 to 12:00"],
            ["09:30 to 11:30"],
            ["09:30 to 10:00", "11:00 to 11:30"],
            id="through two stretches",
        ),
    ],
)
def test_what_lies_in_both(ours: list[str], others: list[str], expected: list[str]) -> None:
    assert common(iter(on_a_day(*ours)), iter(on_a_day(*others))) == on_a_day(*expected)


ENDS = st.tuples(st.integers(0, 30), st.integers(0, 30))
FORWARD = ENDS.map(lambda ends: (min(ends), max(ends) + 1))
SOME = st.lists(st.one_of(FORWARD, FORWARD, ENDS), max_size=6)


def stretched(ends: Iterable[tuple[int, int]]) -> tuple[Stretch, ...]:
    return tuple((NOON + start * MINUTE, NOON + end * MINUTE) for start, end in ends)


def filled(ends: Iterable[tuple[int, int]]) -> set[int]:
    return {minute for start, end in ends for minute in range(start, end)}


def minutes_of(stretches: tuple[Stretch, ...]) -> set[int]:
    return {one for one in range(-1, 32) if around(stretches, NOON + one * MINUTE)}


def tidy(stretches: tuple[Stretch, ...]) -> bool:
    bounds = [end for one in stretches for end in one]
    return bounds == sorted(set(bounds))


@given(SOME, SOME)
def test_the_algebra_is_that_of_sets_of_minutes(
    ours: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    one, other = stretched(ours), stretched(others)
    for found, expected in (
        (union(iter(one)), filled(ours)),
        (without(iter(one), iter(other)), filled(ours) - filled(others)),
        (common(iter(one), iter(other)), filled(ours) & filled(others)),
    ):
        assert minutes_of(found) == expected
        assert minutes_in(found) == len(expected)
        assert tidy(found)


@given(st.lists(FORWARD, max_size=6), ENDS)
def test_those_that_reach_into_a_time_share_a_moment_with_it(
    ends: list[tuple[int, int]], time: tuple[int, int]
) -> None:
    since, until = sorted(time)
    found = reaching(stretched(ends), NOON + since * MINUTE, NOON + until * MINUTE)
    assert found == stretched(one for one in ends if filled([one]) & set(range(since, until + 1)))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("08:59", None, id="before"),
        pytest.param("09:00", "09:00 to 12:00", id="its start belongs to it"),
        pytest.param("11:59", "09:00 to 12:00", id="the last minute"),
        pytest.param("12:00", None, id="its end does not"),
        pytest.param("13:00", "13:00 to 17:00", id="the next one"),
    ],
)
def test_the_stretch_that_holds_a_moment(moment: str, expected: str | None) -> None:
    found = around(on_a_day("09:00 to 12:00", "13:00 to 17:00"), at(f"2026-11-23 {moment}"))
    assert found == (on_a_day(expected)[0] if expected else None)


def timeline_of(*stretches: Stretch) -> Timeline:
    return lambda since, until: reaching(stretches, since, until)


def days(count: float) -> datetime:
    return NOON + timedelta(days=count)


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        pytest.param([], (False, None, None), id="never"),
        pytest.param([(-1, 1)], (True, -1, 1), id="inside"),
        pytest.param([(0, 1)], (True, 0, 1), id="at its first moment"),
        pytest.param([(-1, 0), (1, 2)], (False, 0, 1), id="at its end"),
        pytest.param([(-3, -2), (-2, -1), (3, 4), (5, 6)], (False, -1, 3), id="between: the nearest of each"),
        pytest.param([(-1, -0.5)], (False, -0.5, None), id="for the last time"),
        pytest.param([(0.5, 1)], (False, None, 0.5), id="for the first time"),
        pytest.param([(-35, 8)], (True, -35, 8), id="as far back and ahead as is looked"),
        pytest.param([(-35.1, 8.1)], (True, None, None), id="on for longer than is looked either way"),
        pytest.param([(-40, -34.9)], (False, -34.9, None), id="ended just within what is looked back"),
        pytest.param([(-40, -35)], (False, None, None), id="ended before that"),
        pytest.param([(8, 9)], (False, None, 8), id="in the next eight days"),
        pytest.param([(8.1, 9)], (False, None, 8.1), id="in the next two months"),
        pytest.param([(61, 62)], (False, None, 61), id="nearly two months"),
        pytest.param([(62.5, 63)], (False, None, 62.5), id="in the next year"),
        pytest.param([(400, 401)], (False, None, 400), id="as far as is looked"),
        pytest.param([(400.1, 401)], (False, None, None), id="further"),
    ],
)
def test_inside_or_not_since_when_and_until_when(
    stretches: list[tuple[float, float]], expected: tuple[bool, float | None, float | None]
) -> None:
    found = standing_on(timeline_of(*((days(start), days(end)) for start, end in stretches)), NOON)
    on, since, until = expected
    assert found == Standing(
        on, None if since is None else days(since), None if until is None else days(until)
    )


@pytest.mark.parametrize(
    ("ahead", "looked"),
    [
        pytest.param(1, 8, id="tomorrow"),
        pytest.param(20, 62, id="in three weeks"),
        pytest.param(100, 400, id="in three months"),
    ],
)
def test_nobody_looks_a_year_ahead_for_what_comes_soon(ahead: int, looked: int) -> None:
    asked = []

    def timeline(since: datetime, until: datetime) -> tuple[Stretch, ...]:
        asked.append(until - NOON)
        return reaching([(days(ahead), days(ahead + 1))], since, until)

    standing_on(timeline, NOON)
    assert max(asked) == timedelta(days=looked)

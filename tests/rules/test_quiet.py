"""Quiet hours by the clock on the wall: nights, Sundays, holidays, light days, and the nights the clock is set."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.rules.holidays import HolidayRules, Liberation
from bot.rules.light_days import Calendar
from bot.rules.quiet import Quiet, covers, length, stretches, widened
from bot.rules.stretches import around
from tests.rules.patterns import moments, quiets, rules, zones
from tests.rules.wall_clock import (
    AMSTERDAM,
    APIA,
    BEIRUT,
    CAIRO,
    HAVANA,
    KYIV,
    LORD_HOWE,
    at,
    clock_changes,
    every_minute,
    is_quiet,
    shown,
)

USUAL, NO_DAYS = Quiet(), frozenset[int]()
NIGHTS = Quiet(weekdays=NO_DAYS)
NOTHING = Quiet(0, 0, NO_DAYS)
FROM_EASTER = HolidayRules(good_friday=True, liberation=Liberation.ALWAYS)


def light(*chosen: Calendar) -> Quiet:
    return Quiet(0, 0, NO_DAYS, frozenset(chosen))


@pytest.mark.parametrize(
    ("quiet", "first", "last", "expected"),
    [
        pytest.param(
            NIGHTS,
            "2026-11-24 12:00",
            "2026-11-25 12:00",
            ["2026-11-24 20:00 to 2026-11-25 08:00"],
            id="a night",
        ),
        pytest.param(
            USUAL,
            "2026-11-21 12:00",
            "2026-11-23 12:00",
            ["2026-11-21 20:00 to 2026-11-23 08:00"],
            id="overnight into a Sunday and out of it, as one",
        ),
        pytest.param(
            Quiet(0, 0),
            "2026-11-21 12:00",
            "2026-11-23 12:00",
            ["2026-11-22 00:00 to 2026-11-23 00:00"],
            id="equal ends are no night: only the Sunday",
        ),
        pytest.param(
            Quiet(480, 480, NO_DAYS), "2026-11-21 12:00", "2026-11-24 12:00", [], id="equal ends at eight"
        ),
        pytest.param(
            Quiet(150, 150, NO_DAYS),
            "2026-10-24 12:00",
            "2026-10-25 12:00",
            [],
            id="equal ends at a time that comes twice",
        ),
        pytest.param(
            Quiet(150, 150, NO_DAYS),
            "2026-03-28 12:00",
            "2026-03-29 12:00",
            [],
            id="equal ends at a time that never comes",
        ),
        pytest.param(
            Quiet(0, 1440, NO_DAYS),
            "2026-11-24 12:00",
            "2026-11-24 13:00",
            ["2026-11-23 00:00 to 2026-11-26 00:00"],
            id="0 to 1440 is always, of which the days around are looked at",
        ),
        pytest.param(
            Quiet(1320, 1440, NO_DAYS),
            "2026-11-24 12:00",
            "2026-11-25 12:00",
            ["2026-11-24 22:00 to 2026-11-25 00:00"],
            id="until the end of the day",
        ),
        pytest.param(
            Quiet(0, 420, NO_DAYS),
            "2026-11-24 12:00",
            "2026-11-25 12:00",
            ["2026-11-25 00:00 to 2026-11-25 07:00"],
            id="from midnight",
        ),
        pytest.param(
            Quiet(780, 840, NO_DAYS),
            "2026-11-24 00:00",
            "2026-11-24 23:59",
            ["2026-11-24 13:00 to 2026-11-24 14:00"],
            id="an hour at noon",
        ),
        pytest.param(
            Quiet(480, 479, NO_DAYS),
            "2026-11-24 12:00",
            "2026-11-24 13:00",
            ["2026-11-24 08:00 to 2026-11-25 07:59"],
            id="all but a minute",
        ),
        pytest.param(
            Quiet(0, 0, frozenset({4, 5})),
            "2026-11-20 00:00",
            "2026-11-23 00:00",
            ["2026-11-20 00:00 to 2026-11-22 00:00"],
            id="Friday and Saturday instead of Sunday",
        ),
        pytest.param(
            NIGHTS,
            "2026-10-24 12:00",
            "2026-10-25 12:00",
            ["2026-10-24 20:00 to 2026-10-25 08:00"],
            id="the long night",
        ),
        pytest.param(
            NIGHTS,
            "2026-03-28 12:00",
            "2026-03-29 12:00",
            ["2026-03-28 20:00 to 2026-03-29 08:00"],
            id="the short night",
        ),
        pytest.param(
            Quiet(1320, 150, NO_DAYS),
            "2026-10-24 12:00",
            "2026-10-25 12:00",
            ["2026-10-24 22:00 to 2026-10-25 02:30 again"],
            id="it ends when the clock shows its end for the last time",
        ),
        pytest.param(
            Quiet(150, 480, NO_DAYS),
            "2026-03-29 00:00",
            "2026-03-29 12:00",
            ["2026-03-29 01:30 to 2026-03-29 08:00"],
            id="a start that never comes is an hour early",
        ),
        pytest.param(
            NOTHING,
            "2026-12-24 12:00",
            "2026-12-27 12:00",
            ["2026-12-25 00:00 to 2026-12-27 00:00"],
            id="Christmas is quiet for everybody",
        ),
        pytest.param(
            NIGHTS,
            "2026-12-31 12:00",
            "2027-01-02 12:00",
            ["2026-12-31 20:00 to 2027-01-02 08:00"],
            id="over New Year",
        ),
        pytest.param(
            NIGHTS,
            "2028-02-28 12:00",
            "2028-03-01 12:00",
            ["2028-02-28 20:00 to 2028-02-29 08:00", "2028-02-29 20:00 to 2028-03-01 08:00"],
            id="29 February",
        ),
        pytest.param(
            light(Calendar.RAMADAN),
            "2026-02-18 00:00",
            "2026-02-18 23:00",
            ["2026-02-18 12:00 to 2026-02-19 00:00"],
            id="an afternoon in Ramadan",
        ),
        pytest.param(
            light(Calendar.EID),
            "2028-05-03 12:00",
            "2028-05-07 12:00",
            ["2028-05-04 00:00 to 2028-05-07 00:00"],
            id="Eid, with the day before and after",
        ),
        pytest.param(
            light(Calendar.NOWRUZ), "2028-05-03 12:00", "2028-05-07 12:00", [], id="Eid that was not chosen"
        ),
        pytest.param(
            light(Calendar.RAMADAN, Calendar.EID),
            "2026-03-18 13:00",
            "2026-03-22 12:00",
            ["2026-03-18 12:00 to 2026-03-22 00:00"],
            id="out of a Ramadan afternoon into Eid",
        ),
    ],
)
def test_what_is_quiet(quiet: Quiet, first: str, last: str, expected: list[str]) -> None:
    found = stretches(quiet, AMSTERDAM, HolidayRules(), at(first), at(last))
    assert shown(found) == expected


@pytest.mark.parametrize(
    ("day", "holidays", "expected"),
    [
        pytest.param("2026-04-03", HolidayRules(), False, id="Good Friday as usual"),
        pytest.param("2026-04-03", FROM_EASTER, True, id="Good Friday where it is free"),
        pytest.param("2026-05-05", HolidayRules(), False, id="5 May outside a lustrum"),
        pytest.param("2026-05-05", FROM_EASTER, True, id="5 May where it is always free"),
        pytest.param("2030-05-05", HolidayRules(liberation=Liberation.NEVER), False, id="5 May never free"),
        pytest.param("2030-05-05", HolidayRules(), True, id="5 May in a lustrum"),
        pytest.param("2026-04-06", HolidayRules(), True, id="Easter Monday for everybody"),
    ],
)
def test_the_holidays_are_those_of_her_organisation(day: str, holidays: HolidayRules, expected: bool) -> None:
    noon = at(f"{day} 12:00")
    assert bool(stretches(NOTHING, AMSTERDAM, holidays, noon, noon)) is expected


@pytest.mark.parametrize(
    ("moment", "zone", "expected"),
    [
        pytest.param("2026-11-24 07:59", AMSTERDAM, True, id="the last minute"),
        pytest.param("2026-11-24 08:00", AMSTERDAM, False, id="over"),
        pytest.param("2026-11-24 19:59", AMSTERDAM, False, id="not yet"),
        pytest.param("2026-11-24 20:00", AMSTERDAM, True, id="begun"),
        pytest.param("2026-11-24 19:00", KYIV, False, id="not yet in Kyiv, where it is an hour later"),
        pytest.param("2026-11-24 20:00", KYIV, True, id="her zone decides"),
        pytest.param("2026-11-21 23:59", AMSTERDAM, True, id="Saturday night"),
        pytest.param("2026-11-22 12:00", AMSTERDAM, True, id="Sunday"),
    ],
)
def test_quiet_to_the_minute(moment: str, zone: ZoneInfo, expected: bool) -> None:
    now = at(moment, zone)
    assert bool(around(stretches(USUAL, zone, HolidayRules(), now, now), now)) is expected


@settings(max_examples=60)
@given(st.data(), zones, quiets, rules)
def test_whenever_the_clock_says_quiet_it_is_quiet(
    data: st.DataObject, zone: ZoneInfo, quiet: Quiet, holidays: HolidayRules
) -> None:
    middle, hours = data.draw(moments(zone)), timedelta(hours=9)
    found = stretches(quiet, zone, holidays, middle - hours, middle + hours)
    for moment in every_minute(middle, hours, hours):
        wall, inside = moment.astimezone(zone), around(found, moment) is not None
        assert inside >= is_quiet(quiet, holidays, wall), f"{wall} must be quiet"
        assert inside == is_quiet(quiet, holidays, wall) or clock_changes(moment, zone), (
            f"{wall} is not quiet"
        )


@settings(max_examples=15)
@given(quiets, rules)
def test_quiet_is_kept_even_where_a_whole_day_was_left_out(quiet: Quiet, holidays: HolidayRules) -> None:
    middle, hours = at("2011-12-31 00:00", APIA), timedelta(hours=26)
    found = stretches(quiet, APIA, holidays, middle - hours, middle + hours)
    for moment in every_minute(middle, hours, hours):
        wall = moment.astimezone(APIA)
        assert around(found, moment) or not is_quiet(quiet, holidays, wall), f"{wall} must be quiet"


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        pytest.param(AMSTERDAM, "2026-10-25 02:59", id="the first 02:59"),
        pytest.param(AMSTERDAM, "2026-10-25 02:00 again", id="the second 02:00"),
        pytest.param(CAIRO, "2026-10-29 23:30", id="the first 23:30"),
        pytest.param(CAIRO, "2026-10-29 23:30 again", id="the second 23:30"),
        pytest.param(HAVANA, "2026-11-01 00:30", id="the first half past midnight"),
        pytest.param(HAVANA, "2026-11-01 00:30 again", id="the second half past midnight"),
        pytest.param(BEIRUT, "2026-03-29 01:00", id="the first minute of a day without midnight"),
        pytest.param(LORD_HOWE, "2026-04-05 01:45 again", id="the second 01:45"),
    ],
)
def test_no_night_has_a_hole_where_the_clock_is_set(zone: ZoneInfo, moment: str) -> None:
    now = at(moment, zone)
    (night,) = stretches(NIGHTS, zone, HolidayRules(), now, now)
    assert night[0] <= now < night[1]
    assert shown([night], zone)[0].endswith("08:00")


@pytest.mark.parametrize(
    ("quiet", "least", "expected"),
    [
        pytest.param(USUAL, USUAL, True, id="the same"),
        pytest.param(Quiet(19 * 60, 9 * 60), USUAL, True, id="longer at both ends"),
        pytest.param(Quiet(20 * 60 + 1, 8 * 60), USUAL, False, id="begins a minute later"),
        pytest.param(Quiet(20 * 60, 8 * 60 - 1), USUAL, False, id="ends a minute earlier"),
        pytest.param(Quiet(0, 8 * 60), USUAL, False, id="only after midnight"),
        pytest.param(Quiet(8 * 60, 20 * 60), USUAL, False, id="the day instead of the night"),
        pytest.param(Quiet(weekdays=NO_DAYS), USUAL, False, id="without its Sunday"),
        pytest.param(Quiet(weekdays=frozenset({5})), USUAL, False, id="Saturday for Sunday"),
        pytest.param(Quiet(weekdays=frozenset({5, 6})), USUAL, True, id="a weekday more"),
        pytest.param(NOTHING, Quiet(0, 0, NO_DAYS), True, id="no night asked for"),
        pytest.param(NOTHING, Quiet(480, 480, NO_DAYS), True, id="no night asked for, at another hour"),
        pytest.param(NOTHING, Quiet(0, 1, NO_DAYS), False, id="a minute asked for, no night kept"),
        pytest.param(
            Quiet(480, 480, NO_DAYS), Quiet(480, 481, NO_DAYS), False, id="no night is not a whole one"
        ),
        pytest.param(Quiet(0, 1440, NO_DAYS), NIGHTS, True, id="always quiet covers every night"),
        pytest.param(NIGHTS, Quiet(0, 1440, NO_DAYS), False, id="no night covers always"),
        pytest.param(Quiet(0, 1440), Quiet(0, 1440), True, id="always, as was asked"),
        pytest.param(Quiet(480, 479, NO_DAYS), Quiet(0, 1440, NO_DAYS), False, id="a minute short of always"),
        pytest.param(Quiet(1320, 1440, NO_DAYS), Quiet(1380, 1440, NO_DAYS), True, id="both until 24:00"),
        pytest.param(light(Calendar.EID), NIGHTS, False, id="light days are no night"),
        pytest.param(
            USUAL, Quiet(light=frozenset(Calendar)), True, id="nobody's light days can be asked for"
        ),
    ],
)
def test_whether_the_minimum_of_the_organisation_is_kept(quiet: Quiet, least: Quiet, expected: bool) -> None:
    assert covers(quiet, least) is expected


@pytest.mark.parametrize(
    ("quiet", "expected"),
    [
        pytest.param(USUAL, 720, id="overnight"),
        pytest.param(Quiet(780, 840), 60, id="within a day"),
        pytest.param(Quiet(480, 480), 0, id="equal ends"),
        pytest.param(Quiet(0, 1440), 1440, id="always"),
        pytest.param(Quiet(480, 479), 1439, id="all but a minute"),
        pytest.param(Quiet(480, 960), 480, id="as long before noon as after it"),
    ],
)
def test_how_long_a_night_is(quiet: Quiet, expected: int) -> None:
    assert length(quiet) == expected


def night_minutes(quiet: Quiet) -> set[int]:
    if quiet.start > quiet.end:
        return {*range(quiet.start, 1440), *range(quiet.end)}
    return set(range(quiet.start, quiet.end))


@given(quiets, quiets)
@example(USUAL, Quiet(0, 1440))
@example(Quiet(0, 1440), USUAL)
def test_the_minimum_is_kept_when_no_minute_of_it_is_lost(quiet: Quiet, least: Quiet) -> None:
    kept = night_minutes(least) <= night_minutes(quiet) and least.weekdays <= quiet.weekdays
    assert covers(quiet, least) is kept
    assert length(quiet) == len(night_minutes(quiet))


@pytest.mark.parametrize(
    ("quiet", "least", "start", "end"),
    [
        pytest.param(NIGHTS, NIGHTS, 1200, 480, id="the same"),
        pytest.param(Quiet(1320, 480), NIGHTS, 1200, 480, id="an earlier start"),
        pytest.param(Quiet(1200, 420), NIGHTS, 1200, 480, id="a later end"),
        pytest.param(Quiet(1140, 540), NIGHTS, 1140, 540, id="her own is longer"),
        pytest.param(Quiet(1320, 540), NIGHTS, 1200, 540, id="one end of each"),
        pytest.param(Quiet(480, 480), NIGHTS, 1200, 480, id="no night of her own"),
        pytest.param(Quiet(1320, 420), NOTHING, 1320, 420, id="none asked for"),
        pytest.param(Quiet(0, 1440), NIGHTS, 0, 1440, id="always"),
        pytest.param(NIGHTS, Quiet(0, 1440), 0, 1440, id="always asked for"),
        pytest.param(Quiet(480, 1320), NIGHTS, 0, 1440, id="together they leave nothing"),
        pytest.param(Quiet(780, 840), NIGHTS, 1200, 840, id="over the shorter of two gaps"),
        pytest.param(Quiet(900, 960), NIGHTS, 900, 480, id="the other way round"),
    ],
)
def test_the_shortest_night_that_holds_both(quiet: Quiet, least: Quiet, start: int, end: int) -> None:
    found = widened(quiet, least)
    assert (found.start, found.end) == (start, end)


def test_the_days_of_both_stay() -> None:
    mine = Quiet(weekdays=frozenset({5}), light=frozenset({Calendar.EID}))
    theirs = Quiet(light=frozenset({Calendar.NOWRUZ}))
    both = frozenset({Calendar.EID, Calendar.NOWRUZ})
    assert widened(mine, theirs) == Quiet(weekdays=frozenset({5, 6}), light=both)


@given(quiets, quiets)
def test_widening_keeps_every_quiet_minute_of_both_and_changes_nothing_that_fits(
    quiet: Quiet, least: Quiet
) -> None:
    found = widened(quiet, least)
    assert covers(found, least)
    assert covers(found, quiet)
    assert found.light >= quiet.light
    if covers(quiet, least):
        assert night_minutes(found) == night_minutes(quiet)

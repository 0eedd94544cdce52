"""A moment in words: the day is that of the reader's clock, at midnight and when the clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screen import Day, Text, Weekday
from bot.when import clock, when
from tests.rules.patterns import zones
from tests.rules.wall_clock import AMSTERDAM, CAIRO, HAVANA, KABUL, KYIV, at


@pytest.mark.parametrize(
    ("minute", "expected"),
    [
        pytest.param(0, "00:00", id="midnight"),
        pytest.param(9, "00:09", id="one digit"),
        pytest.param(59, "00:59", id="before one"),
        pytest.param(60, "01:00", id="one"),
        pytest.param(555, "09:15", id="in the morning"),
        pytest.param(1439, "23:59", id="the last minute"),
        pytest.param(1440, "24:00", id="the end of the day"),
        pytest.param(1441, "00:01", id="the first minute of the day after"),
        pytest.param(1800, "06:00", id="the morning after"),
        pytest.param(2879, "23:59", id="the last minute of the day after"),
        pytest.param(2880, "00:00", id="the end of the day after"),
    ],
)
def test_minutes_after_midnight_as_a_clock_shows_them(minute: int, expected: str) -> None:
    assert clock(minute) == expected


def words(found: Text) -> str:
    """`weekday 3 09:00` for a text with its values."""
    values = dict(found.values)
    match values.get("weekday"), values.get("day"):
        case Weekday(weekday=number), None:
            apart = f"{number} "
        case None, Day(day=date):
            apart = f"{date} "
        case _:
            apart = ""
    return f"{found.key.removeprefix('when.')} {apart}{values['time']}"


@pytest.mark.parametrize(
    ("moment", "now", "expected"),
    [
        pytest.param("2026-11-23 12:00", "2026-11-23 12:00", "today 12:00", id="now"),
        pytest.param("2026-11-23 00:00", "2026-11-23 23:59", "today 00:00", id="midnight of this day"),
        pytest.param("2026-11-23 23:59", "2026-11-23 00:00", "today 23:59", id="the end of this day"),
        pytest.param("2026-11-24 00:00", "2026-11-23 23:59", "tomorrow 00:00", id="in a minute, tomorrow"),
        pytest.param("2026-11-24 23:59", "2026-11-23 00:00", "tomorrow 23:59", id="nearly two days ahead"),
        pytest.param("2026-11-22 23:59", "2026-11-23 00:00", "yesterday 23:59", id="a minute ago, yesterday"),
        pytest.param("2026-11-22 00:00", "2026-11-23 23:59", "yesterday 00:00", id="nearly two days ago"),
        pytest.param(
            "2026-11-25 00:00", "2026-11-23 23:59", "weekday 2 00:00", id="a day ahead and a minute"
        ),
        pytest.param("2026-11-21 23:59", "2026-11-23 00:00", "weekday 5 23:59", id="a day ago and a minute"),
        pytest.param("2026-11-29 12:00", "2026-11-23 12:00", "weekday 6 12:00", id="six days ahead"),
        pytest.param("2026-11-17 12:00", "2026-11-23 12:00", "weekday 1 12:00", id="six days ago"),
        pytest.param("2026-11-30 12:00", "2026-11-23 12:00", "day 2026-11-30 12:00", id="a week ahead"),
        pytest.param("2026-11-16 12:00", "2026-11-23 12:00", "day 2026-11-16 12:00", id="a week ago"),
        pytest.param(
            "2026-11-30 00:00", "2026-11-23 23:59", "day 2026-11-30 00:00", id="six days and a minute"
        ),
        pytest.param("2027-01-01 00:00", "2026-12-31 23:59", "tomorrow 00:00", id="the new year"),
        pytest.param("2028-02-29 09:00", "2028-03-01 09:00", "yesterday 09:00", id="29 February"),
        pytest.param(
            "2026-10-25 02:30 again", "2026-10-25 02:30", "today 02:30", id="an hour later, the same"
        ),
        pytest.param("2026-10-26 00:30", "2026-10-25 00:30", "tomorrow 00:30", id="25 hours later"),
        pytest.param("2026-10-25 23:30", "2026-10-24 23:45", "tomorrow 23:30", id="more than 24 hours later"),
        pytest.param("2026-03-30 00:00", "2026-03-29 00:30", "tomorrow 00:00", id="22:30 hours later"),
        pytest.param("2026-03-29 03:00", "2026-03-29 01:59", "today 03:00", id="a minute over the jump"),
    ],
)
def test_the_words_for_a_moment(moment: str, now: str, expected: str) -> None:
    assert words(when(at(moment), at(now), AMSTERDAM)) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        pytest.param(AMSTERDAM, "today 23:30", id="not yet midnight in Amsterdam"),
        pytest.param(KYIV, "tomorrow 00:30", id="past it in Kyiv"),
        pytest.param(KABUL, "today 03:00", id="both past it in Kabul"),
        pytest.param(HAVANA, "today 17:30", id="both in the afternoon in Havana"),
    ],
)
def test_the_zone_of_the_reader_decides(zone: ZoneInfo, expected: str) -> None:
    assert words(when(at("2026-11-23 23:30"), at("2026-11-23 22:30"), zone)) == expected


def test_midnight_that_comes_twice_is_still_the_evening_before() -> None:
    assert (
        words(when(at("2026-10-29 23:30 again", CAIRO), at("2026-10-29 23:30", CAIRO), CAIRO))
        == "today 23:30"
    )
    assert (
        words(when(at("2026-10-30 00:00", CAIRO), at("2026-10-29 23:30", CAIRO), CAIRO)) == "tomorrow 00:00"
    )


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(moments, st.integers(-14 * 1440, 14 * 1440), zones)
def test_the_words_lead_back_to_the_moment(now: datetime, apart: int, zone: ZoneInfo) -> None:
    moment = now + timedelta(minutes=apart)
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    days = {"today": 0, "tomorrow": 1, "yesterday": -1}
    name, *rest, time = words(when(moment, now, zone)).split()
    assert time == f"{local.hour:02}:{local.minute:02}"
    if name in days:
        assert today + timedelta(days=days[name]) == local.date()
    elif name == "weekday":
        (said,) = (one for one in (local.date(),) if one.weekday() == int(rest[0]))
        assert 2 <= abs((said - today).days) <= 6
    else:
        assert rest == [str(local.date())]
        assert abs((local.date() - today).days) >= 7

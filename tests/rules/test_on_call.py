"""Times of being on call by the clock on the wall; whom an alert reaches; and when somebody's next hours begin."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rules import on_call
from bot.rules.gate import ALERT, Reach, next_opening, passes_at_once
from bot.rules.holidays import HolidayRules
from bot.rules.hours import Duty
from bot.rules.quiet import Quiet

ZONE = ZoneInfo("Europe/Amsterdam")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "start", "end"),
    [
        pytest.param("2026-11-23 12:00", "2026-11-23 17:00", "2026-11-24 09:00", id="at noon"),
        pytest.param("2026-11-23 17:00", "2026-11-23 17:00", "2026-11-24 09:00", id="five sharp"),
        pytest.param("2026-11-23 23:30", "2026-11-23 23:30", "2026-11-24 09:00", id="late"),
        pytest.param("2026-11-24 03:00", "2026-11-24 03:00", "2026-11-24 09:00", id="in the night itself"),
        pytest.param("2026-11-24 09:00", "2026-11-24 17:00", "2026-11-25 09:00", id="nine sharp"),
        pytest.param("2026-10-24 22:00", "2026-10-24 22:00", "2026-10-25 09:00", id="the longest night"),
    ],
)
def test_tonight_ends_at_nine(now: str, start: str, end: str) -> None:
    assert on_call.tonight(at(now), ZONE) == (at(start), at(end))


@pytest.mark.parametrize(
    ("now", "start"),
    [
        pytest.param("2026-11-23 09:00", "2026-11-27 17:00", id="from Monday at nine the next one"),
        pytest.param("2026-11-27 16:59", "2026-11-27 17:00", id="on Friday before five"),
        pytest.param("2026-11-28 10:00", "2026-11-28 10:00", id="on Saturday from now on"),
        pytest.param("2026-11-30 08:59", "2026-11-30 08:59", id="on Monday before nine still this one"),
    ],
)
def test_a_weekend_is_from_friday_at_five_until_monday_at_nine(now: str, start: str) -> None:
    assert on_call.weekend(at(now), ZONE) == (at(start), at("2026-11-30 09:00"))


def test_what_is_typed_ends_on_the_last_day_or_on_the_morning_after_it() -> None:
    days = (date(2026, 11, 27), date(2026, 11, 28))
    assert on_call.typed(*days, 18 * 60, 23 * 60, ZONE) == (at("2026-11-27 18:00"), at("2026-11-28 23:00"))
    assert on_call.typed(*days, 18 * 60, 32 * 60, ZONE)[1] == at("2026-11-29 08:00")


def test_nothing_fits_that_is_over_backwards_or_longer_than_two_weeks() -> None:
    now = at("2026-11-23 12:00")
    assert on_call.fits((now, now + timedelta(days=14)), now)
    assert not on_call.fits((now, now + timedelta(days=14, seconds=1)), now)
    assert not on_call.fits((now - timedelta(hours=2), now), now)
    assert not on_call.fits((now + timedelta(hours=2), now + timedelta(hours=1)), now)


@pytest.mark.parametrize(
    ("key", "agreed", "expected"),
    [
        pytest.param(f"{ALERT}1:2", True, True, id="an alert for whoever is on call"),
        pytest.param(f"{ALERT}1:2", False, False, id="an alert for whoever is not"),
        pytest.param("alarm.told:1:2", True, False, id="anything else waits for her hours"),
    ],
)
def test_only_an_alert_passes_and_only_for_whoever_agreed(key: str, agreed: bool, expected: bool) -> None:
    assert passes_at_once(key, on_call=agreed) is expected


REACH = Reach(ZONE, Quiet(), HolidayRules(), {1: (Duty(ZONE, (), HolidayRules()),)})


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        pytest.param("2026-11-23 12:00", "2026-11-24 09:00", id="on duty, the next day"),
        pytest.param("2026-11-23 22:00", "2026-11-24 09:00", id="in the evening, the next day"),
        pytest.param("2026-11-27 12:00", "2026-11-30 09:00", id="on Friday, on Monday"),
        pytest.param("2026-11-24 03:00", "2026-11-24 09:00", id="at night, the same day"),
    ],
)
def test_her_next_opening_is_never_the_one_that_holds_now(now: str, opens: str) -> None:
    assert next_opening(REACH, 1, at(now)) == at(opens)


def test_away_her_next_opening_is_after_that_and_without_a_team_there_is_none() -> None:
    away = replace(REACH, away_until=at("2026-11-26 00:00"), away_since=at("2026-11-23 12:00"))
    assert next_opening(away, 1, at("2026-11-23 12:00")) == at("2026-11-26 09:00")
    assert next_opening(REACH, 2, at("2026-11-23 12:00")) is None

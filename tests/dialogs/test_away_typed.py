"""What can stand behind /away: a day, a time, or how long."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.away import LONGEST, back_on, midnight, until_typed

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "until"),
    [
        pytest.param("until 24 december", "2026-12-23T23:00", id="English"),
        pytest.param("tot 24-12", "2026-12-23T23:00", id="Dutch"),
        pytest.param("حتى ٢٤ ديسمبر", "2026-12-23T23:00", id="Arabic"),
        pytest.param("tot en met 24-12", "2026-12-24T23:00", id="through that day"),
        pytest.param("24-12", "2026-12-23T23:00", id="a day alone"),
        pytest.param("tomorrow", "2026-11-23T23:00", id="tomorrow"),
        pytest.param("vandaag", "2026-11-23T23:00", id="the rest of today"),
        pytest.param("اليوم", "2026-11-23T23:00", id="the same in Arabic"),
        pytest.param("17:00", "2026-11-23T16:00", id="a time alone"),
        pytest.param("until 15:30", "2026-11-23T14:30", id="a time with its word"),
        pytest.param("tot 17 uur", "2026-11-23T16:00", id="an hour with its word"),
        pytest.param("tot 17", "2026-11-23T16:00", id="a bare hour with its word"),
        pytest.param("17 uur", "2026-11-23T16:00", id="longer than can be meant as how long"),
        pytest.param("until 24:00", "2026-11-23T23:00", id="until the end of today"),
        pytest.param("until 11:00", "2026-11-24T10:00", id="a time that has passed is one of tomorrow"),
        pytest.param("12:00", "2026-11-24T11:00", id="now is not later"),
        pytest.param("0:00", "2026-11-23T23:00", id="the next midnight"),
        pytest.param("2 uur", "2026-11-23T13:00", id="how long"),
        pytest.param("tot 2 uur", "2026-11-24T01:00", id="not how long"),
        pytest.param("45 min", "2026-11-23T11:45", id="minutes"),
        pytest.param("1u30", "2026-11-23T12:30", id="hours and minutes"),
        pytest.param("٢ ساعات", "2026-11-23T13:00", id="Arabic hours"),
        pytest.param("", None, id="nothing"),
        pytest.param("until", None, id="only the word"),
        pytest.param("2", None, id="a number alone can be either"),
        pytest.param("31-2", None, id="no day"),
        pytest.param("22-11-2026", None, id="yesterday"),
        pytest.param("24-12-2030", None, id="too far away"),
        pytest.param("25:00", None, id="no time"),
        pytest.param("a while", None, id="words"),
    ],
)
def test_what_stands_behind_the_command_is_a_day_a_time_or_how_long(words: str, until: str | None) -> None:
    assert until_typed(words, NOON, AMSTERDAM) == (utc(until) if until else None)


@pytest.mark.parametrize(
    ("now", "words", "zone", "until"),
    [
        pytest.param(
            "2026-10-25T00:30",
            "1 h",
            AMSTERDAM,
            "2026-10-25T01:30",
            id="an hour is an hour in the long night",
        ),
        pytest.param(
            "2026-10-24T22:00", "2:30", AMSTERDAM, "2026-10-25T01:30", id="of two times the same the later"
        ),
        pytest.param(
            "2026-03-28T23:30", "2:30", AMSTERDAM, "2026-03-29T01:30", id="a time that is skipped, after it"
        ),
        pytest.param(
            "2026-04-23T10:00",
            "24-4",
            ZoneInfo("Africa/Cairo"),
            "2026-04-23T22:00",
            id="a midnight that is skipped",
        ),
        pytest.param(
            "2026-11-23T23:30",
            "today",
            AMSTERDAM,
            "2026-11-24T23:00",
            id="after midnight it is another today",
        ),
        pytest.param(
            "2026-11-23T11:00", "tomorrow", ZoneInfo("Asia/Kabul"), "2026-11-23T19:30", id="her zone"
        ),
    ],
)
def test_the_clock_on_her_wall_counts(now: str, words: str, zone: ZoneInfo, until: str) -> None:
    assert until_typed(words, utc(now), zone) == utc(until)


def test_midnight_is_the_beginning_of_the_day() -> None:
    assert midnight(date(2026, 10, 25), AMSTERDAM) == utc("2026-10-24T22:00")
    assert midnight(date(2026, 10, 26), AMSTERDAM) == utc("2026-10-25T23:00")


@given(
    st.text(max_size=30) | st.from_regex(r"(tot |until )?\d{1,4}[-:. ]?\d{0,2}( uur|-\d{4})?", fullmatch=True)
)
def test_whatever_is_typed_the_moment_lies_ahead_and_within_a_year(words: str) -> None:
    until = until_typed(words, NOON, AMSTERDAM)
    assert until is None or NOON < until <= NOON + LONGEST + timedelta(days=1)
    day = back_on(words, NOON.date())
    assert day is None or back_on(day.isoformat(), NOON.date()) == day

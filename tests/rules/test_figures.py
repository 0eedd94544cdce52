"""What a change is, which weeks are over, how reach is rounded, and how settings roll up."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Attendance, Familiarity
from bot.rules.figures import (
    LEAST,
    Alike,
    Change,
    Figures,
    Trend,
    change,
    figures,
    four_week_average,
    mondays,
    rolled_up,
    shown_reach,
)
from bot.taxonomy import KINDS, TAXONOMY, TOPICS

AMSTERDAM, PARAMARIBO = ZoneInfo("Europe/Amsterdam"), ZoneInfo("America/Paramaribo")
MORE, FEWER, SAME = Trend.MORE, Trend.FEWER, Trend.SAME


@pytest.mark.parametrize(
    ("now", "average", "expected"),
    [
        pytest.param(0, 0.0, None, id="nothing against nothing"),
        pytest.param(4, 1.0, None, id="four against one is chance"),
        pytest.param(0, 4.75, None, id="nothing against not quite five"),
        pytest.param(5, 0.0, Change(MORE, None), id="no percentage of nothing"),
        pytest.param(9, 4.75, Change(MORE, None), id="nor of a small number"),
        pytest.param(5, 4.25, Change(SAME, None), id="less than one apart"),
        pytest.param(5, 4.0, Change(MORE, None), id="one apart"),
        pytest.param(6, 5.0, Change(MORE, 20), id="from five on with a percentage"),
        pytest.param(0, 5.0, Change(FEWER, 100), id="nothing left of five"),
        pytest.param(3, 8.0, Change(FEWER, 63), id="62.5 is rounded up"),
        pytest.param(13, 8.0, Change(MORE, 63), id="upwards as well"),
        pytest.param(8, 8.0, Change(SAME, None), id="as ever"),
        pytest.param(1004, 1000.0, Change(SAME, None), id="less than half a percent"),
        pytest.param(1005, 1000.0, Change(MORE, 1), id="half a percent"),
    ],
)
def test_how_a_week_compares_to_the_average(now: int, average: float, expected: Change | None) -> None:
    assert change(now, average) == expected


@given(st.integers(0, 500), st.lists(st.integers(0, 500), min_size=1, max_size=4))
def test_a_change_points_the_right_way_and_is_never_told_of_small_numbers(now: int, weeks: list[int]) -> None:
    average = four_week_average(weeks)
    found = change(now, average)
    assert (found is None) == (now < 5 and average < 5)
    if found and found.trend is not SAME:
        assert (found.trend is MORE) == (now > average)
        assert (found.percent is None) == (average < 5)
        assert found.percent is None or found.percent > 0


@pytest.mark.parametrize(
    ("weeks", "average"),
    [
        ((), 0.0),
        ((6,), 6.0),
        ((0, 3), 1.5),
        ((1, 2, 3, 4), 2.5),
        ((100, 100, 4, 0, 0, 0), 1.0),
    ],
)
def test_the_average_is_of_the_last_four_weeks_or_of_those_there_are(
    weeks: tuple[int, ...], average: float
) -> None:
    assert four_week_average(weeks) == average


@pytest.mark.parametrize(
    ("now", "zone", "last"),
    [
        pytest.param("2026-11-23T11:00Z", AMSTERDAM, "2026-11-16", id="a Monday at noon"),
        pytest.param("2026-11-22T22:59Z", AMSTERDAM, "2026-11-09", id="a minute before her Monday"),
        pytest.param("2026-11-22T23:00Z", AMSTERDAM, "2026-11-16", id="the first minute of it"),
        pytest.param("2026-11-22T23:00Z", PARAMARIBO, "2026-11-09", id="where it is still Sunday"),
        pytest.param("2026-11-23T03:00Z", PARAMARIBO, "2026-11-16", id="and where it no longer is"),
        pytest.param("2026-10-25T23:30Z", AMSTERDAM, "2026-10-19", id="a week with 169 hours"),
        pytest.param("2028-01-03T08:00Z", AMSTERDAM, "2027-12-27", id="a week over New Year"),
        pytest.param("2028-03-06T08:00Z", AMSTERDAM, "2028-02-28", id="a week with a leap day"),
    ],
)
def test_the_last_week_is_the_one_that_is_over_on_the_readers_calendar(
    now: str, zone: ZoneInfo, last: str
) -> None:
    assert mondays(datetime.fromisoformat(now), zone, 1) == (date.fromisoformat(last),)


@given(st.integers(0, 2**32), st.timezones())
def test_weeks_follow_each_other_up_to_the_running_one(seconds: int, zone: ZoneInfo) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    eight = mondays(now, zone, 8)
    assert len(eight) == 8
    assert {day.weekday() for day in eight} == {0}
    assert {then - first for first, then in pairwise(eight)} == {timedelta(days=7)}
    assert 7 <= (now.astimezone(zone).date() - eight[-1]).days <= 13
    assert mondays(now, zone, 0) == ()


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, 0), (1, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (1002, 1000), (1003, 1005)],
)
def test_reach_is_shown_to_the_nearest_five_and_never_small(number: int, shown: int | None) -> None:
    assert shown_reach(number) == shown


def test_every_topic_of_every_setting_rolls_up_and_questions_stay_as_many() -> None:
    asked = [("health", topic, 3) for topic in TOPICS]
    asked += [(setting, one.id, 2) for setting, several in TAXONOMY.profiles.items() for one in several]
    found = rolled_up(asked)
    assert set(found) == set(TOPICS)
    assert sum(found.values()) == sum(number for *_, number in asked)


@pytest.mark.parametrize(
    ("setting", "topic", "health_topic"),
    [
        ("health", "money", "money"),
        ("education", "school_costs", "money"),
        ("money", "health_insurance", "health"),
        ("dementia", "carer_load", "family_school"),
        ("fgm", "travel_risk", "safety"),
        ("fgm", "other", "other"),
        ("health", "of_long_ago", "other"),
        ("of_long_ago", "money", "other"),
    ],
)
def test_a_topic_of_a_setting_counts_under_one_of_the_health_profile(
    setting: str, topic: str, health_topic: str
) -> None:
    assert rolled_up([(setting, topic, 4)]) == {health_topic: 4}


def test_the_most_come_first_and_equal_ones_by_their_identifier() -> None:
    alike = [
        Alike("phone_call", "none", None, None, 4),
        Alike("home_visit", "gp", None, None, 3),
        Alike("home_visit", "school", None, None, 6),
        Alike("chat_message", "gp", None, None, 3),
        Alike("accompaniment", "debt_help", None, None, 3),
    ]
    found = figures(alike, [("health", "money", 2), ("health", "safety", 9)], [("listened", 5)], 2)
    assert list(found.kinds.items()) == [
        ("home_visit", 9),
        ("phone_call", 4),
        ("accompaniment", 3),
        ("chat_message", 3),
    ]
    assert list(found.partners.items()) == [("gp", 6), ("school", 6), ("debt_help", 3)]
    assert list(found.topics) == ["safety", "money"]
    assert (found.contacts, found.questions, found.referrals, found.key_persons) == (19, 11, 15, 2)


def test_an_empty_period_is_nothing_in_every_figure() -> None:
    assert figures([], [], [], 0) == Figures()


def test_the_lowest_of_each_band_is_what_its_name_begins_with() -> None:
    assert set(LEAST) == set(Attendance)
    assert [LEAST[one] for one in Attendance] == [1, 6, 11, 21, 41]


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_reached_follows_from_the_kind(kind: str) -> None:
    one = Alike(kind, "none", Familiarity.FIRST_TIME, Attendance.UP_TO_10, 2)
    found = figures([one], [], [], 1)
    group, alone = kind in {"group_session", "consultation_hour"}, kind == "professional_meeting"
    assert found.residents_reached == (12 if group else 0 if alone else 2)
    assert found.professionals_reached == (2 if kind in {"professional_meeting", "mediated_meeting"} else 0)
    assert found.group_sessions == (2 if group else 0)

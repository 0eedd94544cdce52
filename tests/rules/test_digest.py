"""Which week is told when, and for what somebody is thanked."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Timing
from bot.rules.digest import NEVER, WEEK, Done, Thanks, Weeks, due, latest, most_asked, next_at, thanks, weeks

AMSTERDAM, KYIV = ZoneInfo("Europe/Amsterdam"), ZoneInfo("Europe/Kyiv")
HALF_PAST_NINE = 9 * 60 + 30
MONDAYS = st.integers(0, 600).map(lambda number: date(2024, 1, 1) + timedelta(weeks=number))
MOMENTS = st.datetimes(datetime(2024, 1, 15), datetime(2034, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = st.sampled_from(
    [AMSTERDAM, KYIV, ZoneInfo("Asia/Kabul"), ZoneInfo("America/Sao_Paulo"), ZoneInfo("Asia/Beirut")]
)


def day(words: str) -> date:
    return date.fromisoformat(words)


def on(words: str, zone: ZoneInfo = AMSTERDAM) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=zone)


LONG_AGO = on("2020-01-01 12:00")
CASES = [
    pytest.param("2026-11-09", "2026-11-23 09:29", None, id="a minute early"),
    pytest.param("2026-11-09", "2026-11-23 09:30", Weeks(day("2026-11-16")), id="on time"),
    pytest.param("2026-11-16", "2026-11-23 09:30", None, id="told already"),
    pytest.param("2026-11-09", "2026-11-29 23:59", Weeks(day("2026-11-16")), id="late in the same week"),
    pytest.param("2026-11-02", "2026-11-23 09:30", Weeks(day("2026-11-09"), 2), id="one was missed"),
    pytest.param("2026-10-26", "2026-11-23 09:29", Weeks(day("2026-11-02"), 2), id="two, and this not yet"),
    pytest.param(
        "2026-10-26", "2026-11-23 09:30", Weeks(day("2026-11-02"), 3), id="an outage of three weeks"
    ),
    pytest.param("2026-09-28", "2026-11-23 12:00", Weeks(day("2026-10-26"), 4, 3), id="a long one"),
    pytest.param("2026-12-21", "2027-01-04 09:30", Weeks(day("2026-12-28")), id="the week of new year"),
    pytest.param("2027-03-15", "2027-03-29 09:29", None, id="summer time began, a minute early"),
    pytest.param("2027-03-15", "2027-03-29 09:30", Weeks(day("2027-03-22")), id="summer time began"),
    pytest.param("2026-10-12", "2026-10-26 09:30", Weeks(day("2026-10-19")), id="summer time ended"),
]


@pytest.mark.parametrize(("told", "now", "expected"), CASES)
def test_what_is_due(told: str, now: str, expected: Weeks | None) -> None:
    assert due(day(told), LONG_AGO, 0, HALF_PAST_NINE, on(now), AMSTERDAM) == expected


JOINED = [
    pytest.param("2026-11-22 23:59", "2026-11-23 09:30", Weeks(day("2026-11-16")), id="on its last evening"),
    pytest.param("2026-11-23 00:00", "2026-11-23 09:30", None, id="this week"),
    pytest.param("2026-11-23 09:00", "2026-11-30 09:30", Weeks(day("2026-11-23")), id="her first week"),
    pytest.param("2026-11-12 09:00", "2026-11-23 09:30", Weeks(day("2026-11-09"), 2), id="never told of"),
]


@pytest.mark.parametrize(("joined", "now", "expected"), JOINED)
def test_the_first_digest_is_of_the_week_in_which_she_joined(
    joined: str, now: str, expected: Weeks | None
) -> None:
    assert due(None, on(joined), 0, HALF_PAST_NINE, on(now), AMSTERDAM) == expected


def test_weeks_before_she_joined_anew_are_not_told() -> None:
    found = due(
        day("2026-08-03"), on("2026-11-18 12:00"), 0, HALF_PAST_NINE, on("2026-11-24 12:00"), AMSTERDAM
    )
    assert found == Weeks(day("2026-11-16"))


CHANGED = [
    pytest.param("2026-11-16", 0, 4, "2026-11-27 09:30", None, id="told on Monday, then Friday"),
    pytest.param("2026-11-16", 0, 4, "2026-12-04 09:30", Weeks(day("2026-11-23")), id="the Friday after"),
    pytest.param("2026-11-09", 4, 0, "2026-11-25 12:00", Weeks(day("2026-11-16")), id="Friday, then Monday"),
    pytest.param("2026-11-09", 4, 2, "2026-11-25 09:29", None, id="Friday, then today but later"),
    pytest.param("2026-11-09", 4, 2, "2026-11-25 09:30", Weeks(day("2026-11-16")), id="and then it is time"),
    pytest.param("2026-11-16", 0, 6, "2026-11-29 09:30", None, id="to Sunday: nothing twice"),
]


@pytest.mark.parametrize(("told", "before", "after", "now", "expected"), CHANGED)
def test_a_day_that_changes_within_a_week_loses_and_doubles_nothing(
    told: str, before: int, after: int, now: str, expected: Weeks | None
) -> None:
    assert before != after
    assert due(day(told), LONG_AGO, after, HALF_PAST_NINE, on(now), AMSTERDAM) == expected


def test_in_another_zone_it_is_another_moment_of_the_same_week() -> None:
    at = on("2026-11-23 08:30")  # 09:30 in Kyiv
    assert due(day("2026-11-09"), LONG_AGO, 0, HALF_PAST_NINE, at, KYIV) == Weeks(day("2026-11-16"))
    assert due(day("2026-11-09"), LONG_AGO, 0, HALF_PAST_NINE, at, AMSTERDAM) is None
    assert due(day("2026-11-16"), LONG_AGO, 0, HALF_PAST_NINE, on("2026-11-23 12:00"), AMSTERDAM) is None


def test_whoever_wants_none_gets_none() -> None:
    assert due(None, LONG_AGO, NEVER, HALF_PAST_NINE, on("2026-11-23 12:00"), AMSTERDAM) is None


def test_of_many_weeks_four_are_shown_and_the_others_known() -> None:
    found = weeks(day("2026-09-07"), day("2026-11-16"))
    assert found == Weeks(day("2026-10-26"), 4, 7)
    assert found
    assert (found.last_monday, found.sunday, found.oldest) == (
        day("2026-11-16"),
        day("2026-11-22"),
        day("2026-09-07"),
    )
    assert weeks(day("2026-11-23"), day("2026-11-16")) is None


@given(MOMENTS, ZONES, st.integers(0, 6), st.integers(0, 1439))
def test_the_last_week_due_is_over_and_the_next_one_becomes_due_within_a_week(
    now: datetime, zone: ZoneInfo, weekday: int, minute: int
) -> None:
    monday = latest(weekday, minute, now, zone)
    assert monday.weekday() == 0
    assert monday + WEEK <= now.astimezone(zone).date()
    following = next_at(monday, weekday, minute, now, zone)
    assert now < following <= now + timedelta(days=7, hours=3)
    assert latest(weekday, minute, following, zone) == monday + WEEK
    assert latest(weekday, minute, following - timedelta(seconds=1), zone) == monday


@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.integers(0, 6), st.sampled_from([480, 570, 1080]), ZONES),
        max_size=30,
    )
)
def test_whatever_she_changes_every_week_is_told_once_and_in_order(
    rounds: list[tuple[int, int, int, ZoneInfo]],
) -> None:
    """As the job goes: it looks, tells what is due, and remembers the last week of it."""
    now, told, joined = on("2026-10-05 12:00"), None, on("2026-09-30 12:00")
    heard: list[date] = []
    for hours, weekday, minute, zone in rounds:
        now += timedelta(hours=hours * 7)
        found = due(told, joined, weekday, minute, now, zone)
        if found:
            heard += [found.oldest + number * WEEK for number in range(found.older + found.number)]
            told = found.last_monday
        assert due(told, joined, weekday, minute, now, zone) is None
    assert heard == [day("2026-09-28") + number * WEEK for number in range(len(heard))]


MONDAY = day("2026-11-16")
FIRST, MONEY = Done(first_time=True), Done(topics=("money",))


def test_a_referral_that_helped_comes_first() -> None:
    assert thanks([FIRST, MONEY], MONDAY, helped=True) is Thanks.HELPED


@pytest.mark.parametrize("timing", [Timing.EXTRA, Timing.ASKED, Timing.UNASKED, Timing.LEFT])
def test_nobody_is_thanked_for_what_was_or_may_have_been_off_duty(timing: Timing) -> None:
    done = [Done(timing, first_time=True, topics=("money",))] * 3
    assert thanks(done, MONDAY, helped=False) is None
    assert thanks([*done, Done(topics=("housing",))], MONDAY, helped=False) is Thanks.THERE


def test_more_work_is_not_thanked_more() -> None:
    assert thanks([MONEY] * 2, MONDAY, helped=False) is thanks([MONEY] * 40, MONDAY, helped=False)


def test_what_is_true_alternates() -> None:
    done = [FIRST, MONEY, MONEY]
    found = [thanks(done, MONDAY + number * WEEK, helped=False) for number in range(4)]
    assert set(found[:2]) == {Thanks.FIRST, Thanks.TOPIC}
    assert found[:2] == found[2:]


@pytest.mark.parametrize(
    ("topics", "most"),
    [
        ((), None),
        (("money",), None),
        (("money", "money"), "money"),
        (("money", "money", "housing", "housing"), None),
        (("money", "money", "housing"), "money"),
    ],
)
def test_most_asked_is_what_came_more_often_than_every_other(
    topics: tuple[str, ...], most: str | None
) -> None:
    assert most_asked([Done(topics=(one,)) for one in topics]) == most


@given(
    st.lists(
        st.builds(Done, st.sampled_from([None, *Timing]), st.booleans(), st.just(("money",))), max_size=8
    ),
    MONDAYS,
)
def test_thanks_say_only_what_is_true(done: list[Done], monday: date) -> None:
    found = thanks(done, monday, helped=False)
    on_duty = [one for one in done if one.timing in {None, Timing.EARLIER}]
    assert (found is None) is (not on_duty)
    assert found is not Thanks.FIRST or any(one.first_time for one in on_duty)
    assert found is not Thanks.TOPIC or len(on_duty) > 1

"""When it may be asked what came of a referral, how often, and from when answers together tell something."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rules.referrals import (
    CANNOT_SAY,
    FIRST,
    MOST_A_DAY,
    OUTCOMES,
    OWN_CHOICE,
    STUCK,
    UNKNOWN,
    WAITS,
    ask_from,
    learned,
    may_ask_again,
)

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def ago(**step: float) -> datetime:
    return NOW - timedelta(**step)


def midnight(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param([], NOW, id="never asked"),
        pytest.param([NOW], NOW + timedelta(hours=1), id="asked just now"),
        pytest.param([ago(minutes=59)], NOW + timedelta(minutes=1), id="not an hour ago"),
        pytest.param([ago(hours=1)], NOW, id="an hour ago"),
        pytest.param([ago(hours=3), ago(minutes=30)], NOW + timedelta(minutes=30), id="the last one decides"),
        pytest.param([ago(hours=3), ago(hours=2)], NOW, id="twice today"),
        pytest.param([ago(hours=4), ago(hours=3), ago(hours=2)], midnight(24), id="three times today"),
        pytest.param([ago(hours=13), ago(hours=3), ago(hours=2)], NOW, id="one of three yesterday"),
        pytest.param([ago(hours=5), ago(hours=4), ago(hours=3), ago(minutes=5)], midnight(24), id="more"),
    ],
)
def test_three_a_day_at_most_and_an_hour_between(said: list[datetime], expected: datetime) -> None:
    assert ask_from(said, NOW, ZONE) == expected
    assert ask_from(said[::-1], NOW, ZONE) == expected


def test_a_day_is_a_day_on_her_clock() -> None:
    there, her_midnight = ZoneInfo("America/Los_Angeles"), datetime(2026, 11, 23, 8, tzinfo=UTC)
    said = [her_midnight - timedelta(hours=6)] * MOST_A_DAY
    assert ask_from(said, her_midnight - timedelta(hours=3), there) == her_midnight
    assert ask_from(said, her_midnight, there) == her_midnight


@pytest.mark.parametrize(("day", "month", "hours"), [(25, 10, 25), (29, 3, 23)])
def test_a_day_on_which_the_clock_changes_is_a_day_too(day: int, month: int, hours: int) -> None:
    start = midnight(day, month).astimezone(UTC)
    said = [start + timedelta(hours=9)] * MOST_A_DAY
    assert ask_from(said, start + timedelta(hours=12), ZONE) == start + timedelta(hours=hours)


def test_it_is_asked_once_and_again_three_times_at_most() -> None:
    assert [may_ask_again(times) for times in range(6)] == [True, True, True, True, False, False]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([("helped", 1, 3), ("helped", 2, 1)], [], id="four"),
        pytest.param([("helped", 1, 4), ("helped", 2, 1)], ["helped"], id="five"),
        pytest.param([("helped", 1, 5)], [], id="five of one person alone tell of her"),
        pytest.param([("helped", 1, 5), ("cannot_say", 2, 1)], [], id="nor does who cannot say hide her"),
        pytest.param(
            [("helped", 1, 2), ("waiting_list", 1, 1), ("waiting_list", 2, 2)],
            ["waiting_list", "helped"],
            id="five together",
        ),
        pytest.param(
            [("helped", 1, 4), ("service_refused", 2, 1)], ["helped"], id="what was answered once is not told"
        ),
        pytest.param([(one, at, 1) for at, one in enumerate(OUTCOMES)], [], id="all of it once"),
        pytest.param(
            [("helped", 1, 4), ("cannot_say", 2, 9), ("unknown_yet", 2, 9)],
            [],
            id="who does not know tells nothing",
        ),
    ],
)
def test_five_answers_of_two_people_tell_something(
    answers: list[tuple[str, int, int]], expected: list[str]
) -> None:
    assert list(learned(answers) or ()) == expected, "the most frequent first"


def test_every_outcome_that_is_named_is_one() -> None:
    assert {*FIRST, *STUCK, *OWN_CHOICE, UNKNOWN, CANNOT_SAY} <= set(OUTCOMES)
    assert not STUCK & OWN_CHOICE
    assert len(OUTCOMES) == 11


def test_the_usual_wait_can_be_chosen() -> None:
    assert WAITS == (7, 14, 21, 28)

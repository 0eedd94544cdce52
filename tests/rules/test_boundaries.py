"""When the bot speaks of somebody's own boundaries: to the minute, and never more often than was promised."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Talk, Timing
from bot.rules.boundaries import (
    ANSWERS,
    ASKS_NOT_FOR,
    WEEK,
    WORDINGS,
    Logged,
    offers_talk,
    reminds,
    timing_of_new,
)
from bot.rules.stretches import Standing
from tests.rules.wall_clock import AMSTERDAM, KYIV, at

EARLIER, EXTRA, LEFT, ASKED, UNASKED = (
    Timing.EARLIER,
    Timing.EXTRA,
    Timing.LEFT,
    Timing.ASKED,
    Timing.UNASKED,
)
NOW = at("2026-11-23 22:00")
OFF = Standing(False, at("2026-11-23 17:00"), at("2026-11-24 09:00"))
ON = Standing(True, at("2026-11-23 09:00"), at("2026-11-23 17:00"))
FOUR_WEEKS_AGO = "2026-10-26 22:00"


def answered(*timings: Timing | None, latest: str = "2026-11-20 22:00") -> list[Logged]:
    """The latest first, each a day before the one that stands left of it."""
    return [Logged(at(latest) - timedelta(days=number), one) for number, one in enumerate(timings)]


@pytest.mark.parametrize(
    ("latest_first", "expected"),
    [
        pytest.param([], ASKED, id="the first time"),
        pytest.param(answered(EARLIER), ASKED, id="once earlier"),
        pytest.param(answered(EARLIER, EARLIER), ASKED, id="twice"),
        pytest.param(answered(EARLIER, EARLIER, EARLIER), UNASKED, id="three times in a row"),
        pytest.param(answered(EARLIER, EARLIER, EARLIER, EARLIER), UNASKED, id="four times"),
        pytest.param(answered(EARLIER, EARLIER, EARLIER, EXTRA), UNASKED, id="extra before the three"),
        pytest.param(answered(EXTRA, EARLIER, EARLIER, EARLIER), ASKED, id="extra since then"),
        pytest.param(answered(EARLIER, EXTRA, EARLIER, EARLIER), ASKED, id="extra among them"),
        pytest.param(answered(EARLIER, EARLIER, EXTRA, EARLIER), ASKED, id="extra before the latest two"),
        pytest.param(answered(EARLIER, LEFT, EARLIER, EARLIER), ASKED, id="left open breaks the row as well"),
        pytest.param(answered(LEFT, LEFT, LEFT), ASKED, id="left open three times"),
        pytest.param(answered(EXTRA, EXTRA, EXTRA), ASKED, id="extra three times"),
        pytest.param(
            answered(EARLIER, ASKED, UNASKED, EARLIER, None, EARLIER),
            UNASKED,
            id="what nobody answered neither breaks the row",
        ),
        pytest.param(answered(ASKED, UNASKED, None), ASKED, id="nor counts"),
        pytest.param(answered(EARLIER, EARLIER, ASKED), ASKED, id="not for the third either"),
        pytest.param(
            answered(EARLIER, EARLIER, EARLIER, latest="2026-10-26 22:01"),
            UNASKED,
            id="a minute short of 4 weeks",
        ),
        pytest.param(
            answered(EARLIER, EARLIER, EARLIER, latest=FOUR_WEEKS_AGO),
            ASKED,
            id="four weeks after the latest",
        ),
        pytest.param(
            [
                *answered(EARLIER, latest="2026-11-20 22:00"),
                *answered(EARLIER, EARLIER, latest="2026-01-01 22:00"),
            ],
            UNASKED,
            id="only the latest must be that young",
        ),
        pytest.param(
            [*answered(UNASKED), *answered(EARLIER, EARLIER, EARLIER, latest=FOUR_WEEKS_AGO)],
            ASKED,
            id="contacts that were not asked about do not make it rest for longer",
        ),
    ],
)
def test_it_asks_unless_the_answer_is_always_the_same(latest_first: list[Logged], expected: Timing) -> None:
    assert timing_of_new(OFF, latest_first, NOW) is expected
    assert timing_of_new(ON, latest_first, NOW) is None


some_logged = st.builds(
    Logged,
    st.integers(0, 60 * 24 * 40).map(lambda minutes: NOW - timedelta(minutes=minutes)),
    st.none() | st.sampled_from(Timing),
    st.none() | st.none() | st.sampled_from(Talk),
    st.booleans(),
)
histories = st.lists(some_logged, max_size=12)


def latest_first(logged: Iterable[Logged]) -> list[Logged]:
    return sorted(logged, key=lambda one: one.at, reverse=True)


@given(histories)
def test_it_rests_only_after_three_times_the_same_and_for_four_weeks(history: list[Logged]) -> None:
    row: list[Logged] = []
    for one in latest_first(history):
        if one.timing in {EXTRA, LEFT}:
            break
        row += [one] if one.timing is EARLIER else []
    rests = len(row) >= 3 and NOW - row[0].at < timedelta(days=28)
    assert timing_of_new(OFF, latest_first(history), NOW) is (UNASKED if rests else ASKED)


SINCE_FRIDAY = Standing(False, at("2026-11-20 17:00"), at("2026-11-23 09:00"))
FOR_EVER = Standing(False, None, None)


@pytest.mark.parametrize(
    ("standing", "others", "expected"),
    [
        pytest.param(SINCE_FRIDAY, [], True, id="the first contact of all"),
        pytest.param(SINCE_FRIDAY, ["2026-11-20 16:59"], True, id="the other was on duty"),
        pytest.param(SINCE_FRIDAY, ["2026-11-20 17:00"], False, id="the other just off duty"),
        pytest.param(SINCE_FRIDAY, ["2026-11-21 20:29"], False, id="the other a minute ago"),
        pytest.param(SINCE_FRIDAY, ["2026-11-21 20:30"], True, id="the other is no earlier"),
        pytest.param(SINCE_FRIDAY, ["2026-11-21 21:00"], True, id="the other came later"),
        pytest.param(
            SINCE_FRIDAY, ["2026-11-21 21:00", "2026-11-21 19:00"], False, id="one later, one earlier"
        ),
        pytest.param(SINCE_FRIDAY, ["2026-11-13 20:00"], True, id="the other in the weekend before"),
        pytest.param(FOR_EVER, [], True, id="off duty for ever, the first"),
        pytest.param(FOR_EVER, ["2026-11-01 12:00"], False, id="off duty for ever, not the first"),
        pytest.param(FOR_EVER, ["2026-11-21 21:00"], True, id="off duty for ever, the other came later"),
    ],
)
def test_one_reminder_is_enough_for_an_off_duty_stretch(
    standing: Standing, others: list[str], expected: bool
) -> None:
    logged = [Logged(at(one), UNASKED) for one in others]
    assert reminds(standing, logged, at("2026-11-21 20:30")) is expected


@pytest.mark.parametrize(
    ("logged", "expected"),
    [
        pytest.param("2026-11-20 16:59", False, id="logged on duty, seen again off duty"),
        pytest.param("2026-11-20 17:00", True, id="logged in the first minute"),
        pytest.param("2026-11-13 20:00", False, id="logged in the weekend before"),
    ],
)
def test_only_a_contact_of_this_off_duty_stretch_is_reminded_of_it(logged: str, expected: bool) -> None:
    assert reminds(SINCE_FRIDAY, [], at(logged)) is expected
    assert reminds(FOR_EVER, [], at(logged)) is True


def test_on_duty_nobody_is_reminded() -> None:
    assert reminds(ON, [], at("2026-11-23 12:00")) is False
    assert reminds(Standing(True, None, None), [], at("2026-11-23 12:00")) is False


@given(st.lists(st.integers(0, 5000), unique=True, max_size=8))
def test_of_all_contacts_of_a_stretch_one_is_reminded(apart: list[int]) -> None:
    logged = [Logged(at("2026-11-20 17:00") + timedelta(minutes=one), UNASKED) for one in apart]
    reminded = [
        one for one in logged if reminds(SINCE_FRIDAY, [it for it in logged if it is not one], one.at)
    ]
    assert reminded == sorted(logged, key=lambda one: one.at)[:1]


def extra(*moments: str, timing: Timing | None = EXTRA, talk: Talk | None = None) -> list[Logged]:
    return [Logged(at(one), timing, talk) for one in moments]


THIRD = "2026-11-23 22:00"
TWO = extra("2026-11-20 22:00", "2026-11-22 22:00")


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        pytest.param([], False, id="the first in a week"),
        pytest.param(extra("2026-11-22 22:00"), False, id="the second"),
        pytest.param(TWO, True, id="the third"),
        pytest.param(
            [*TWO, *extra("2026-11-21 22:00")], True, id="the fourth, as none was offered at the third"
        ),
        pytest.param(extra("2026-11-16 22:01", "2026-11-22 22:00"), True, id="the first nearly a week ago"),
        pytest.param(extra("2026-11-16 22:00", "2026-11-22 22:00"), False, id="the first a week ago"),
        pytest.param(extra("2026-11-22 22:00", "2026-11-23 22:00"), True, id="another at the same moment"),
        pytest.param(
            extra("2026-11-22 22:00", "2026-11-23 22:01"), True, id="a later one was answered before"
        ),
        pytest.param(
            extra("2026-11-24 22:00", "2026-11-30 21:59"), True, id="two later ones within the week"
        ),
        pytest.param(extra("2026-11-24 22:00", "2026-11-30 22:00"), False, id="the later one a week after"),
        pytest.param(extra("2026-11-20 22:00", "2026-11-27 21:59"), True, id="the middle one of a week"),
        pytest.param(extra("2026-11-20 22:00", "2026-11-27 22:00"), False, id="the middle one of just more"),
        pytest.param(
            extra("2026-11-17 22:00", "2026-11-29 22:00"), False, id="six days apart on either side"
        ),
        pytest.param(
            [*TWO, *extra("2026-11-30 21:59", talk=Talk.NO)], False, id="a talk was offered on a later one"
        ),
        pytest.param(
            [*TWO, *extra("2026-11-30 22:00", talk=Talk.NO)], True, id="a talk was offered a week later"
        ),
        pytest.param(
            [*extra("2026-11-22 22:00"), *extra("2026-11-21 22:00", timing=None)], False, id="one on duty"
        ),
        *(
            pytest.param(
                [*extra("2026-11-22 22:00"), *extra("2026-11-21 22:00", timing=one)],
                False,
                id=f"one that was {one}",
            )
            for one in (EARLIER, LEFT, ASKED, UNASKED)
        ),
        *(
            pytest.param([*TWO, *extra("2026-11-19 22:00", talk=one)], False, id=f"a talk this week: {one}")
            for one in Talk
        ),
        pytest.param(
            [*TWO, *extra("2026-11-16 22:01", talk=Talk.NO)], False, id="the answer was nearly a week ago"
        ),
        pytest.param([*TWO, *extra("2026-11-16 22:00", talk=Talk.NO)], True, id="the talk was a week ago"),
        pytest.param(
            [*TWO, *extra("2026-11-19 22:00", timing=LEFT, talk=Talk.OFFERED)],
            False,
            id="offered on a contact that was changed since",
        ),
        pytest.param(
            [*TWO[:1], Logged(at("2026-11-22 22:00"), EXTRA, undone=True)], False, id="one that was undone"
        ),
        pytest.param(
            [*TWO, Logged(at("2026-11-21 22:00"), EXTRA, Talk.OFFERED, undone=True)],
            True,
            id="the offer went with the contact that was undone",
        ),
    ],
)
def test_a_talk_is_offered_at_the_third_contact_off_duty_in_a_week(
    others: list[Logged], expected: bool
) -> None:
    assert offers_talk(Logged(at(THIRD), EXTRA), others, AMSTERDAM) is expected


@pytest.mark.parametrize("timing", [None, EARLIER, LEFT, ASKED, UNASKED], ids=str)
def test_only_what_was_surely_off_duty_leads_to_a_talk(timing: Timing | None) -> None:
    assert offers_talk(Logged(at(THIRD), timing), [*TWO, *TWO], AMSTERDAM) is False
    assert offers_talk(Logged(at("2026-11-23 03:00"), timing), TWO, AMSTERDAM) is False


@pytest.mark.parametrize(
    ("moment", "zone", "expected"),
    [
        pytest.param("2026-11-23 23:59", AMSTERDAM, False, id="just before midnight"),
        pytest.param("2026-11-23 00:00", AMSTERDAM, True, id="midnight"),
        pytest.param("2026-11-23 05:59", AMSTERDAM, True, id="the last minute of the night"),
        pytest.param("2026-11-23 06:00", AMSTERDAM, False, id="six in the morning"),
        pytest.param("2026-11-23 12:00", AMSTERDAM, False, id="noon"),
        pytest.param("2026-10-25 02:30 again", AMSTERDAM, True, id="the second 02:30"),
        pytest.param("2026-11-23 23:00", KYIV, True, id="midnight in Kyiv is an hour earlier"),
        pytest.param("2026-11-23 05:30", KYIV, False, id="half past six in Kyiv"),
    ],
)
def test_after_midnight_one_contact_is_enough(moment: str, zone: ZoneInfo, expected: bool) -> None:
    assert offers_talk(Logged(at(moment), EXTRA), [], zone) is expected


def test_after_midnight_no_second_talk_in_a_week_either() -> None:
    offered = extra("2026-11-20 22:00", talk=Talk.NO)
    assert not offers_talk(Logged(at("2026-11-23 03:00"), EXTRA), offered, AMSTERDAM)


def offers(history: Sequence[Logged]) -> Iterator[Logged]:
    """A whole history as it goes: whatever is offered is remembered."""
    known: list[Logged] = []
    for one in sorted(history, key=lambda one: one.at):
        offered = offers_talk(one, known, AMSTERDAM)
        known.append(Logged(one.at, one.timing, Talk.OFFERED if offered else None))
        if offered:
            yield one


@given(st.lists(some_logged, max_size=30))
def test_between_two_offers_lies_a_week(history: list[Logged]) -> None:
    offered = [one.at for one in offers(history)]
    assert all(later - earlier >= WEEK for earlier, later in pairwise(offered))


def test_the_figures_that_were_promised() -> None:
    assert (timedelta(days=28), timedelta(days=7), 4) == (ASKS_NOT_FOR, WEEK, WORDINGS)
    assert set(ANSWERS) == {EARLIER, EXTRA, LEFT}

"""What her own log suggests for a session: to the moment, never more than ten points, nothing that was undone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Contact, Timing
from bot.rules.agenda import MOST, points, since
from bot.supervision import MeetingKind
from bot.taxonomy import TOPICS
from tests.rules.records import contact

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
LAST = NOW - timedelta(weeks=4)
EIGHT_WEEKS_AGO = NOW - timedelta(weeks=8)
SECOND = timedelta(seconds=1)
ALWAYS = ["hours", "else"]
INDIVIDUAL, PEER, PROGRESS = MeetingKind.INDIVIDUAL, MeetingKind.PEER, MeetingKind.PROGRESS


def lately(*topics: str, times: int = 1, **fields: object) -> list[Contact]:
    return [contact(*topics, **{"logged_at": NOW - timedelta(days=1), **fields}) for _ in range(times)]


def before(*topics: str, times: int = 1) -> list[Contact]:
    return lately(*topics, times=times, logged_at=LAST - timedelta(days=1))


def ids(contacts: Sequence[Contact], kind: MeetingKind = INDIVIDUAL) -> list[str]:
    return [one.id for one in points(contacts, LAST, NOW, kind)]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param(None, EIGHT_WEEKS_AGO, id="never before"),
        pytest.param(LAST, LAST, id="four weeks ago"),
        pytest.param(EIGHT_WEEKS_AGO, EIGHT_WEEKS_AGO, id="just eight weeks ago"),
        pytest.param(EIGHT_WEEKS_AGO - SECOND, EIGHT_WEEKS_AGO, id="longer ago"),
        pytest.param(NOW + timedelta(hours=1), NOW, id="held before its time"),
    ],
)
def test_since_when_her_log_is_looked_at(last: datetime | None, expected: datetime) -> None:
    assert since(last, NOW) == expected


@pytest.mark.parametrize(
    ("logged", "expected"),
    [
        pytest.param([], ALWAYS, id="nothing logged"),
        pytest.param(lately("money", times=3), ["topic.money", *ALWAYS], id="three times, and never before"),
        pytest.param(lately("money", times=2), ALWAYS, id="twice is not often"),
        pytest.param([*lately("money", times=3), *before("money", times=3)], ALWAYS, id="as often as before"),
        pytest.param(
            [*lately("money", times=4), *before("money", times=3)],
            ["topic.money", *ALWAYS],
            id="once more than before",
        ),
        pytest.param([*lately("money", times=3), *before("money", times=9)], ALWAYS, id="less often"),
        pytest.param(
            [*lately("money", times=3), *before("health", times=9)],
            ["topic.money", *ALWAYS],
            id="another topic before",
        ),
        pytest.param(
            [*lately("money", times=3), *lately("health", times=4)],
            ["topic.health", "topic.money", *ALWAYS],
            id="the most frequent first",
        ),
        pytest.param(
            lately("money", "health", times=3),
            ["topic.health", "topic.money", *ALWAYS],
            id="several topics in one contact",
        ),
        pytest.param(lately("money", times=3, undone_at=NOW), ALWAYS, id="undone ones do not count"),
        pytest.param(
            [*lately("money", times=3), *[one for one in before("money", times=2)]],
            ["topic.money", *ALWAYS],
            id="three is more than two",
        ),
        pytest.param(lately("money", heavy=True), ["heavy.3", *ALWAYS], id="a heavy contact"),
        pytest.param(
            lately("money", heavy=True, undone_at=NOW), ALWAYS, id="a heavy contact that was undone"
        ),
        pytest.param(
            [*lately(heavy=True, id=1), *lately(heavy=True, id=2, logged_at=NOW)],
            ["heavy.2", "heavy.1", *ALWAYS],
            id="the newest heavy one first",
        ),
        pytest.param(lately(referral="gp", actions=("referred",)), ["referrals", *ALWAYS], id="a referral"),
        pytest.param(lately(timing=Timing.EXTRA), ["off_duty", *ALWAYS], id="extra time off duty"),
        pytest.param(lately(timing=Timing.EARLIER), ALWAYS, id="logged off duty, but done on duty"),
        pytest.param(lately(timing=Timing.ASKED), ALWAYS, id="not known whether off duty"),
        pytest.param(lately(timing=Timing.LEFT), ALWAYS, id="left open"),
    ],
)
def test_what_the_log_suggests(logged: list[Contact], expected: list[str]) -> None:
    assert ids(logged) == expected


@pytest.mark.parametrize(
    ("logged_at", "counts"),
    [
        pytest.param(LAST, True, id="in the moment of the last session"),
        pytest.param(LAST - SECOND, False, id="just before it"),
        pytest.param(NOW, True, id="now"),
        pytest.param(NOW + SECOND, False, id="by a clock that was wrong"),
    ],
)
def test_the_time_since_the_last_session(logged_at: datetime, counts: bool) -> None:
    assert ("heavy.3" in ids(lately(heavy=True, logged_at=logged_at))) is counts


@pytest.mark.parametrize(
    ("logged_at", "rose"),
    [
        pytest.param(LAST - SECOND, False, id="at the end of the time before"),
        pytest.param(LAST - (NOW - LAST), False, id="at its beginning"),
        pytest.param(LAST - (NOW - LAST) - SECOND, True, id="earlier does not compare"),
    ],
)
def test_as_much_time_before_is_compared_with(logged_at: datetime, rose: bool) -> None:
    logged = [*lately("money", times=3), *lately("money", times=3, logged_at=logged_at)]
    assert ("topic.money" in ids(logged)) is rose


@pytest.mark.parametrize("kind", MeetingKind)
def test_only_for_a_progress_talk_boundaries_are_on_it_and_ticked(kind: MeetingKind) -> None:
    found = points((), LAST, NOW, kind)
    assert [one.id for one in found if one.ticked] == (["boundaries"] if kind is PROGRESS else [])
    assert [one.id for one in found] == ([*["boundaries"][: kind is PROGRESS], *ALWAYS])


def test_a_point_tells_what_she_needs_to_choose() -> None:
    logged = [
        *lately("money", "health", heavy=True, happened_on=date(2026, 11, 20)),
        *lately("money", times=3),
        *before("money"),
    ]
    heavy, topic, *_ = points(logged, LAST, NOW, PEER)
    assert (heavy.what, heavy.topics, heavy.day) == ("heavy", ("money", "health"), date(2026, 11, 20))
    assert (topic.what, topic.topics, topic.count, topic.before) == ("topic", ("money",), 4, 1)


def test_of_very_much_the_newest_heavy_ones_and_two_topics_are_shown() -> None:
    logged = [
        *(one for at in range(20) for one in lately("money", "health", "housing", heavy=True, id=at + 1)),
        *lately(referral="gp", actions=("referred",), timing=Timing.EXTRA),
    ]
    found = ids(logged, PROGRESS)
    assert found == [
        *("heavy.20", "heavy.19", "heavy.18", "topic.money", "topic.health"),
        *("referrals", "off_duty", "boundaries", *ALWAYS),
    ]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.builds(
            contact,
            st.sampled_from(sorted(TOPICS)),
            id=st.integers(1, 2**63 - 1),
            heavy=st.booleans(),
            logged_at=st.integers(-200, 10).map(lambda days: NOW + timedelta(days=days)),
            timing=st.sampled_from([None, *Timing]),
            referral=st.sampled_from(["none", "gp"]),
        ),
        max_size=40,
        unique_by=lambda one: one.id,
    ),
    st.sampled_from(MeetingKind),
)
def test_never_more_than_ten_none_twice_and_always_room_for_something_else(
    logged: list[Contact], kind: MeetingKind
) -> None:
    found = ids(logged, kind)
    assert len(found) == len(set(found)) <= MOST
    assert found[-2:] == ALWAYS
    assert all(len(one) <= 48 for one in found)

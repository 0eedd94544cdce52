"""A talk at least every so many weeks: the day on which it is due, and how the rhythm stands."""

from collections.abc import Collection
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.holidays import HolidayRules, is_public_holiday
from bot.rules.rhythm import Status, due_on, look_from, status
from bot.supervision import RHYTHMS
from tests.rules.patterns import DAYS

PLANNED, KEPT, DUE, OVERDUE = Status.PLANNED, Status.KEPT, Status.DUE, Status.OVERDUE
NEVER = ("2026-01-01 to 2030-12-31",)


def day(text: str) -> date:
    return date.fromisoformat(text)


def works(one: date, leave: Collection[str] = ()) -> bool:
    """A weekday that is no holiday and in no leave such as `2026-12-28 to 2027-01-03`."""
    spans = (span.partition(" to ")[::2] for span in leave)
    off = any(day(first) <= one <= day(last) for first, last in spans)
    return one.weekday() < 5 and not is_public_holiday(one, HolidayRules()) and not off


@pytest.mark.parametrize(
    ("weeks", "since", "last", "leave", "expected"),
    [
        pytest.param(4, "2026-11-02", None, (), "2026-11-30", id="never yet: from when it was agreed"),
        pytest.param(4, "2026-01-05", "2026-11-02", (), "2026-11-30", id="from the last time"),
        pytest.param(
            4, "2026-11-16", "2026-11-02", (), "2026-11-30", id="the last time before it was agreed"
        ),
        pytest.param(1, "2026-11-23", None, (), "2026-11-30", id="every week"),
        pytest.param(4, "2026-02-02", None, (), "2026-03-02", id="over the end of a short month"),
        pytest.param(4, "2028-02-01", None, (), "2028-02-29", id="on 29 February"),
        pytest.param(4, "2028-02-02", None, (), "2028-03-01", id="over 29 February"),
        pytest.param(52, "2027-12-31", None, (), "2028-12-29", id="a year is 52 weeks"),
        pytest.param(2, "2026-10-19", None, (), "2026-11-02", id="over the change of the clock"),
        pytest.param(1, "2026-11-21", None, (), "2026-11-30", id="a Saturday becomes the Monday"),
        pytest.param(4, "2026-11-27", None, (), "2026-12-28", id="Christmas becomes the Monday after it"),
        pytest.param(
            4, "2026-11-27", None, ("2026-12-28 to 2027-01-03",), "2027-01-04", id="Christmas before a leave"
        ),
        pytest.param(
            4, "2026-11-02", None, ("2026-11-30 to 2026-12-11",), "2026-12-14", id="two weeks of leave"
        ),
        pytest.param(
            4,
            "2026-11-02",
            None,
            ("2026-11-16 to 2026-11-29",),
            "2026-11-30",
            id="leave until the day before",
        ),
        pytest.param(
            4,
            "2026-11-04",
            None,
            ("2026-12-02 to 2027-02-01",),
            "2027-02-02",
            id="the 62nd day is still looked at",
        ),
        pytest.param(
            4, "2026-11-04", None, ("2026-12-02 to 2027-02-02",), "2026-12-02", id="the 63rd is not: it stays"
        ),
        pytest.param(
            4, "2026-11-28", None, NEVER, "2026-12-26", id="never possible: it stays, even on a Saturday"
        ),
    ],
)
def test_on_which_day_a_talk_is_due(
    weeks: int, since: str, last: str | None, leave: tuple[str, ...], expected: str
) -> None:
    found = due_on(weeks, day(since), day(last) if last else None, lambda one: works(one, leave))
    assert found == day(expected)


@pytest.mark.parametrize(
    ("planned", "today", "expected"),
    [
        pytest.param(None, "2026-11-01", KEPT, id="far ahead"),
        pytest.param(None, "2026-11-22", KEPT, id="eight days ahead: nothing to say yet"),
        pytest.param(None, "2026-11-23", DUE, id="seven days ahead"),
        pytest.param(None, "2026-11-30", DUE, id="today"),
        pytest.param(None, "2026-12-01", OVERDUE, id="yesterday"),
        pytest.param("2026-11-26", "2026-11-01", PLANNED, id="planned long ahead"),
        pytest.param("2026-11-26", "2026-11-24", PLANNED, id="planned before the day"),
        pytest.param("2026-11-30", "2026-11-30", PLANNED, id="planned, due and held today"),
        pytest.param("2026-12-07", "2026-11-24", PLANNED, id="planned too late, and not late yet"),
        pytest.param("2026-12-07", "2026-12-01", OVERDUE, id="planned, but late by now"),
    ],
)
def test_how_a_rhythm_stands_that_is_due_on_30_november(
    planned: str | None, today: str, expected: Status
) -> None:
    assert status(day("2026-11-30"), day(planned) if planned else None, day(today)) is expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        pytest.param("2026-11-30", "2026-11-23", id="a week before"),
        pytest.param("2028-03-07", "2028-02-29", id="on 29 February"),
        pytest.param("2027-01-04", "2026-12-28", id="in the year before"),
    ],
)
def test_from_when_on_it_is_said(due: str, expected: str) -> None:
    assert look_from(day(due)) == day(expected)
    assert status(day(due), None, day(expected)) is DUE
    assert status(day(due), None, day(expected) - timedelta(days=1)) is KEPT


near = st.builds(lambda one, by: day(one) + timedelta(days=by), st.sampled_from(DAYS), st.integers(-70, 70))


@settings(max_examples=60)
@given(st.sampled_from(RHYTHMS), near, st.none() | near)
def test_a_talk_is_due_on_the_first_possible_day(weeks: int, since: date, last: date | None) -> None:
    earliest = (last or since) + timedelta(weeks=weeks)
    found = due_on(weeks, since, last, works)
    assert works(found)
    assert found >= earliest
    assert not any(works(earliest + timedelta(days=one)) for one in range((found - earliest).days))


def test_the_words_that_are_stored_and_shown() -> None:
    assert [str(one) for one in Status] == ["planned", "kept", "due", "overdue"]

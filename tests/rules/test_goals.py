"""Goals: what counts, how long there is left, and where one stands on every day."""

from datetime import date, timedelta

import pytest

from bot.rules.figures import Figures
from bot.rules.goals import Goal, Indicator, Span, Standing, counted, days_left, days_of, share, standing

YEAR = Goal(Indicator.CONTACTS, 365, date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("span", "today", "first", "last"),
    [
        (Span.THIS_YEAR, "2028-02-29", "2028-01-01", "2028-12-31"),
        (Span.HALF_YEAR, "2026-06-30", "2026-01-01", "2026-06-30"),
        (Span.HALF_YEAR, "2026-07-01", "2026-07-01", "2026-12-31"),
        (Span.NEXT_YEAR, "2026-12-31", "2027-01-01", "2027-12-31"),
    ],
)
def test_a_period_has_its_first_and_last_day(span: Span, today: str, first: str, last: str) -> None:
    assert days_of(span, date.fromisoformat(today)) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("day", "so_far", "expected"),
    [
        ("2025-12-31", 0, Standing.COMING),
        ("2026-01-01", 0, Standing.ON_TRACK),
        ("2026-01-02", 0, Standing.BEHIND),
        ("2026-01-02", 1, Standing.ON_TRACK),
        ("2026-07-02", 181, Standing.BEHIND),
        ("2026-07-02", 182, Standing.ON_TRACK),
        ("2026-12-31", 364, Standing.ON_TRACK),
        ("2026-12-31", 363, Standing.BEHIND),
        ("2027-01-01", 364, Standing.MISSED),
        ("2026-03-01", 365, Standing.REACHED),
        ("2027-03-01", 400, Standing.REACHED),
    ],
)
def test_on_track_is_what_the_days_that_are_over_would_bring(
    day: str, so_far: int, expected: Standing
) -> None:
    assert standing(YEAR, so_far, date.fromisoformat(day)) is expected


def test_the_days_that_are_left_count_today_and_never_less_than_nothing() -> None:
    assert [days_left(YEAR, YEAR.last + timedelta(days=one)) for one in (-1, 0, 1, 400)] == [2, 1, 0, 0]
    assert days_left(YEAR, date(2025, 6, 1)) == 365


def test_a_share_of_all_days_is_the_whole_number() -> None:
    assert share(YEAR, YEAR.first, YEAR.last) == 365
    assert share(YEAR, date(2026, 7, 1), date(2026, 9, 30)) == 92


def test_each_indicator_counts_its_own_number_and_a_topic_only_itself() -> None:
    figures = Figures(
        contacts=1,
        questions=2,
        topics={"money": 9},
        referrals=3,
        residents_reached=4,
        professionals_reached=5,
        group_sessions=6,
    )
    numbers = [
        counted(Goal(one, 1, YEAR.first, YEAR.last), figures, 7)
        for one in (
            *(Indicator.CONTACTS, Indicator.QUESTIONS, Indicator.REFERRALS, Indicator.RESIDENTS),
            *(Indicator.PROFESSIONALS, Indicator.GROUP_SESSIONS, Indicator.TALKS),
        )
    ]
    assert numbers == [1, 2, 3, 4, 5, 6, 7]
    for topic, number in (("money", 9), ("housing", 0)):
        assert counted(Goal(Indicator.QUESTIONS, 1, YEAR.first, YEAR.last, topic), figures, 7) == number

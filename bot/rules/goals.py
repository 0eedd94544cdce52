"""What was agreed with a commissioner: how much of what in which days, and where it stands."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.rules.figures import Figures

LONGEST_GROUP: Final = 40
HIGHEST: Final = 100_000
MOST: Final = 12  # goals of one team at a time


class Indicator(StrEnum):
    CONTACTS = "contacts"
    QUESTIONS = "questions"
    REFERRALS = "referrals"
    RESIDENTS = "residents_reached"
    PROFESSIONALS = "professionals_reached"
    GROUP_SESSIONS = "group_sessions"
    TALKS = "talks_held"


class Span(StrEnum):
    """Periods that need not be typed."""

    THIS_YEAR = "this_year"
    HALF_YEAR = "half_year"
    NEXT_YEAR = "next_year"


class Standing(StrEnum):
    COMING = "coming"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    REACHED = "reached"
    MISSED = "missed"


@dataclass(frozen=True)
class Goal:
    """A number of something from the first to the last day.

    `topic` is one of the health profile, only for questions. `target_group` is a few words, or empty: for whom
    it is meant. Nobody's group is known, so everybody is counted.
    """

    indicator: Indicator
    number: int
    first: date
    last: date
    topic: str | None = None
    target_group: str = ""
    id: int = 0


def days_of(span: Span, today: date) -> tuple[date, date]:
    """The first and the last day."""
    if span is Span.HALF_YEAR:
        first = 1 if today.month <= 6 else 7
        return date(today.year, first, 1), _end_of(today.year, first + 5)
    year = today.year + (span is Span.NEXT_YEAR)
    return date(year, 1, 1), date(year, 12, 31)


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def counted(goal: Goal, figures: Figures, talks_held: int) -> int:
    """How many there were, by figures of the days of the goal."""
    match goal.indicator:
        case Indicator.TALKS:
            return talks_held
        case Indicator.QUESTIONS if goal.topic:
            return figures.topics.get(goal.topic, 0)
    return int(getattr(figures, goal.indicator.value))


def days_left(goal: Goal, today: date) -> int:
    """Today included, from its first day on; 0 when it is over."""
    return max(0, (goal.last - max(today, goal.first)).days + 1)


def standing(goal: Goal, so_far: int, today: date) -> Standing:
    """On track is as much as the days that are over would bring if it came evenly."""
    if so_far >= goal.number:
        return Standing.REACHED
    if today < goal.first:
        return Standing.COMING
    if today > goal.last:
        return Standing.MISSED
    return Standing.ON_TRACK if so_far >= share(goal, goal.first, today, inclusive=False) else Standing.BEHIND


def share(goal: Goal, first: date, last: date, *, inclusive: bool = True) -> int:
    """What these days, all of them days of the goal, would bring if it came evenly; whole numbers, rounded down.

    Without `inclusive` the last day does not count: it is not over.
    """
    days = (last - first).days + inclusive
    return goal.number * days // ((goal.last - goal.first).days + 1)

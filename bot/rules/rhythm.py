"""A talk at least every so many weeks: on which day it is due, and how that stands."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

AHEAD: Final = timedelta(days=7)
FURTHEST: Final = 62


class Status(StrEnum):
    """How a rhythm stands on one day."""

    PLANNED = "planned"
    KEPT = "kept"
    DUE = "due"
    OVERDUE = "overdue"


def due_on(weeks: int, since: date, last: date | None, days_possible: Callable[[date], bool]) -> date:
    """So many weeks after the last talk, or after `since` where there was none.

    A day that is not possible gives way to the next one that is; where there is none within 62 days, it stays.
    """
    day = (since if last is None else last) + timedelta(weeks=weeks)
    later = (day + timedelta(days=one) for one in range(FURTHEST + 1))
    return next((one for one in later if days_possible(one)), day)


def status(due: date, planned: date | None, today: date) -> Status:
    """`planned` is the day of the next talk that has a time, be it before or after the day on which it is due.

    What is late stays OVERDUE until the talk was held: a new date does not bring back the weeks without one.
    """
    if today > due:
        return Status.OVERDUE
    if planned is not None:
        return Status.PLANNED
    return Status.DUE if today >= look_from(due) else Status.KEPT


def look_from(due: date) -> date:
    """The first day on which the bot says that it is due."""
    return due - AHEAD

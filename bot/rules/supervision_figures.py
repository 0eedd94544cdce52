"""Figures about supervision for the report: talks held against planned, how often, and how much was given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Final

from bot.supervision import TALKS, MeetingKind, MeetingState

# A session that has passed and of which nothing was said was planned as well.
AGREED: Final = frozenset({MeetingState.PLANNED, MeetingState.HELD, MeetingState.NOT_HELD})


@dataclass(frozen=True)
class Held:
    """A session whose time has passed; `people` are the key persons who came, or were expected if it was not held.

    `day` is local to the one who asks. `minutes` is None where nobody said how long it took.
    """

    kind: MeetingKind
    state: MeetingState
    day: date
    minutes: int | None
    people: tuple[int, ...]


@dataclass(frozen=True)
class Figures:
    """`planned`, `held` and the interval are about talks; `peer_sessions` and `minutes_given` about what was held."""

    planned: int
    held: int
    median_interval_days: int | None
    peer_sessions: int
    minutes_given: int


def figures(rows: Sequence[Held]) -> Figures:
    """Of sessions in any order whose time has passed; what was cancelled or skipped counts for nothing."""
    done = [one for one in rows if one.state is MeetingState.HELD]
    talks = [one for one in done if one.kind in TALKS]
    return Figures(
        planned=sum(one.kind in TALKS and one.state in AGREED for one in rows),
        held=len(talks),
        median_interval_days=_median(_intervals(talks)),
        peer_sessions=sum(one.kind is MeetingKind.PEER for one in done),
        minutes_given=sum(one.minutes or 0 for one in done),
    )


def _intervals(talks: Iterable[Held]) -> list[int]:
    """The days between each talk and the next one with the same person, of all persons together."""
    days: dict[int, list[date]] = {}
    for talk in sorted(talks, key=lambda one: one.day):
        for person in talk.people:
            days.setdefault(person, []).append(talk.day)
    return [(then - first).days for one in days.values() for first, then in pairwise(one)]


def _median(intervals: Sequence[int]) -> int | None:
    """A half is rounded up."""
    return int(median(intervals) + 0.5) if intervals else None

"""What a team did in a period, as numbers: what is counted how, and what a change is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from bot.model import Attendance, Familiarity
from bot.rules.contacts import GROUP_KINDS
from bot.rules.suppression import FEWEST, small
from bot.taxonomy import TAXONOMY, TOPICS

PROFESSIONAL_KINDS: Final = frozenset({"professional_meeting", "mediated_meeting"})
# With a group nobody is counted one by one, and among professionals there is no resident to be met.
_NO_SINGLE_RESIDENT: Final = GROUP_KINDS | {"professional_meeting"}
LEAST: Final = {
    Attendance.UP_TO_5: 1,
    Attendance.UP_TO_10: 6,
    Attendance.UP_TO_20: 11,
    Attendance.UP_TO_40: 21,
    Attendance.OVER_40: 41,
}
AVERAGED_WEEKS: Final = 4
Name = TypeVar("Name", bound=str)
_ROLLS_UP: Final = {
    (setting, one.id): one.rolls_up_to for setting, topics in TAXONOMY.profiles.items() for one in topics
}


@dataclass(frozen=True)
class Alike:
    """How many contacts are alike in these."""

    kind: str
    referral: str
    familiarity: Familiarity | None
    attendance: Attendance | None
    number: int


@dataclass(frozen=True)
class Figures:
    """Of whole teams, never of a person. Mappings hold what occurred, the most first, and then by identifier.

    `contacts` is the sum of `kinds`, `questions` of `topics` (those of the health profile), `referrals` of
    `partners` (without "none"). A contact has one question to three, and one action or more.
    `residents_reached`: contacts with one resident, of any kind, marked as the first, and with them the attendance
    of groups, each band by its lower bound. Whoever came to two groups counts twice; a group whose attendance
    nobody told counts as nobody. `professionals_reached`: contacts with a professional, not persons.
    `group_sessions`: group sessions and consultation hours; `attendance`: those of which a band is known.
    `key_persons`: how many logged anything.
    """

    contacts: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    questions: int = 0
    topics: Mapping[str, int] = field(default_factory=dict)
    referrals: int = 0
    partners: Mapping[str, int] = field(default_factory=dict)
    actions: Mapping[str, int] = field(default_factory=dict)
    residents_reached: int = 0
    professionals_reached: int = 0
    group_sessions: int = 0
    attendance: Mapping[Attendance, int] = field(default_factory=dict)
    key_persons: int = 0


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday; `questions` is the sum of `topics`."""

    monday: date
    contacts: int
    questions: int
    topics: Mapping[str, int]


class Trend(StrEnum):
    MORE = "more"
    FEWER = "fewer"
    SAME = "same"


@dataclass(frozen=True)
class Change:
    """`percent` is how much more or fewer, never below 0; None where it would be of a small number or of nothing."""

    trend: Trend
    percent: int | None


def figures(
    alike: Iterable[Alike],
    questions: Iterable[tuple[str, str, int]],
    actions: Iterable[tuple[str, int]],
    key_persons: int,
) -> Figures:
    """Of groups of contacts, of questions by setting and topic, and of actions, each with its number."""
    every = tuple(alike)
    kinds = _summed((one.kind, one.number) for one in every)
    partners = _summed((one.referral, one.number) for one in every if one.referral != "none")
    topics = rolled_up(questions)
    groups = [one for one in every if one.kind in GROUP_KINDS]
    attendance = _summed((one.attendance, one.number) for one in groups if one.attendance)
    return Figures(
        contacts=sum(kinds.values()),
        kinds=kinds,
        questions=sum(topics.values()),
        topics=topics,
        referrals=sum(partners.values()),
        partners=partners,
        actions=_summed(actions),
        residents_reached=_met(every) + sum(LEAST[band] * times for band, times in attendance.items()),
        professionals_reached=sum(kinds.get(kind, 0) for kind in PROFESSIONAL_KINDS),
        group_sessions=sum(one.number for one in groups),
        attendance=attendance,
        key_persons=key_persons,
    )


def rolled_up(questions: Iterable[tuple[str, str, int]]) -> Mapping[str, int]:
    """Questions by setting and topic as questions by topic of the health profile; an unknown one is "other"."""
    return _summed((_health_topic(setting, topic), number) for setting, topic, number in questions)


def _health_topic(setting: str, topic: str) -> str:
    known = topic if setting == "health" and topic in TOPICS else "other"
    return _ROLLS_UP.get((setting, topic), known)


def _met(every: Iterable[Alike]) -> int:
    return sum(
        one.number
        for one in every
        if one.familiarity is Familiarity.FIRST_TIME and one.kind not in _NO_SINGLE_RESIDENT
    )


def _summed(numbers: Iterable[tuple[Name, int]]) -> Mapping[Name, int]:
    counted: Counter[Name] = Counter()
    for name, number in numbers:
        counted[name] += number
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def mondays(now: datetime, zone: ZoneInfo, number: int) -> tuple[date, ...]:
    """The Mondays of the last weeks that are over on the reader's calendar, the oldest first."""
    today = now.astimezone(zone).date()
    running = today - timedelta(days=today.weekday())
    return tuple(running - timedelta(weeks=back) for back in range(number, 0, -1))


def four_week_average(weeks: Sequence[int]) -> float:
    """Of the last four numbers, or of fewer where there are no more; 0 for none.

    Give the weeks before the one that is compared, the oldest first, those in which nothing happened as 0.
    """
    last = weeks[-AVERAGED_WEEKS:]
    return sum(last) / len(last) if last else 0.0


def change(now: int, average: float) -> Change | None:
    """How a week compares to the average before it; None where both are below five: chance, and no trend.

    A difference of less than one, or of less than half a percent, is none. The percentage is rounded half up and
    given from an average of five on.
    """
    if max(now, average) < FEWEST:
        return None
    apart = abs(now - average)
    percent = int(100 * apart / average + 0.5) if average >= FEWEST else None
    if apart < 1 or percent == 0:
        return Change(Trend.SAME, None)
    return Change(Trend.MORE if now > average else Trend.FEWER, percent)


def shown_reach(number: int) -> int | None:
    """Reach to the nearest five, as it may leave the team; None for one to four, which must not be shown.

    Reach is a whole number and the middle between two fives is none, so half up is never asked: 12 is about 10,
    13 is about 15.
    """
    return None if small(number) else (number + 2) // 5 * 5

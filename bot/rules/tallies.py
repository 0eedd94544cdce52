"""Numbers of a team in a week: what is left of contacts whose time is up, and how reports add them up."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from bot.model import Attendance
from bot.rules.figures import PROFESSIONAL_KINDS, Figures, Week

THURSDAY: Final = timedelta(days=3)
Name = TypeVar("Name", bound=str)


class Measure(StrEnum):
    """What a number counts: contacts by kind, referrals by partner, and so on; each by itself, never together."""

    KIND = "kind"
    PARTNER = "partner"
    TOPIC = "topic"
    ACTION = "action"
    ATTENDANCE = "attendance"
    GROUPS = "groups"
    REACHED = "reached"
    OUTCOME = "outcome"
    PEOPLE = "people"
    # How many contacts became numbers in this week, not of it.
    RETIRED = "retired"


class Tally(NamedTuple):
    """A number of one measure in one week; `code` is what of it was counted, empty where there is only one."""

    monday: date
    measure: Measure
    code: str
    number: int


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_within(first: date, last: date) -> tuple[date, date]:
    """The first and the last Monday of weeks that count in these days: a week belongs where its Thursday is."""
    return monday_of(first + THURSDAY), monday_of(last - THURSDAY)


def tallies_of(done: Figures, outcomes: Mapping[str, int], monday: date) -> Iterator[Tally]:
    """One week of one team as numbers that can be added to others; none that is 0."""
    counted: tuple[tuple[Measure, Mapping[str, int]], ...] = (
        (Measure.KIND, done.kinds),
        (Measure.PARTNER, done.partners),
        (Measure.TOPIC, done.topics),
        (Measure.ACTION, done.actions),
        (Measure.ATTENDANCE, {band.value: number for band, number in done.attendance.items()}),
        (Measure.GROUPS, {"": done.group_sessions}),
        (Measure.REACHED, {"": done.residents_reached}),
        (Measure.OUTCOME, outcomes),
        (Measure.PEOPLE, {"": done.key_persons}),
    )
    for measure, numbers in counted:
        for code, number in numbers.items():
            if number:
                yield Tally(monday, measure, code, number)


def with_tallies(found: Figures, tallies: Iterable[Tally]) -> Figures:
    """Figures of contacts and of weeks of which only numbers are left, together.

    `key_persons` is then a lower bound: whether those of one week, or team, are those of another is not known any more.
    """
    every = tuple(tallies)
    kinds = _added(found.kinds, _of(every, Measure.KIND))
    partners = _added(found.partners, _of(every, Measure.PARTNER))
    topics = _added(found.topics, _of(every, Measure.TOPIC))
    bands = {Attendance(code): number for code, number in _of(every, Measure.ATTENDANCE).items()}
    return replace(
        found,
        contacts=sum(kinds.values()),
        kinds=kinds,
        questions=sum(topics.values()),
        topics=topics,
        referrals=sum(partners.values()),
        partners=partners,
        actions=_added(found.actions, _of(every, Measure.ACTION)),
        residents_reached=found.residents_reached + _of(every, Measure.REACHED)[""],
        professionals_reached=sum(kinds.get(kind, 0) for kind in PROFESSIONAL_KINDS),
        group_sessions=found.group_sessions + _of(every, Measure.GROUPS)[""],
        attendance=_added(found.attendance, bands),
        key_persons=max(found.key_persons, _most_in_a_week(every)),
    )


def week_with_tallies(week: Week, tallies: Iterable[Tally]) -> Week:
    of_it = [one for one in tallies if one.monday == week.monday]
    topics = _added(week.topics, _of(of_it, Measure.TOPIC))
    contacts = week.contacts + _of(of_it, Measure.KIND).total()
    return Week(week.monday, contacts, sum(topics.values()), topics)


def outcomes_with_tallies(found: Mapping[str, int], tallies: Iterable[Tally]) -> Mapping[str, int]:
    return _added(found, _of(tallies, Measure.OUTCOME))


def _of(tallies: Iterable[Tally], measure: Measure) -> Counter[str]:
    counted: Counter[str] = Counter()
    for one in tallies:
        if one.measure is measure:
            counted[one.code] += one.number
    return counted


def _most_in_a_week(tallies: Iterable[Tally]) -> int:
    return max((one.number for one in tallies if one.measure is Measure.PEOPLE), default=0)


def _added(before: Mapping[Name, int], more: Mapping[Name, int]) -> Mapping[Name, int]:
    added = Counter(before)
    added.update(more)
    return dict(sorted(added.items(), key=lambda one: (-one[1], one[0])))

"""Which week is told to somebody and when, and for what of it she can be thanked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.model import Timing
from bot.rules.load import week_of
from bot.rules.stretches import from_wall

WEEK: Final = timedelta(weeks=1)
MOST_WEEKS: Final = 4
NEVER: Final = -1  # stands for the weekday of whoever wants no digest
# What was off duty, or may have been: nobody is praised for that.
_NOT_PRAISED: Final = frozenset({Timing.ASKED, Timing.UNASKED, Timing.EXTRA, Timing.LEFT})


@dataclass(frozen=True)
class Weeks:
    """Whole weeks that are told together, at most four; `older` is how many more there were before these."""

    monday: date
    number: int = 1
    older: int = 0

    @property
    def last_monday(self) -> date:
        return self.monday + (self.number - 1) * WEEK

    @property
    def sunday(self) -> date:
        """The last day of all."""
        return self.last_monday + timedelta(days=6)

    @property
    def oldest(self) -> date:
        """The Monday of the first week that nobody told her of."""
        return self.monday - self.older * WEEK


def due(
    told: date | None, joined: datetime, weekday: int, minute: int, now: datetime, zone: ZoneInfo
) -> Weeks | None:
    """The weeks to tell now: those that are over, since the one told last or the one in which she joined.

    A week is due on her weekday and minute (after midnight) of the next week. None where nothing is due.
    """
    if weekday == NEVER:
        return None
    joined_in, _ = week_of(joined.astimezone(zone).date())
    first = max(joined_in, told + WEEK) if told else joined_in
    return weeks(first, latest(weekday, minute, now, zone))


def weeks(first: date, last: date) -> Weeks | None:
    """From the week of one Monday to that of another, the last four of them; None where there is none."""
    number = (last - first) // WEEK + 1
    if number < 1:
        return None
    shown = min(number, MOST_WEEKS)
    return Weeks(last - (shown - 1) * WEEK, shown, number - shown)


def latest(weekday: int, minute: int, now: datetime, zone: ZoneInfo) -> date:
    """The Monday of the last week that is due by now."""
    running, _ = week_of(now.astimezone(zone).date())
    over = running - WEEK
    return over if _due_at(over, weekday, minute, zone) <= now else over - WEEK


def next_at(told: date | None, weekday: int, minute: int, now: datetime, zone: ZoneInfo) -> datetime:
    """When the next week becomes due that she was not told of."""
    following = latest(weekday, minute, now, zone) + WEEK
    return _due_at(max(following, told + WEEK) if told else following, weekday, minute, zone)


def _due_at(monday: date, weekday: int, minute: int, zone: ZoneInfo) -> datetime:
    return from_wall(monday + WEEK + timedelta(days=weekday), minute, minute, zone)[0]


class Thanks(StrEnum):
    """What is true of a week: a referral helped, somebody came for the first time, one topic was asked most."""

    HELPED = "helped"
    FIRST = "first"
    TOPIC = "topic"
    THERE = "there"


@dataclass(frozen=True)
class Done:
    """One contact of hers, as far as thanks go; topics are those of the health profile."""

    timing: Timing | None = None
    first_time: bool = False
    topics: tuple[str, ...] = ()


def thanks(done: Sequence[Done], monday: date, *, helped: bool) -> Thanks | None:
    """One true thing about what she did on duty, not the same every week; None where nothing was on duty for sure.

    That a referral helped comes first, whenever that becomes known.
    """
    if helped:
        return Thanks.HELPED
    counting = praised(done)
    if not counting:
        return None
    first = [Thanks.FIRST] if any(one.first_time for one in counting) else []
    topic = [Thanks.TOPIC] if most_asked(counting) else []
    true = [*first, *topic] or [Thanks.THERE]
    return true[monday.toordinal() // 7 % len(true)]


def praised(done: Sequence[Done]) -> list[Done]:
    return [one for one in done if one.timing not in _NOT_PRAISED]


def most_asked(done: Sequence[Done]) -> str | None:
    """The one topic that came more often than every other, and more than once."""
    counted = Counter(topic for one in done for topic in one.topics).most_common(2)
    if not counted or counted[0][1] < 2:
        return None
    return None if len(counted) > 1 and counted[1][1] == counted[0][1] else counted[0][0]

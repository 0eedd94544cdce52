"""When the bot speaks of somebody's own boundaries: kindly, seldom, and only to her."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.model import Talk, Timing
from bot.rules.stretches import Standing

ENOUGH_ANSWERS: Final = 3
ASKS_NOT_FOR: Final = timedelta(weeks=4)
WEEK: Final = timedelta(days=7)
OFTEN: Final = 3
NIGHT_ENDS: Final = 6
WORDINGS: Final = 4
ANSWERS: Final = (Timing.EARLIER, Timing.EXTRA, Timing.LEFT)


@dataclass(frozen=True)
class Logged:
    """What is known of the boundaries around one contact."""

    at: datetime
    timing: Timing | None
    talk: Talk | None = None
    undone: bool = False


def timing_of_new(standing: Standing, latest_first: Sequence[Logged], now: datetime) -> Timing | None:
    """None on duty; off duty whether to ask, which rests for four weeks after three times "earlier" in a row."""
    if standing.on:
        return None
    answered = [one for one in latest_first if one.timing in ANSWERS][:ENOUGH_ANSWERS]
    earlier = [one for one in answered if one.timing is Timing.EARLIER]
    rests = len(earlier) == ENOUGH_ANSWERS and now - earlier[0].at < ASKS_NOT_FOR
    return Timing.UNASKED if rests else Timing.ASKED


def reminds(standing: Standing, others: Sequence[Logged], at: datetime) -> bool:
    """Whether a contact is the first one logged in the off-duty stretch of now: one reminder is enough."""
    if standing.on or not _within(standing, at):
        return False
    return not any(_within(standing, one.at) and one.at < at for one in others)


def _within(standing: Standing, moment: datetime) -> bool:
    return standing.since is None or moment >= standing.since


def offers_talk(logged: Logged, others: Sequence[Logged], zone: ZoneInfo) -> bool:
    """At the third contact off duty in a week, or one after midnight, unless a talk was offered this week."""
    if logged.timing is not Timing.EXTRA:
        return False
    week = [one for one in others if abs(one.at - logged.at) < WEEK and not one.undone]
    if any(one.talk for one in week):
        return False
    extra = sorted([logged.at, *(one.at for one in week if one.timing is Timing.EXTRA)])
    often = any(last - first < WEEK for first, last in zip(extra, extra[OFTEN - 1 :], strict=False))
    return often or logged.at.astimezone(zone).hour < NIGHT_ENDS

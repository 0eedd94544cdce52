"""What came of a referral: when it may be asked, how often, and from when answers together tell something."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.taxonomy import TAXONOMY

OUTCOMES: Final = tuple(one.id for one in TAXONOMY.referral_outcomes)
UNKNOWN: Final = "unknown_yet"
# The most likely ones, which are one tap away; the others stand behind "more".
FIRST: Final = ("helped", "attended", "appointment_set", "waiting_list", "did_not_attend")
STUCK: Final = frozenset({"waiting_list", "service_refused"})
OWN_CHOICE: Final = frozenset({"did_not_attend", "client_declined"})
CANNOT_SAY: Final = "cannot_say"
# After how many days a team can have it asked.
WAITS: Final = (7, 14, 21, 28)
MOST_A_DAY: Final = 3
# One question has its own time: what comes at once in threes is a list of duties.
PAUSE: Final = timedelta(hours=1)
MOST_AGAIN: Final = 3
ENOUGH: Final = 5
_DAY: Final = timedelta(days=1)


def ask_from(said: Sequence[datetime], now: datetime, zone: ZoneInfo) -> datetime:
    """From when she may be asked about the next one, `now` at the earliest; `said` is when she was asked lately."""
    today = now.astimezone(zone).date()
    if sum(one.astimezone(zone).date() == today for one in said) >= MOST_A_DAY:
        return datetime.combine(today + _DAY, time(), zone).astimezone(now.tzinfo)
    return max([now, *(one + PAUSE for one in said)])


def may_ask_again(times: int) -> bool:
    """Whether there is another time after she was asked so often: the first time and at most three more."""
    return times <= MOST_AGAIN


def learned(counts: Mapping[str, int]) -> Mapping[str, int] | None:
    """What answers about one partner tell together, the most frequent first; None for too few.

    That somebody did not know is an answer as well, but it tells nothing about the partner.
    """
    telling = {one: number for one, number in counts.items() if number and one not in {UNKNOWN, CANNOT_SAY}}
    if sum(telling.values()) < ENOUGH:
        return None
    return dict(sorted(telling.items(), key=lambda item: -item[1]))

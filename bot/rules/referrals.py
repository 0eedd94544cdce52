"""What came of a referral: when it may be asked, how often, and from when answers together tell something."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
SILENT: Final = frozenset({UNKNOWN, CANNOT_SAY})
# After how many days a team can have it asked.
WAITS: Final = (7, 14, 21, 28)
MOST_A_DAY: Final = 3
# One question has its own time: what comes at once in threes is a list of duties.
PAUSE: Final = timedelta(hours=1)
MOST_AGAIN: Final = 3
ENOUGH: Final = 5
FEWEST: Final = 2
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


def learned(answers: Iterable[tuple[str, int, int]]) -> Mapping[str, int] | None:
    """What answers about one partner tell together, the most frequent first; None for too few.

    Each is an outcome, whose it is, and how often. That somebody did not know is an answer as well, but it tells
    nothing about the partner. What was answered only once is nothing that a team learned, and what one person alone
    answered tells of her: so it takes two of each.
    """
    telling = [one for one in answers if one[0] not in SILENT]
    counts: Counter[str] = Counter()
    for outcome, _, number in telling:
        counts[outcome] += number
    if counts.total() < ENOUGH or len({person for _, person, _ in telling}) < FEWEST:
        return None
    return {outcome: number for outcome, number in counts.most_common() if number >= FEWEST}

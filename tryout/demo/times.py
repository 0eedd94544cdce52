"""The moments to which the clock bar can go, and what the bot did since it went there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from tryout.demo.handset import Handset
from tryout.telegram import Call

ZONE: Final = ZoneInfo("Europe/Amsterdam")
# The bot looks every ten seconds what is due, and needs a moment to say it.
ROUND: Final = 12.0
NIGHT: Final = time(23)
MORNING: Final = time(9)
_WORDS: Final = (("send", "said"), ("edit", "changed"), ("delete", "removed"))


def tonight(now: datetime) -> datetime:
    """The next time that it is 23:00."""
    local = now.astimezone(ZONE)
    moment = datetime.combine(local.date(), NIGHT, ZONE)
    return (moment if moment > local else moment + timedelta(days=1)).astimezone(UTC)


def monday(now: datetime) -> datetime:
    """The next Monday at nine."""
    local = now.astimezone(ZONE)
    moment = datetime.combine(local.date() - timedelta(days=local.weekday()), MORNING, ZONE)
    return (moment if moment > local else moment + timedelta(days=7)).astimezone(UTC)


def target(given: Mapping[str, Any], now: datetime) -> datetime:
    """The moment that a button or a field of the clock bar stands for; ValueError for anything else."""
    match str(given["to"]):
        case "hour":
            return now + timedelta(hours=1)
        case "night":
            return tonight(now)
        case "monday":
            return monday(now)
        case written:
            return datetime.fromisoformat(written).replace(tzinfo=ZONE).astimezone(UTC)


@dataclass
class Jump:
    """One leap of the clock. `calls` is how many calls there were before, `at` the loop's time."""

    start: datetime
    end: datetime
    at: float
    calls: int
    did: list[dict[str, Any]] | None = None

    def waits(self, loop_time: float, bot_since: float, runs: bool) -> bool:
        """Whether the bot may not have had its round yet."""
        return self.did is None and (not runs or loop_time < max(self.at, bot_since) + ROUND)

    def deeds(self, calls: list[Call], handsets: Iterable[Handset]) -> list[dict[str, Any]]:
        """What it did by itself: per phone and kind how often, until that phone did something itself."""
        kinds = [
            (one.member.key, word)
            for one in handsets
            for call in calls[self.calls : one.calls_until_she_acts(self.at)]
            for start, word in _WORDS
            if call.ok and call.params.get("chat_id") == one.phone.user_id and call.method.startswith(start)
        ]
        return [{"phone": key, "kind": word, "times": times} for (key, word), times in Counter(kinds).items()]

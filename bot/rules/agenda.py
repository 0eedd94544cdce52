"""What her own log suggests to talk about, for her alone to choose from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.model import Contact, Timing
from bot.supervision import MeetingKind

FURTHEST_BACK: Final = timedelta(weeks=8)
MOST: Final = 10
ROSE: Final = 3
# Of what has risen this much is always shown, however many contacts were heavy.
TOPICS_SHOWN: Final = 2


@dataclass(frozen=True)
class Point:
    """Something to talk about. Its id begins with what it is: `heavy.<contact id>`, `topic.<topic>`, or a fixed one.

    `count` is how often in the time since the last session, `before` how often in as much time before that.
    """

    id: str
    topics: tuple[str, ...] = ()
    day: date | None = None
    count: int = 0
    before: int = 0
    ticked: bool = False

    @property
    def what(self) -> str:
        return self.id.partition(".")[0]


def since(last: datetime | None, now: datetime) -> datetime:
    """From when on her log is looked at: the last session, at most eight weeks back."""
    return max(now - FURTHEST_BACK, min(last or now - FURTHEST_BACK, now))


def points(
    contacts: Iterable[Contact], since: datetime, now: datetime, kind: MeetingKind
) -> tuple[Point, ...]:
    """At most ten: contacts that she marked heavy, newest first, topics that rose, and what is always there.

    What was logged before `since` is only compared with; what was undone does not count.
    """
    counted = [one for one in contacts if one.undone_at is None and one.logged_at <= now]
    lately = [one for one in counted if one.logged_at >= since]
    before = [one for one in counted if since - (now - since) <= one.logged_at < since]
    always = _always(lately, kind)
    heavy, rose, room = _heavy(lately), _rose(lately, before), MOST - len(always)
    heavy = heavy[: room - min(len(rose), TOPICS_SHOWN)]
    return (*heavy, *rose[: room - len(heavy)], *always)


def _heavy(lately: Iterable[Contact]) -> list[Point]:
    marked = sorted(
        (one for one in lately if one.heavy), key=lambda one: (one.logged_at, one.id), reverse=True
    )
    return [
        Point(f"heavy.{one.id}", tuple(asked.topic for asked in one.questions), one.happened_on)
        for one in marked
    ]


def _rose(lately: Iterable[Contact], before: Iterable[Contact]) -> list[Point]:
    """Three times at the least, and more often than before; the most frequent first."""
    now, then = _asked(lately), _asked(before)
    risen = sorted((-times, topic) for topic, times in now.items() if times >= max(ROSE, then[topic] + 1))
    return [Point(f"topic.{topic}", (topic,), count=-times, before=then[topic]) for times, topic in risen]


def _asked(contacts: Iterable[Contact]) -> Counter[str]:
    return Counter(topic for one in contacts for topic in {asked.topic for asked in one.questions})


def _always(lately: Sequence[Contact], kind: MeetingKind) -> tuple[Point, ...]:
    referred = sum(one.referral != "none" for one in lately)
    extra = sum(one.timing is Timing.EXTRA for one in lately)
    return (
        *([Point("referrals", count=referred)] if referred else []),
        *([Point("off_duty", count=extra)] if extra else []),
        *([Point("boundaries", ticked=True)] if kind is MeetingKind.PROGRESS else []),
        Point("hours"),
        Point("else"),
    )

"""When one person is reminded of one session, and why not where she is not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from bot.rules.stretches import Stretch, Timeline, around, common
from bot.supervision import Lead

# From the one furthest ahead to the nearest.
LEADS: Final = (Lead.WEEK, Lead.DAY, Lead.HOURS)
DAYS: Final = {Lead.WEEK: timedelta(days=7), Lead.DAY: timedelta(days=1)}
HOURS: Final = timedelta(hours=2)
# What moves earlier comes when the day's work is nearly done, and still leaves time to answer.
EARLY: Final = timedelta(minutes=30)
LOOK_BACK: Final = timedelta(days=62)


class Outcome(StrEnum):
    """DUE is said, or was; every other one is the reason why not."""

    DUE = "due"
    PASSED = "passed"
    STALE = "stale"
    TOGETHER = "together"
    OFF = "off"
    UNOPENED = "unopened"


@dataclass(frozen=True)
class Verdict:
    """Where it is DUE: from when on it is said, and from when on that is pointless."""

    outcome: Outcome
    at: datetime | None = None
    until: datetime | None = None


def nominal(lead: Lead, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """When it would come if she were always there: days before by her clock on the wall, or two real hours."""
    if lead is Lead.HOURS:
        return starts_at - HOURS
    return (starts_at.astimezone(zone) - DAYS[lead]).astimezone(UTC)


def decide(
    lead: Lead,
    enabled: Collection[Lead],
    starts_at: datetime,
    planned_at: datetime,
    timeline: Timeline,
    zone: ZoneInfo,
    now: datetime,
) -> Verdict:
    """What becomes of a reminder that was not said; `timeline` is when something may be said to her, in `zone`.

    The first reason that is true, of these: it is switched off (OFF); its time had come when the session got its
    present time, about which she is told anyway (PASSED); nothing may be said to her until it is pointless
    (UNOPENED); a nearer one comes on the same day (TOGETHER); it is pointless by now (STALE). Only STALE depends
    on `now`, so looking again later never gives another reason, unless her hours or the settings change.
    """
    if lead not in enabled:
        return Verdict(Outcome.OFF)
    wanted = [one for one in LEADS[LEADS.index(lead) :] if one in enabled]
    times = [nominal(one, starts_at, zone) for one in wanted]
    if times[0] <= planned_at:
        return Verdict(Outcome.PASSED)
    openings = timeline(max(planned_at, times[0] - LOOK_BACK), starts_at)
    limits = [*times, starts_at]
    at, *nearer = (_moment(own, limit, planned_at, openings) for own, limit in pairwise(limits))
    days = [_first_moment_of_day(one, zone) for one in nearer if one]
    return _verdict(at, min([limits[1], *days]), days, zone, now)


def _verdict(
    at: datetime | None, until: datetime, days: Collection[datetime], zone: ZoneInfo, now: datetime
) -> Verdict:
    """`days` are those of nearer reminders: once such a day has begun, one that comes late would be a second."""
    if at is None:
        return Verdict(Outcome.UNOPENED)
    if _first_moment_of_day(at, zone) in days:
        return Verdict(Outcome.TOGETHER)
    if now >= until:
        return Verdict(Outcome.STALE)
    return Verdict(Outcome.DUE, at, until)


def _moment(
    own: datetime, limit: datetime, planned_at: datetime, openings: Sequence[Stretch]
) -> datetime | None:
    """In its own time, else earlier, else as soon as possible, but before the limit.

    It looks back from its own time, however far the openings reach, so that each reminder judges a nearer one
    just as that one judges itself.
    """
    if around(openings, own):
        return own
    if before := common(openings, [(max(planned_at, own - LOOK_BACK), own)]):
        start, end = before[-1]
        return max(start, end - EARLY)
    return next((start for start, _ in openings if own < start < limit), None)


def _first_moment_of_day(moment: datetime, zone: ZoneInfo) -> datetime:
    day = moment.astimezone(zone).date()
    return datetime.combine(day, time(), zone).astimezone(UTC)


def opens_before(starts_at: datetime, planned_at: datetime, timeline: Timeline) -> bool:
    """Whether anything at all may be said to her after the session got its time and before it starts."""
    since = max(planned_at, starts_at - LOOK_BACK - DAYS[Lead.WEEK] - DAYS[Lead.DAY])
    return bool(common(timeline(since, starts_at), [(since, starts_at)]))

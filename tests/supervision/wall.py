"""When somebody is to be reminded, read off a clock on the wall: nothing here knows the rules of the bot."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from bot.supervision import Every, Lead
from tests.gate.quiet_oracle import HOLIDAYS, Plan, days, forbidden, minutes, span

ORDER: Final = (Lead.WEEK, Lead.DAY, Lead.HOURS)
A_MINUTE: Final = timedelta(minutes=1)
HALF_AN_HOUR: Final = timedelta(minutes=30)
A_DAY: Final = timedelta(days=1)
# Nobody in these tests is off for longer.
FAR: Final = 62
Opening = tuple[datetime, datetime]


@dataclass(frozen=True)
class Due:
    """What has to become of one reminder: `what` is "due" or the reason why not, `looked` when that is settled."""

    what: str
    looked: datetime
    at: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """Of one session: `planned_at` is since when it has its time, `known_at` since when it concerns her."""

    starts_at: datetime
    planned_at: datetime
    known_at: datetime


def usual(lead: Lead, starts_at: datetime, plan: Plan) -> datetime:
    """The same time on her wall some days before, or two hours before."""
    if lead is Lead.HOURS:
        return starts_at - timedelta(hours=2)
    local = starts_at.astimezone(plan.zone)
    day = local.date() - timedelta(days=7 if lead is Lead.WEEK else 1)
    return datetime.combine(day, local.time(), plan.zone).astimezone(UTC)


def openings(plan: Plan, day: date) -> Iterator[Opening]:
    """The times of this day on her wall in which she may be written to; the last minute of each is too late."""
    first, last = (_midnight(plan, day + timedelta(days=one)) for one in (0, 1))
    away = [one for pair in plan.away for one in pair if first < one < last]
    light = [_at(plan, day, minutes(plan.light[day]))] if day in plan.light else []
    edges = sorted({first, last, *(one for one in plan.edges(day) if first <= one < last), *away, *light})
    for start, end in pairwise(edges):
        if forbidden(plan, start) is None:
            yield start, end


def _midnight(plan: Plan, day: date) -> datetime:
    return _at(plan, day, 0)


def _at(plan: Plan, day: date, minute: int) -> datetime:
    return datetime.combine(day, time(*divmod(minute, 60)), plan.zone).astimezone(UTC)


def _joined(found: Collection[Opening]) -> list[Opening]:
    """Those that touch are one; the last minute of what is left is too late for anything."""
    whole: list[Opening] = []
    for start, end in sorted(found):
        if whole and whole[-1][1] == start:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return [(start, end - A_MINUTE) for start, end in whole if end - A_MINUTE > start]


def _around(plan: Plan, moment: datetime) -> list[Opening]:
    """Those of the day, of the one before it and of the one after it."""
    day = moment.astimezone(plan.zone).date()
    near = (day + timedelta(days=one) for one in (-1, 0, 1))
    return _joined([one for each in near for one in openings(plan, each)])


def is_open(plan: Plan, moment: datetime) -> bool:
    return any(start <= moment < end for start, end in _around(plan, moment))


def before(plan: Plan, moment: datetime, floor: datetime) -> Opening | None:
    """What is left, after `floor`, of the last opening that began before this moment."""
    for back in range(FAR):
        about = moment - back * A_DAY
        for start, end in reversed(_around(plan, about)):
            if start < moment and end > floor:
                return max(start, floor), min(end, moment)
        if about < floor:
            return None
    return None


def after(plan: Plan, moment: datetime, limit: datetime) -> datetime | None:
    """When the next opening begins, if it does before the limit."""
    day = moment.astimezone(plan.zone).date()
    while _midnight(plan, day) < limit:
        starts = [start for start, _ in _around(plan, _midnight(plan, day) + 12 * 60 * A_MINUTE)]
        if found := [one for one in starts if moment < one < limit]:
            return found[0]
        day += A_DAY
    return None


def opens(plan: Plan, since: datetime, until: datetime) -> bool:
    """Whether she can be written to at any moment between."""
    return is_open(plan, since) or after(plan, since, until) is not None


def comes(plan: Plan, own: datetime, limit: datetime, planned_at: datetime) -> datetime | None:
    """In its own time, else shortly before she goes, else as soon as she is there; None where that is too late."""
    if is_open(plan, own):
        return own
    if earlier := before(plan, own, planned_at):
        start, end = earlier
        return max(start, end - HALF_AN_HOUR)
    return after(plan, own, limit)


def due(lead: Lead, off: Collection[Lead], which: Facts, plan: Plan, now: datetime) -> Due:
    """What has to become of it by what is arranged now."""
    starts_at = which.starts_at
    own = usual(lead, starts_at, plan)
    if lead in off:
        return Due("off", own)
    if own <= which.known_at:
        return Due("passed", which.known_at)
    wanted = [one for one in ORDER[ORDER.index(lead) :] if one not in off]
    limits = [*(usual(one, starts_at, plan) for one in wanted), starts_at]
    at, *nearer = (comes(plan, *pair, which.planned_at) for pair in pairwise(limits))
    if at is None:
        return Due("unopened", own)
    theirs = {one.astimezone(plan.zone).date() for one in nearer if one}
    if at.astimezone(plan.zone).date() in theirs:
        return Due("together", own)
    until = min([limits[1], *(_midnight(plan, day) for day in theirs)])
    if at > now or now >= until:
        return Due("due", at, at, until)
    then = (
        now if is_open(plan, now) else after(plan, now, until)
    )  # hers were other hours when it would have come
    return Due("due", then, then, until) if then else Due("unopened", min(own, until - A_MINUTE))


def has_off(plan: Plan, moment: datetime) -> bool:
    """Leave, or a holiday on which she opened nothing."""
    local = moment.astimezone(plan.zone)
    day, now = local.date(), local.hour * 60 + local.minute
    start, end = span(plan.opened[day]) if day in plan.opened else (0, 0)
    return day in plan.leave or (day in HOLIDAYS and not start <= now < end)


def works(plan: Plan, day: date, zone_of: Plan) -> bool:
    """Whether she works at any time on this day of somebody else's wall."""
    moment, end = _midnight(zone_of, day), _midnight(zone_of, day + A_DAY)
    bare = Plan(plan.zone, plan.weeks, "00:00-00:01", frozenset(), plan.leave, plan.opened)
    while moment < end:
        if forbidden(bare, moment) is None:
            return True
        moment += 15 * A_MINUTE
    return False


def rule(every: Every, first: date, until: date) -> set[date]:
    """The days of a series after its first, up to `until`: counted in weeks, or month by month on a calendar."""
    weeks = {Every.WEEK: 1, Every.TWO_WEEKS: 2, Every.THREE_WEEKS: 3, Every.FOUR_WEEKS: 4, Every.SIX_WEEKS: 6}
    months = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
    later = {one for one in days(first.isoformat(), until.isoformat()) if one > first}
    if every in weeks:
        return {one for one in later if (one - first).days % (7 * weeks[every]) == 0}
    alike = {one for one in later if one.weekday() == first.weekday() and _place(one, first)}
    return {one for one in alike if (one.month - first.month) % months[every] == 0}


def _place(day: date, first: date) -> bool:
    """Whether it is the same one of its month; a fifth is the last one."""
    if first.day > 28:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 == (first.day - 1) // 7

"""What /hours says about one membership: now and today, what is agreed, what is next, and the hours used."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from bot.model import Membership, Role
from bot.rules import hours, load
from bot.rules.hours import DEFAULT, Duty, Kind, Why, agreement_on
from bot.rules.load import Balance
from bot.rules.stretches import DAY, Stretch, common, from_wall, whole_day
from bot.screen import Text, Value
from bot.when import when
from handlers.dialogs.arranged import span, week
from handlers.dialogs.arranging import said
from handlers.dialogs.bands import Used, full_line
from storage.hours import Entry

Section: TypeAlias = tuple[Text, ...]
MOST_AHEAD: Final = 3
NOON: Final = 12 * 60
FREE: Final = {
    Why.HOLIDAY: Text(key="hours.free.holiday"),
    Why.LEAVE: Text(key="hours.free.leave"),
    Why.CLOSED: Text(key="hours.free.closed"),
}


@dataclass(frozen=True)
class Block:
    """One membership: its hours and everything proposed for it; `shares` is whether there is somebody to tell."""

    membership: Membership
    duty: Duty
    entries: tuple[Entry, ...] = ()
    used: Used | None = None
    shares: bool = False

    def counts(self, today: date) -> bool:
        """Whether there are hours of a contract to count against."""
        mine = self.membership.role is Role.KEY_PERSON
        return mine and bool(agreement_on(self.duty, today).weekly_minutes)


def opening_lines(block: Block, now: datetime, *, several: bool) -> Iterator[Text]:
    """Her team where she has several, whether she is on duty, and her hours of today."""
    if several:
        yield Text(key=f"hours.team.{block.membership.role}", values={"team": block.membership.team})
    yield _now(block.duty, now)
    yield _today(block.duty, now.astimezone(block.duty.zone).date())


def _now(duty: Duty, now: datetime) -> Text:
    standing = hours.standing(duty, now)
    if standing.until is None:
        return Text(key="hours.always_on" if standing.on else "hours.never_on")
    end = until_when(standing.until, now, duty.zone) if standing.on else when(standing.until, now, duty.zone)
    return Text(key=f"hours.now.{hours.why(duty, now)}", values={"until": end})


def until_when(until: datetime, now: datetime, zone: ZoneInfo) -> Text | str:
    """What stands after "until": the time alone where it is today's."""
    local = until.astimezone(zone)
    return f"{local:%H:%M}" if local.date() == now.astimezone(zone).date() else when(until, now, zone)


def _today(duty: Duty, day: date) -> Text:
    whole = whole_day(day, duty.zone)
    found = common(hours.stretches(duty, *whole), [whole])
    if not found:
        return FREE.get(_why_free(duty, day), Text(key="hours.free"))
    times = ", ".join(_on_the_clock(one, day, duty.zone) for one in found)
    return Text(key="hours.today", values={"times": times})


def _why_free(duty: Duty, day: date) -> Why:
    """What keeps her free at the hour when she would have begun."""
    usual = [one.start for one in agreement_on(duty, day).windows if one.weekday == day.weekday()]
    start = min(usual, default=NOON)
    return hours.why(duty, from_wall(day, start, start, duty.zone)[0])


def _on_the_clock(stretch: Stretch, day: date, zone: ZoneInfo) -> str:
    start, end = (one.astimezone(zone) for one in stretch)
    return span(_minute(start), _minute(end) if end.date() == day else DAY)


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute


def further(block: Block, now: datetime) -> list[Section]:
    """The rest of what there is to say, what matters most in front; a section may be empty."""
    today = now.astimezone(block.duty.zone).date()
    agreed, later = _agreed(block.duty, today), _later(block.duty, today)
    return [agreed, _used(block.used), _next(block.duty, now, today), later]


def _agreed(duty: Duty, today: date) -> Section:
    agreement = agreement_on(duty, today)
    if agreement == DEFAULT:
        return (Text(key="hours.not_agreed"), *week(agreement.windows))
    return (Text(key="hours.agreed"), *said(agreement, today))


def _later(duty: Duty, today: date) -> Section:
    """The weekly hours that begin next."""
    begins = [one.first for one in duty.arrangements if one.kind is Kind.HOURS and one.first > today]
    return said(agreement_on(duty, min(begins)), today) if begins else ()


def _next(duty: Duty, now: datetime, today: date) -> Section:
    ahead = [one for one in duty.arrangements if one.kind is not Kind.HOURS]
    coming = sorted((one for one in ahead if (one.last or one.first) >= today), key=lambda one: one.first)
    lines = [line for one in coming[:MOST_AHEAD] for line in said(one, today)]
    return (*_after_this(duty, now), *lines)


def _after_this(duty: Duty, now: datetime) -> Iterator[Text]:
    """While she is off duty the first line tells it already."""
    standing = hours.standing(duty, now)
    if standing.on and standing.until:
        following = hours.standing(duty, standing.until).until
        if following:
            yield Text(key="hours.next", values={"when": when(following, now, duty.zone)})


def _used(used: Used | None) -> Section:
    if used is None:
        return ()
    lines = [Text(key="hours.week", values=_balance(used.week)), full_line(used.week)]
    lines.append(Text(key="hours.month", values=_balance(used.month)))
    if used.untold:
        lines.append(Text(key="hours.untold", values={"contacts": used.untold}))
    return tuple(one for one in lines if one)


def _balance(one: Balance) -> dict[str, Value]:
    return {
        "used": _in_hours(one.used),
        "agreed": _in_hours(one.agreed),
        "bar": load.bar(one.percent),
        "percent": one.percent,
    }


def _in_hours(minutes: int) -> str:
    """5:30, or 8."""
    return f"{minutes // 60}:{minutes % 60:02}" if minutes % 60 else str(minutes // 60)


def apart(lines: Sequence[Text]) -> Section:
    """With an empty line before the first."""
    return tuple(one.model_copy(update={"apart": True}) if at == 0 else one for at, one in enumerate(lines))

"""What a clock on the wall says, minute by minute: an oracle that knows nothing of stretches, and times as it shows them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.rules.holidays import HolidayRules, is_public_holiday
from bot.rules.hours import NINE_TO_FIVE, Arrangement, Duty, Kind, Window
from bot.rules.light_days import light_from
from bot.rules.quiet import Quiet
from bot.rules.stretches import Stretch

AMSTERDAM, KYIV, CAIRO, ST_JOHNS = (
    ZoneInfo(name) for name in ("Europe/Amsterdam", "Europe/Kyiv", "Africa/Cairo", "America/St_Johns")
)
LORD_HOWE, KABUL, HAVANA, BEIRUT = (
    ZoneInfo(name) for name in ("Australia/Lord_Howe", "Asia/Kabul", "America/Havana", "Asia/Beirut")
)
APIA = ZoneInfo("Pacific/Apia")
# The clock changes by half an hour in Lord Howe, at midnight in Cairo, Havana and Beirut, and never in Kabul.
ZONES = (AMSTERDAM, KYIV, CAIRO, ST_JOHNS, LORD_HOWE, KABUL, HAVANA, BEIRUT)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY, MINUTE, HOUR = 1440, timedelta(minutes=1), timedelta(hours=1)


def at(wall: str, zone: ZoneInfo = AMSTERDAM) -> datetime:
    """The moment when that clock shows `2026-10-25 02:30`, or `2026-10-25 02:30 again` once it was set back."""
    time, again, _ = wall.partition(" again")
    return datetime.fromisoformat(time).replace(tzinfo=zone, fold=bool(again)).astimezone(UTC)


def from_to(wall: str, zone: ZoneInfo = AMSTERDAM) -> Stretch:
    """`2026-11-23 09:00 to 17:00`, or with a date on the right as well."""
    start, _, end = wall.partition(" to ")
    return at(start, zone), at(end if "-" in end else f"{start[:10]} {end}", zone)


def minutes_in(stretches: Iterable[Stretch]) -> int:
    return sum(round((end - start) / MINUTE) for start, end in stretches)


def shown(stretches: Iterable[Stretch], zone: ZoneInfo = AMSTERDAM) -> list[str]:
    return [f"{_shown(start, zone)} to {_shown(end, zone)}" for start, end in stretches]


def _shown(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{local:%Y-%m-%d %H:%M}" + " again" * local.fold


def minutes(span: str) -> tuple[int, int]:
    """`22:00-06:00` in minutes after midnight; an end that is not after the start is one of the next day."""
    start, end = (int(one[:2]) * 60 + int(one[3:]) for one in span.split("-"))
    return start, end if end > start else end + DAY


def week(first: str, *windows: str) -> Arrangement:
    """Hours from this day on, such as `mon 09:00-12:00`, with a `*` behind for a consultation hour."""
    made = (
        Window(WEEKDAYS.index(one[:3]), *minutes(one[4:].rstrip("*")), consultation=one.endswith("*"))
        for one in windows
    )
    return Arrangement(Kind.HOURS, date.fromisoformat(first), windows=tuple(made))


def besides(kind: Kind, days: str, span: str = "00:00-24:00") -> Arrangement:
    """Leave, an opening or a closing on `2026-12-24` or on `2026-12-28 to 2027-01-03`."""
    first, _, last = days.partition(" to ")
    start, end = minutes(span)
    return Arrangement(
        kind, date.fromisoformat(first), date.fromisoformat(last) if last else None, start, end
    )


def on_duty(duty: Duty, wall: datetime) -> bool:
    if _inside(duty, Kind.LEAVE, wall) or _inside(duty, Kind.CLOSING, wall):
        return False
    if _inside(duty, Kind.OPENING, wall):
        return True
    return not is_public_holiday(wall.date(), duty.holidays) and _in_the_week(duty, wall)


def _inside(duty: Duty, kind: Kind, wall: datetime) -> bool:
    return any(
        one.first <= day <= (one.last or one.first) and one.start <= minute < one.end
        for one in duty.arrangements
        if one.kind is kind
        for day, minute in _readings(wall)
    )


def _in_the_week(duty: Duty, wall: datetime) -> bool:
    return any(
        one.weekday == day.weekday() and one.start <= minute < one.end
        for day, minute in _readings(wall)
        for one in _windows_on(duty, day)
    )


def _readings(wall: datetime) -> tuple[tuple[date, int], tuple[date, int]]:
    """One o'clock at night is minute 60 of today and minute 1500 of yesterday."""
    minute = wall.hour * 60 + wall.minute
    return (wall.date(), minute), (wall.date() - timedelta(days=1), minute + DAY)


def _windows_on(duty: Duty, day: date) -> tuple[Window, ...]:
    windows, since = NINE_TO_FIVE, date.min
    for one in duty.arrangements:
        if one.kind is Kind.HOURS and since <= one.first <= day:
            windows, since = one.windows, one.first
    return windows


def is_quiet(quiet: Quiet, holidays: HolidayRules, wall: datetime) -> bool:
    minute, light = wall.hour * 60 + wall.minute, light_from(wall.date(), quiet.light)
    if wall.weekday() in quiet.weekdays or is_public_holiday(wall.date(), holidays):
        return True
    if light is not None and minute >= light:
        return True
    if quiet.start > quiet.end:
        return minute >= quiet.start or minute < quiet.end
    return quiet.start <= minute < quiet.end


def clock_changes(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock was or will be set within an hour, when it cannot be relied upon."""
    before, after = ((moment + hour).astimezone(zone).utcoffset() for hour in (-HOUR, HOUR))
    return before != after


@cache
def changes(zone: ZoneInfo, year: int = 2026) -> tuple[datetime, ...]:
    """The full hours next to which the clock is set in this year."""
    hours = (datetime(year, 1, 1, tzinfo=UTC) + one * HOUR for one in range(366 * 24))
    return tuple(one for one in hours if clock_changes(one, zone) and not clock_changes(one - HOUR, zone))


def every_minute(middle: datetime, before: timedelta, after: timedelta) -> Iterator[datetime]:
    moment = (middle - before).replace(second=0, microsecond=0)
    while moment < middle + after:
        yield moment
        moment += MINUTE

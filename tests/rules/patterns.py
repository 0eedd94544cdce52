"""Weeks, quiet hours, leave and moments of every kind, for hypothesis to draw from."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from operator import add
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.rules.holidays import HolidayRules, Liberation
from bot.rules.hours import NINE_TO_FIVE, Arrangement, Duty, Kind, Window
from bot.rules.light_days import Calendar
from bot.rules.quiet import Quiet
from tests.rules.wall_clock import AMSTERDAM, DAY, ZONES, at, changes

# Days with something about them: New Year, 29 February, Eid, Good Friday, Easter Monday, 5 May, Christmas.
DAYS = ("2027-01-01", "2028-02-29", "2026-03-20", "2026-04-03", "2026-04-06", "2030-05-05", "2026-12-25")
zones = st.sampled_from(ZONES)
rules = st.builds(HolidayRules, good_friday=st.booleans(), liberation=st.sampled_from(Liberation))
minutes_of_day = st.sampled_from(range(0, DAY, 30)) | st.integers(0, DAY - 1)
spans = st.builds(
    lambda start, length: (start, start + length),
    minutes_of_day,
    st.sampled_from([1, 60, 480, DAY]) | st.integers(1, DAY),
)
windows = st.builds(
    lambda weekday, span, fixed: Window(weekday, span[0], span[1], fixed),
    st.integers(0, 6),
    spans,
    st.booleans(),
)
ALWAYS = tuple(Window(weekday, 0, DAY) for weekday in range(7))
quiets = st.builds(
    Quiet,
    minutes_of_day,
    minutes_of_day | st.just(DAY),
    st.frozensets(st.integers(0, 6), max_size=2),
    st.frozensets(st.sampled_from(Calendar), max_size=2),
)


# Arranged on the days around the first of the year 2000, from where `duties` takes them to wherever they are needed.
THEN = date(2000, 1, 1)
firsts = st.integers(-4, 2).map(lambda days: THEN + timedelta(days=days))
arranged_hours = st.builds(
    lambda first, made: Arrangement(Kind.HOURS, first, windows=made),
    st.just(date(1990, 1, 1)) | firsts,
    st.sampled_from([NINE_TO_FIVE, ALWAYS, ()]) | st.lists(windows, max_size=6).map(tuple),
)
arranged_besides = st.builds(
    lambda kind, first, days, span: Arrangement(kind, first, first + timedelta(days=days), *span),
    st.sampled_from([Kind.LEAVE, Kind.OPENING, Kind.CLOSING]),
    firsts,
    st.integers(0, 3),
    st.just((0, DAY)) | spans,
)
unplaced = st.builds(
    Duty, st.just(AMSTERDAM), st.lists(arranged_hours | arranged_besides, max_size=4).map(tuple), rules
)


def duties(zone: ZoneInfo, near: date) -> st.SearchStrategy[Duty]:
    """A week or two that begin about that day, and whatever is arranged around it."""

    def place(duty: Duty) -> Duty:
        made = (_moved(one, near - THEN) for one in duty.arrangements)
        return Duty(zone, tuple(made), duty.holidays)

    return unplaced.map(place)


def _moved(one: Arrangement, by: timedelta) -> Arrangement:
    return replace(one, first=one.first + by, last=one.last + by if one.last else None)


apart = st.integers(-1800, 1800).map(lambda minutes: timedelta(minutes=minutes))


@cache
def moments(zone: ZoneInfo) -> st.SearchStrategy[datetime]:
    """Near where the clock is set, or on a day with something about it."""
    return st.builds(add, st.sampled_from([*changes(zone), *(at(day, zone) for day in DAYS)]), apart)

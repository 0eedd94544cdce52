"""What a coordinator fills in when she arranges hours: times, contract, hours a week, and from which day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.dialog import Option
from bot.rules.hours import Contract
from bot.rules.typed_dates import day_typed
from bot.rules.typed_times import plain
from bot.screen import Day, Text, Weekday
from handlers.dialogs import agree_week as weeks
from handlers.dialogs.agree_options import Shown, is_herself, takeable
from handlers.dialogs.arranging import TWO_YEARS, period_typed

WEEKLY_HOURS: Final = (8, 16, 18)
LEAST_MINUTES, MOST_MINUTES = 60, 60 * 60
_HOURS: Final = re.compile(r"(\d{1,2})(?:[.,](25|50?|75))?\s*(?:uur|u|hours?|h|ساعة|ساعات)?\.?")


def times_checked(words: str, _: Shown) -> str | None:
    return weeks.times_typed(words)


def span_checked(words: str, _: Shown) -> str | None:
    return weeks.time_typed(words)


def period_checked(words: str, scene: Shown) -> str | None:
    return period_typed(words, scene.facts.today)


def day_checked(words: str, scene: Shown) -> str | None:
    """A day from today on, within two years."""
    day, today = day_typed(words, scene.facts.today), scene.facts.today
    return day.isoformat() if day and today <= day <= today + TWO_YEARS else None


def contracts(scene: Shown) -> tuple[Option, ...]:
    """What holds now where there is something, or else what most people have; then each kind."""
    now = scene.facts.agreement(scene.facts.today)
    kinds = (*(Option(one.value) for one in Contract), Option("none", Text(key="agree.contract.none")))
    if scene.answers["what"] == "week" and (now.contract or now.weekly_minutes):
        return (Option("kept", Text(key="agree.contract.kept"), "📄", wide=True), *kinds)
    sets = {"contract": Contract.VOLUNTEER.value, "weekly": str(WEEKLY_HOURS[0])}
    usual = Text(key="agree.contract.usual", values={"hours": WEEKLY_HOURS[0]})
    return (Option("usual", usual, "🤝", sets, wide=True), *kinds)


def weekly(_: Shown) -> tuple[Option, ...]:
    offered = [Option(str(one), Text(key="agree.weekly.some", values={"hours": one})) for one in WEEKLY_HOURS]
    return (*offered, Option("other"), Option("none", wide=True))


def weekly_checked(words: str, _: Shown) -> str | None:
    """Hours a week such as 12 or 7.5, from 1 to 60."""
    found = _HOURS.fullmatch(plain(words))
    if not found:
        return None
    hours = float(f"{found[1]}.{found[2] or 0}")
    return f"{hours:g}" if LEAST_MINUTES <= hours * 60 <= MOST_MINUTES else None


def starts(scene: Shown) -> tuple[Option, ...]:
    """Today, next Monday, the first of next month, or another day."""
    today = scene.facts.today
    monday = today + timedelta(days=7 - today.weekday())
    month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    first = [] if month == monday else [_day(month)]
    named = Text(key="agree.starts.monday", values={"day": Day(day=monday)})
    return (
        Option(today.isoformat(), Text(key="agree.day.today"), wide=True),
        Option(monday.isoformat(), named, wide=True),
        *first,
        Option("other", Text(key="agree.day.other"), "🗓", wide=True),
    )


def _day(day: date) -> Option:
    return Option(day.isoformat(), Text(key="common.day", values={"day": Day(day=day)}), wide=True)


def days_ahead(scene: Shown) -> tuple[Option, ...]:
    """Each day of a week from today on by its name, or another day."""
    return (*_week_ahead(scene.facts.today), Option("other", Text(key="agree.day.other"), "🗓", wide=True))


def _week_ahead(today: date) -> Iterator[Option]:
    near = (Text(key="agree.day.today"), Text(key="agree.day.tomorrow"))
    for number in range(7):
        day = today + timedelta(days=number)
        name = Text(key="arranged.weekday", values={"weekday": Weekday(weekday=day.weekday())})
        yield Option(day.isoformat(), near[number] if number < len(near) else name)


def parts(_: Shown) -> tuple[Option, ...]:
    return (Option("whole"), Option("part"))


def yes_or_no(_: Shown) -> tuple[Option, ...]:
    return (Option("yes", icon="✅"), Option("no", icon="✏️"))


def entries(scene: Shown) -> tuple[Option, ...]:
    return tuple(
        Option(str(one.id), Text(key="agree.entry.number", values={"number": number}), "↩️")
        for number, one in enumerate(takeable(scene), 1)
    )


def read(_: Shown) -> tuple[Option, ...]:
    return (Option("back", Text(key="common.back")),)


def confirmations(scene: Shown) -> tuple[Option, ...]:
    if scene.answers["what"] == "take_back":
        return (Option("take_back", icon="↩️", wide=True),)
    return (Option("keep" if is_herself(scene) else "propose", icon="✅", wide=True),)

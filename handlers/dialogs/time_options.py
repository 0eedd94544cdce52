"""What can be told of time spent besides contacts: the kind, the team, the day, how long."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.dialog import Option, Scene
from bot.model import Membership, Spending, TimeEntry
from bot.rules.typed_dates import day_typed
from bot.rules.typed_times import duration_typed
from bot.screen import Text
from handlers.dialogs import coordinated

MOST_LISTED: Final = 6
MINUTES: Final = (15, 30, 45, 60, 90, 120)
DAYS_BACK: Final = 60
ICONS: Final = {Spending.SUPERVISION: "🧭", Spending.TRAVEL: "🚲"}


@dataclass(frozen=True)
class Facts:
    """Her teams, and what she entered for this week and the last, by day."""

    teams: tuple[Membership, ...]
    entries: tuple[TimeEntry, ...]
    today: date


Shown = Scene[Facts]


def newest(facts: Facts) -> list[tuple[int, TimeEntry]]:
    return list(enumerate(facts.entries[-MOST_LISTED:], 1))


def kinds(scene: Shown) -> tuple[Option, ...]:
    """What can be entered, and what was entered and can go."""
    gone = (
        Option(f"remove_{one.id}", Text(key="time.remove", values={"number": number}), "🗑")
        for number, one in newest(scene.facts)
    )
    return (*(Option(one.value, icon=ICONS[one]) for one in Spending), *gone)


def enters(scene: Shown) -> bool:
    return scene.answers["kind"] in {one.value for one in Spending}


def several_teams(scene: Shown) -> bool:
    return enters(scene) and coordinated.several(scene)


def days(scene: Shown) -> tuple[Option, ...]:
    """As dates, so that an answer means the same after midnight."""
    today = scene.facts.today
    yesterday = today - timedelta(days=1)
    return (
        Option(today.isoformat(), Text(key="time.today")),
        Option(yesterday.isoformat(), Text(key="time.yesterday")),
        Option("another", icon="🗓", wide=True),
    )


def another_day(scene: Shown) -> bool:
    return scene.answers.get("day") == "another"


def past_day(words: str, scene: Shown) -> str | None:
    """Today or one of the days before it; without a year the last such day."""
    today = scene.facts.today
    first = today - timedelta(days=DAYS_BACK)
    day, last_such = day_typed(words, today), day_typed(words, first)
    if day and last_such and (day.month, day.day) == (last_such.month, last_such.day):
        day = last_such
    return day.isoformat() if day and first <= day <= today else None


def minutes(_: Shown) -> tuple[Option, ...]:
    offered = (Option(str(one), Text(key="card.minutes.some", values={"count": one})) for one in MINUTES)
    return (*offered, Option("other", Text(key="card.minutes.other")))


def other_minutes(scene: Shown) -> bool:
    return scene.answers.get("minutes") == "other"


def minutes_typed(words: str, _: Shown) -> str | None:
    typed = duration_typed(words)
    return None if typed is None else str(typed)


def day_told(scene: Shown) -> date:
    return date.fromisoformat(scene.answers.get("day_typed") or scene.answers["day"])


def minutes_told(scene: Shown) -> int:
    return int(scene.answers.get("minutes_typed") or scene.answers["minutes"])


def team_told(scene: Shown) -> int:
    return int(scene.answers.get("team", scene.facts.teams[0].team_id))

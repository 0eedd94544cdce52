"""/report: a coordinator has a report for the commissioner made, of one team and some days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.dialog import Again, Choose, Dialog, Done, Option, Scene, Tap, Write
from bot.model import Membership, Role
from bot.rules.report_days import Days, is_whole, last_year, quarter
from bot.rules.typed_dates import days_typed
from bot.screen import Errand, Screen, Text, Value
from handlers.deps import Turn
from handlers.dialogs import coordinated
from handlers.dialogs.goals import days_text
from handlers.dialogs.goals_options import written

LANGUAGES: Final = ("nl", "en")
LONGEST: Final = timedelta(days=3 * 366)
YEAR: Final = timedelta(days=365)


@dataclass(frozen=True)
class Facts:
    """The teams she coordinates; `team` is None while she has still to choose."""

    teams: tuple[Membership, ...]
    team: Membership | None
    today: date


Shown = Scene[Facts]


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    mine = turn.person.teams_as(Role.COORDINATOR)
    team_id = coordinated.chosen(mine, taps)
    team = next((one for one in mine if one.team_id == team_id), None)
    return Facts(mine, team, turn.now.astimezone(turn.zone).date())


def periods(_: Shown) -> tuple[Option, ...]:
    names = ("last_quarter", "this_quarter", "last_year")
    return (*(Option(one, icon="🗓") for one in names), Option("days", icon="✏️"))


def forms(_: Shown) -> tuple[Option, ...]:
    return (Option("pdf", icon="📄"), Option("xlsx", icon="📊"), Option("both", wide=True))


def types_days(scene: Shown) -> bool:
    return scene.answers.get("period") == "days"


def days_checked(words: str, scene: Shown) -> str | None:
    """Days that have begun, the last of them today at the latest; kept with their years.

    Without its year a day is one of the past here: nothing has happened yet on another.
    """
    today = scene.facts.today
    days = days_typed(words, today)
    if days and days[0] > today:
        days = days_typed(words, today - YEAR)
    if days is None or days[0] > today or days[1] - days[0] > LONGEST:
        return None
    return written(days[0], min(days[1], today))


def days_of(scene: Shown) -> Days:
    """KeyError while they are not chosen."""
    today = scene.facts.today
    match scene.answers["period"]:
        case "last_quarter":
            return quarter(today, 1)
        case "this_quarter":
            return quarter(today)
        case "last_year":
            return last_year(today)
    typed = days_typed(scene.answers["days"], today)
    if typed is None:
        raise KeyError("days")
    return Days(*typed, is_whole(*typed, today))


def head(scene: Shown) -> tuple[Text, ...]:
    """What leaves the team, before it does, and what these days could give away."""
    if "form" not in scene.answers or scene.facts.team is None:
        return ()
    days = days_of(scene)
    values: dict[str, Value] = {"team": scene.facts.team.team, "days": days_text(days.first, days.last)}
    lines = [
        Text(key="report.about_what", values={**values}, icon="📄"),
        Text(key="report.leaves", icon="🔒"),
    ]
    if not days.whole:
        lines.append(Text(key="report.overlap", icon="⚠️"))
    elif (days.last - days.first) > timedelta(days=100):
        lines.append(Text(key="report.overlap_year", icon="⚠️"))
    return tuple(lines)


async def save(turn: Turn, scene: Shown, _: int) -> Again | Done:
    team, days = scene.facts.team, days_of(scene)
    if team is None:
        return Again()
    values: dict[str, str | int] = {
        "team": team.team_id,
        "first": days.first.isoformat(),
        "last": days.last.isoformat(),
        "language": scene.answers["language"],
        "form": scene.answers["form"],
    }
    turn.run_errand(Errand(name="report", values=values))
    return Done(Screen(lines=(Text(key="report.coming", icon="⏳"),)))


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="report.expired"),))


DIALOG = Dialog(
    name="report",
    roles=frozenset({Role.COORDINATOR}),
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Choose("period", periods),
        Write("days", days_checked, when=types_days),
        Choose("language", lambda _: tuple(Option(one) for one in LANGUAGES)),
        Choose("form", forms),
        Choose("confirm", lambda _: (Option("send", icon="✅"),)),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(days=1),
)

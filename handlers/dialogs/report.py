"""/report: a coordinator has a report for the commissioner made, of one team and some days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.access import COORDINATORS
from bot.dialog import Again, Choose, Dialog, Done, Option, Scene, Tap, Write
from bot.model import Membership, Role
from bot.rules.report_days import Days, is_whole, last_year, quarter
from bot.rules.typed_dates import days_typed
from bot.screen import Errand, Screen, Text, Value
from handlers.deps import Turn
from handlers.dialogs import coordinated
from handlers.dialogs.export_periods import looking_back
from handlers.dialogs.goals import days_text
from handlers.dialogs.goals_options import written
from storage import audit
from storage.audit import Action

LANGUAGES: Final = ("nl", "en")
LONGEST: Final = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Facts:
    """The teams she coordinates; `team` is None while she has still to choose."""

    teams: tuple[Membership, ...]
    team: Membership | None
    today: date


Shown = Scene[Facts]


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    mine = turn.person.teams_as(Role.COORDINATOR)
    team = coordinated.own(mine, taps)
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
    days = looking_back(words, today)
    if days is None or days[0] > today or days[1] - days[0] > LONGEST:
        return None
    return written(days[0], min(days[1], today))


def is_year(scene: Shown) -> bool:
    """Whether there are quarters that a commissioner may have a report of as well."""
    return (
        "period" in scene.answers
        and (not types_days(scene) or "days" in scene.answers)
        and bool(days_of(scene).quarters)
    )


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
    lines = [about(scene.facts.team, days), Text(key="report.leaves", icon="🔓")]
    if not days.whole:
        lines.append(Text(key="report.overlap", icon="⚠️"))
    elif scene.answers.get("quarters") == "quarters_too":
        lines.append(Text(key="report.beside_quarters", icon="🔒"))
    elif days.quarters:
        lines.append(Text(key="report.year_alone", icon="⚠️"))
    return tuple(lines)


def about(team: Membership, days: Days) -> Text:
    values: dict[str, Value] = {"team": team.team, "days": days_text(days.first, days.last)}
    return Text(key="report.about_what", values=values, icon="📄")


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
        "beside_quarters": int(scene.answers.get("quarters") == "quarters_too"),
    }
    await audit.write(turn.session, turn.person.id, Action.REPORTED, team.team_id, turn.now)
    turn.run_errand(Errand(name="report", values=values))
    # A quarter may have ended since she began: which days it is about is told again.
    return Done(Screen(lines=(Text(key="report.coming", icon="⏳"), about(team, days))))


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="report.expired"),))


DIALOG = Dialog(
    name="report",
    roles=COORDINATORS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Choose("period", periods),
        Write("days", days_checked, when=types_days, echoes=True),
        Choose("quarters", lambda _: (Option("quarters_too"), Option("year_alone")), when=is_year),
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

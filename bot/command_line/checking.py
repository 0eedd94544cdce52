"""Whether what is stored is whole, and whether the teams are ready; and what the next night lets go."""

import argparse
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from bot.clock import Clock
from bot.command_line.beside import beside
from bot.command_line.words import say
from bot.rules import readiness
from bot.rules.audit_chain import End, Fault, Kind
from bot.rules.retention import Then
from bot.rules.safety import TeamNumbers
from bot.settings import Settings
from storage import audit, checks, retention, safety
from storage.problems import StorageProblem

TRAIL: Final = {
    Kind.MISSING: "check.trail_missing",
    Kind.OUT_OF_PLACE: "check.trail_out_of_place",
    Kind.ALTERED: "check.trail_altered",
    Kind.CUT: "check.trail_cut",
    Kind.ADDED: "check.trail_added",
}
RETAINED: Final = {
    Then.TALLIES: "retention.tallies",
    Then.GONE: "retention.gone",
    Then.ERASED: "retention.erased",
}


async def check(settings: Settings, given: argparse.Namespace) -> None:
    async with beside(settings) as database, database.reading() as session:
        problems = await checks.integrity(session)
        for line in problems:
            print(line)
        waiting = await checks.waiting(session)
        teams = (await safety.everything(session)).values()
        broken, last = await audit.verify(session), await audit.head(session)
    _tell_audit(broken, last)
    print(say("check.waiting", {**waiting}))
    if problems:
        raise StorageProblem("check.damaged", path=settings.database)
    if broken:
        raise StorageProblem("check.trail_broken")
    print(say("check.sound"))
    today = Clock(settings.clock_file).now().astimezone(settings.zone).date()
    unready = [one for one in teams if not _tell_ready(one, today)]
    if given.live and (unready or not teams):
        raise StorageProblem("check.not_live")


def _tell_audit(broken: Sequence[Fault], last: End) -> None:
    """Where the trail was tampered with; and its end, to be noted where nobody can change it too."""
    for one in broken:
        print(say(TRAIL[one.kind], {"line": one.seq}))
    print(say("check.trail_end", {"line": last.seq, "hash": last.hash or "-"}))


def _tell_ready(team: TeamNumbers, today: date) -> bool:
    """Without a doctor and a contact person no team goes live; a number that is old is only a warning."""
    missing, old = readiness.missing(team), readiness.old(team, today)
    if missing:
        print(say("check.not_ready", {"team": team.team, "missing": _listed(missing)}))
    else:
        print(say("check.ready", {"team": team.team}))
    if old:
        print(say("check.old", {"team": team.team, "services": _listed(old)}))
    return not missing


def _listed(services: Iterable[str]) -> str:
    return ", ".join(one.replace("_", " ") for one in services)


async def tell_retention(settings: Settings, _: argparse.Namespace) -> None:
    """What the next night would let go; nothing is changed."""
    today = Clock(settings.clock_file).now().astimezone(settings.zone).date()
    async with beside(settings) as database, database.reading() as session:
        due = await retention.overdue(session, today)
    for one, number in due.items():
        values = {"kind": one.kind.value, "months": one.months, "number": number}
        print(say(RETAINED[one.then], values))

"""The numbers on a team's safety cards: its coordinator sets its own, and says of each when it was checked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.access import COORDINATORS
from bot.dialog import Again, Choose, Dialog, Goto, Tap, Write
from bot.model import Role
from bot.rules.safety import TeamNumber
from bot.screen import Screen, Text
from handlers.deps import Turn
from handlers.dialogs import coordinated, toasts
from handlers.dialogs import numbers_options as options
from handlers.dialogs.numbers_options import Facts, Shown
from handlers.dialogs.team_options import yes_or_no
from storage import audit, safety
from storage.audit import Action


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    mine = turn.person.teams_as(Role.COORDINATOR)
    team_id = coordinated.chosen(mine, taps)
    now = None if team_id is None else await safety.of_team(turn.session, turn.person, team_id)
    return Facts(mine, now, turn.now.astimezone(turn.zone).date())


async def save(turn: Turn, scene: Shown, _: int) -> Again | Goto:
    service, act = scene.answers["pick"], scene.answers.get("act", "new")
    home, team_id = coordinated.home(scene), scene.facts.now.team_id
    if service == "other_team":
        return Again()
    if service == "settings":
        return Goto("settings", 0, home)
    if scene.answers.get("sure") == "no":
        return Again(home)
    if act == "remove":
        await safety.remove(turn.session, turn.person, team_id, service)
    else:
        await safety.put(turn.session, turn.person, team_id, _new(scene, service, act))
    turn.numbers_changed = True
    await audit.write(turn.session, turn.person.id, Action.CHANGED_SETTINGS, team_id, turn.now)
    return Again(home, toasts.told(turn, DIALOG, scene, _told(act)))


def _new(scene: Shown, service: str, act: str) -> TeamNumber:
    """What stands there with what she said; whatever she said, it is right today."""
    today: date = scene.facts.today
    answers, before = scene.answers, scene.facts.now.numbers.get(service, TeamNumber(service, "", today))
    # Also where another coordinator removed the number meanwhile, so that it was asked for.
    if "phone" in answers:
        return TeamNumber(service, answers["phone"], today, answers.get("name", ""))
    return replace(before, source=answers.get("source", before.source), checked_on=today)


def _told(act: str) -> Text:
    match act:
        case "right" | "source":
            key = "numbers.told.checked"
        case "remove":
            key = "settings.told.no_phone"
        case _:
            key = "settings.told.phone"
    return Text(key=key)


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="settings.expired"),))


DIALOG = Dialog(
    name="numbers",
    roles=COORDINATORS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Choose("pick", options.services, resting=True),
        Choose("act", options.acts, when=options.has_number, columns=1),
        Choose("sure", yes_or_no, when=options.removes, labels="team.sure.option"),
        Write("name", options.name_checked, when=options.types_name, echoes=True),
        Write("phone", options.phone_checked, when=options.types_number),
        Write("source", options.source_checked, when=options.types_source),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=options.head,
    lives=timedelta(days=1),
    ages_from_start=True,
)

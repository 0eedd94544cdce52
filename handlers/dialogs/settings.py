"""/settings: a coordinator sets what holds for her team and for its organisation; each change counts at once."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.access import COORDINATORS
from bot.dialog import Again, Choose, Dialog, Goto, Tap, Write
from bot.model import Role
from bot.rules.safety import TeamNumber
from bot.safety import OUT_OF_HOURS
from bot.screen import Screen, Text
from handlers.deps import Turn
from handlers.dialogs import coordinated, toasts
from handlers.dialogs import settings_options as options
from handlers.dialogs.settings_options import DECISIONS, SHARED, Facts, Shown
from handlers.dialogs.settings_page import head, told
from handlers.dialogs.team_options import yes_or_no
from storage import audit, notices, safety, teams
from storage.audit import Action


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    mine = turn.person.teams_as(Role.COORDINATOR)
    team_id = coordinated.chosen(mine, taps)
    now = None if team_id is None else await teams.settings(turn.session, turn.person, team_id)
    return Facts(mine, now, turn.now.astimezone(turn.zone).date())


async def save(turn: Turn, scene: Shown, _: int) -> Again | Goto:
    line, old = scene.answers["pick"], scene.facts.now
    if line == "other_team":
        return Again()
    if line == "numbers":
        return Goto("numbers", 0, coordinated.home(scene))
    if scene.answers.get("sure") == "no":
        return Again(coordinated.home(scene))
    if line == "doctor_phone":
        await _keep_doctor(turn, old.team_id, scene.answers.get(line), scene.facts.today)
    new = await teams.change(turn.session, turn.person, old.team_id, **_changed(scene, line))
    if new == old and line != "doctor_phone":  # that number is checked anew by typing it again
        return Again(coordinated.home(scene))
    await audit.write(turn.session, turn.person.id, Action.CHANGED_SETTINGS, old.team_id, turn.now)
    if line in SHARED:
        await _look_anew(turn, old.team_id)
    toast = toasts.told(turn, DIALOG, scene, told(old, new, line))
    # What her own overview shows must not outlast the decision.
    return Again(coordinated.home(scene), toast, ("overview", 0) if line in DECISIONS else None)


async def _keep_doctor(turn: Turn, team_id: int, phone: str | None, today: date) -> None:
    """It stands on the safety cards too, with the day on which it was set."""
    if phone is None:
        await safety.remove(turn.session, turn.person, team_id, OUT_OF_HOURS)
    else:
        await safety.put(turn.session, turn.person, team_id, TeamNumber(OUT_OF_HOURS, phone, today))
    turn.numbers_changed = True


def _changed(scene: Shown, line: str) -> dict[str, Any]:
    match line:
        case "good_friday" | "notes_allowed":
            return {line: scene.answers[line] in {"free", "on"}}
        case "referral_days":
            return {line: int(scene.answers[line])}
        case "liberation":
            return {line: scene.answers[line]}
        case "quiet":
            return {"quiet_start": options.quiet_start(scene), "quiet_end": options.quiet_end(scene)}
        case "works_council_on" | "dpia_on":
            return {line: _heard_on(scene)}
    return {line: scene.answers.get(line)}


def _heard_on(scene: Shown) -> date | None:
    match scene.answers["heard"]:
        case "today":
            return scene.facts.today
        case "other":
            return date.fromisoformat(scene.answers["heard_day"])
    return None


async def _look_anew(turn: Turn, team_id: int) -> None:
    """Everybody in the organisation may be reached at other times now."""
    for person_id in await teams.of_organisation(turn.session, turn.person, team_id):
        await notices.look_anew(turn.session, person_id, turn.now)


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="settings.expired"),))


DIALOG = Dialog(
    name="settings",
    roles=COORDINATORS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Choose("pick", options.lines, resting=True),
        Choose("phone", options.phone_ways, when=options.has_phone),
        Choose("sure", yes_or_no, when=options.removes_doctor, labels="team.sure.option"),
        Write("office_phone", options.phone_checked, when=options.types_phone("office_phone")),
        Write("doctor_phone", options.phone_checked, when=options.types_phone("doctor_phone")),
        Choose("referral_days", options.waits, when=options.picked("referral_days")),
        Choose("notes_allowed", options.notes_ways, when=options.picked("notes_allowed")),
        Choose("good_friday", options.good_friday, when=options.picked("good_friday")),
        Choose("liberation", options.liberations, when=options.picked("liberation"), columns=1),
        Choose("quiet_start", options.starts, when=options.picked("quiet"), columns=3),
        Write("quiet_start_typed", options.start_typed, when=options.other("quiet_start"), echoes=True),
        Choose("quiet_end", options.ends, when=options.picked("quiet"), columns=3),
        Write("quiet_end_typed", options.end_typed, when=options.other("quiet_end")),
        Choose("heard", options.heard_ways, when=options.picked("works_council_on", "dpia_on")),
        Write("heard_day", options.heard_typed, when=options.other("heard")),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(days=1),
    ages_from_start=True,
)

"""/supervision: a coordinator sees who is due, what is planned and what was kept, and sets how it goes."""

from datetime import timedelta

from bot.access import COORDINATORS
from bot.dialog import Again, Choose, Dialog, Goto, Tap
from bot.screen import Screen, Text
from bot.supervision import Lead, MeetingKind, Rhythm
from handlers.deps import Turn
from handlers.dialogs import coordinated, due
from handlers.dialogs import supervision_lists as lists
from handlers.dialogs import supervision_options as options
from handlers.dialogs.supervision_facts import Facts, Shown
from handlers.dialogs.supervision_gather import gather
from handlers.dialogs.supervision_options import MEETING, NOBODY, PLAN, STOP
from handlers.dialogs.supervision_page import head, sees
from storage import audit, drafts, guides, reminders, series
from storage.audit import Action


async def save(turn: Turn, scene: Shown, _: int) -> Again | Goto:
    pick = scene.answers["pick"]
    if pick.startswith(MEETING):
        return Goto("meeting", int(pick.removeprefix(MEETING)))
    if pick == "own":
        return Goto("sessions", 0)
    if PLAN in {pick, scene.answers.get("rhythm")}:
        return Goto("plan", 0, await _begun(turn, scene))
    return await _set(turn, scene)


async def _begun(turn: Turn, scene: Shown) -> tuple[Tap, ...]:
    """Where she was with a plan for this team, or its beginning."""
    home, draft = coordinated.home(scene), await drafts.find(turn.session, turn.person.id, "plan")
    return draft.taps if draft and draft.taps[: len(home)] == home else home


async def _set(turn: Turn, scene: Shown) -> Again:
    match scene.answers["pick"]:
        case lists.RHYTHMS:
            return await _change_rhythm(turn, scene)
        case lists.REMINDERS:
            return await _switch(turn, scene)
        case lists.GUIDES:
            return await _choose(turn, scene)
    return Again()


def _back(scene: Shown, *names: str) -> tuple[Tap, ...]:
    """The taps that lead to the list again, with these of its answers."""
    kept = ({name: scene.answers[name]} for name in ("pick", *names) if name in scene.answers)
    return (*coordinated.home(scene), *kept)


async def _change_rhythm(turn: Turn, scene: Shown) -> Again:
    """What is not said yet about the old one is not said any more; the new one is looked at anew."""
    one, weeks = lists.rhythm(scene), scene.answers["weeks"]
    if one is None or weeks == str(one.weeks):
        return Again(_back(scene, "part"))
    if weeks == STOP:
        return await _stop(turn, scene, one)
    await due.recall(turn.session, one)
    given = (one.membership_id, one.kind, int(weeks), turn.person.id, one.since, turn.now)
    await series.set_rhythm(turn.session, *given)
    await _note(turn, scene, Action.CHANGED, one.person_id)
    return Again(_back(scene, "part"), Text(key="supervision.changed"))


async def _stop(turn: Turn, scene: Shown, one: Rhythm) -> Again:
    if scene.answers["stop"] == "no":
        return Again(_back(scene, "part", "rhythm"))
    await due.recall(turn.session, one)
    await series.drop_rhythm(turn.session, turn.person, one.id)
    await _note(turn, scene, Action.CHANGED, one.person_id)
    return Again(_back(scene), Text(key="supervision.stopped"))


async def _switch(turn: Turn, scene: Shown) -> Again:
    team_id = scene.facts.one.team.team_id
    kind, lead = MeetingKind(scene.answers["kind"]), Lead(scene.answers["lead"])
    was_off = (kind, lead) in scene.facts.one.off
    await reminders.switch(turn.session, turn.person, team_id, kind, lead, on=was_off)
    await _note(turn, scene, Action.CHANGED_SETTINGS, None)
    await reminders.decide_anew(turn.session, turn.person, team_id, kind, turn.now)
    toast = Text(key="supervision.switched_on" if was_off else "supervision.switched_off")
    return Again(_back(scene, "kind"), toast)


async def _choose(turn: Turn, scene: Shown) -> Again:
    """Only for somebody in a team that she coordinates, and only among those who coordinate it too."""
    found = lists.guided_one(scene)
    if found is None:
        raise LookupError("nobody of a team that she coordinates")
    deputy = scene.answers["deputy"]
    chosen = (int(scene.answers["coordinator"]), None if deputy == NOBODY else int(deputy))
    await guides.choose(turn.session, found[0].membership_id, *chosen)
    await _note(turn, scene, Action.CHANGED, found[0].person_id)
    return Again(_back(scene, "part"), Text(key="supervision.chosen"))


async def _note(turn: Turn, scene: Shown, action: Action, subject: int | None) -> None:
    team_id = scene.facts.one.team.team_id
    await audit.write(turn.session, turn.person.id, action, team_id, turn.now, subject=subject)


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="supervision.expired"),))


DIALOG: Dialog[Facts] = Dialog(
    name="supervision",
    roles=COORDINATORS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Choose("pick", options.ways, resting=True),
        Choose("part", options.parts, when=lists.is_large, columns=1),
        Choose("rhythm", options.rhythms, when=options.picked(lists.RHYTHMS)),
        Choose("weeks", options.weeks, when=options.asks_weeks),
        Choose("stop", options.yes_or_no, when=options.asks_stop),
        Choose("kind", options.kinds, when=options.picked(lists.REMINDERS), columns=1),
        Choose("lead", options.leads, when=options.picked(lists.REMINDERS), columns=1),
        Choose("who", options.people, when=options.picked(lists.GUIDES)),
        Choose("coordinator", options.coordinators, when=options.picked(lists.GUIDES)),
        Choose("deputy", options.deputies, when=options.picked(lists.GUIDES)),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    sees=sees,
    lives=timedelta(days=1),
    ages_from_start=True,
)

"""Before a session: what she wants to talk about, from her own log. Nobody reads it unless she sends it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Final

from bot.access import KEY_PERSONS
from bot.dialog import Again, Choose, Dialog, Done, Tap
from bot.model import Contact, Role
from bot.rules import agenda as rules
from bot.screen import Screen, Text, Value
from bot.supervision import Meeting
from handlers.deps import Turn
from handlers.dialogs import agenda_points as shown
from handlers.dialogs import reading
from handlers.dialogs.agenda_points import Facts, Shown
from handlers.dialogs.arranging import named
from handlers.dialogs.meeting_words import agenda_button, at, kind
from storage import agenda, contacts, meetings, notices, people

# Kept beside her points once she has chosen: without it, what is ticked from the start would come back.
CHOSEN: Final = "chosen"
A_MOMENT: Final = timedelta(seconds=1)


async def gather(turn: Turn, subject: int, _: Sequence[Tap]) -> Facts:
    facts = Facts(turn.now, turn.zone)
    meeting = await meetings.seen_by(turn.session, turn.person, subject)
    if meeting is None or not _is_guest(turn, meeting):
        return facts
    kept = await agenda.of(turn.session, turn.person.id, meeting.id)
    points = await _points(turn, meeting)
    ticked = [one.id for one in points if (one.id in kept if CHOSEN in kept else one.ticked)]
    return replace(facts, meeting=meeting, points=points, ticked=frozenset(ticked))


def _is_guest(turn: Turn, meeting: Meeting) -> bool:
    """Whether it is for her, as a key person: of everybody else there is no log to choose from."""
    invited = turn.person.id in {one.person_id for one in meeting.guests}
    return invited and Role.KEY_PERSON in turn.person.roles


async def _points(turn: Turn, meeting: Meeting) -> tuple[rules.Point, ...]:
    """Only from what she logged for the team of this session."""
    last, _ = await meetings.talks_of(turn.session, turn.person.id, meeting.team_id, meeting.kind, turn.now)
    since, end = rules.since(last, turn.now), turn.now + A_MOMENT
    logged: list[Contact] = []
    for period in ((since - (turn.now - since), since), (since, end)):
        logged += await contacts.logged_between(turn.session, turn.person.id, *period)
    hers = [one for one in logged if one.team_id == meeting.team_id]
    return rules.points(hers, since, turn.now, meeting.kind)


async def save(turn: Turn, scene: Shown, _: int) -> Again | Done:
    """A tap on a point is kept at once; sending is asked about first."""
    meeting, answers = scene.facts.meeting, scene.answers
    if meeting is None:
        return Done(Screen(lines=(Text(key="meeting.gone"),)))
    if answers["pick"] != "send":
        ticked = scene.facts.ticked ^ {answers["pick"]}
        await agenda.keep(turn.session, turn.person.id, meeting.id, ticked | {CHOSEN})
        return Again()
    return await _send(turn, scene, meeting) if answers["confirm"] == "yes" else Again()


async def _send(turn: Turn, scene: Shown, meeting: Meeting) -> Done:
    """What was sent before and not heard yet is not said any more: the newest counts."""
    host = meeting.host.person_id
    beginning = f"agenda.sent:{meeting.id}:{turn.person.id}:"
    await notices.recall_all(turn.session, beginning)
    screen = await _for_host(turn, scene, meeting)
    for number in count(1):
        key = f"{beginning}{number}"
        if await _put(turn, meeting, key, screen):
            break
    lines = (
        Text(key="agenda.is_sent", values={"name": named(meeting.host.name, host)}),
        *shown.in_words(scene.facts.chosen),
        (await reading.line(turn, host, meeting.team_id)).model_copy(update={"apart": True}),
    )
    return Done(Screen(lines=lines, buttons=agenda_button(meeting, turn.person.id, turn.zone)))


async def _put(turn: Turn, meeting: Meeting, key: str, screen: Screen) -> bool:
    host, me = meeting.host.person_id, turn.person.id
    over = meeting.ends_at
    return await notices.put(
        turn.session, host, meeting.team_id, key, screen, turn.now, asked_by=me, expires_at=over
    )


async def _for_host(turn: Turn, scene: Shown, meeting: Meeting) -> Screen:
    zone = await people.zone(turn.session, meeting.host.person_id, turn.others_zone)
    about: dict[str, Value] = {"kind": kind(meeting.plan), "when": at(meeting.starts_at, zone)}
    name = named(turn.person.name, turn.person.id)
    first = Text(key="agenda.from", values={**about, "name": name}, icon="🗒")
    return Screen(lines=(first, *shown.in_words(scene.facts.chosen)))


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="agenda.closed"),))


DIALOG = Dialog(
    name="agenda",
    roles=KEY_PERSONS,
    steps=(
        Choose("pick", shown.picks, when=shown.exists, resting=True),
        Choose("confirm", shown.confirmations, when=shown.sends),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=shown.head,
)

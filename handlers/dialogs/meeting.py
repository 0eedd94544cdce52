"""One session: come or not, move, cancel, bring back, the file for a calendar, and who takes part."""

from collections.abc import Sequence
from datetime import timedelta

from bot.access import EVERYBODY
from bot.dialog import Choose, Dialog, Given, Seen, Tap, Write
from bot.model import Person, Role
from bot.rules.stretches import common
from bot.screen import Screen, Text
from bot.supervision import Attendee, Meeting, Series
from handlers.deps import Turn
from handlers.dialogs import meeting_steps as steps
from handlers.dialogs import times
from handlers.dialogs.meeting_acts import save
from handlers.dialogs.meeting_notice import wish
from handlers.dialogs.meeting_page import Facts, Shown, deeds, toggles
from handlers.dialogs.meeting_rights import Sight
from handlers.dialogs.meeting_steps import does
from handlers.dialogs.times import Times
from storage import meetings, notices, roster, series, teams


async def gather(turn: Turn, subject: int, taps: Sequence[Tap]) -> Facts:
    """Only of a session that she takes part in or that is of a team she coordinates."""
    meeting = await meetings.seen_by(turn.session, turn.person, subject)
    if meeting is None:
        return Facts(turn.zone)
    answers = {name: value for tap in taps for name, value in tap.items()}
    sight = sight_of(turn, meeting)
    picks = sight.coordinates and answers.get("do") == "people"
    return Facts(
        turn.zone,
        sight,
        await _times(turn, meeting) if answers.get("do") in {"move", "restore"} else None,
        await _people(turn, meeting) if picks else (),
        picks and await _is_busy(turn, meeting, answers.get("people", "")),
        await _series(turn, sight),
        await notices.was_put(turn.session, wish(meeting, turn.person.id)),
        answers.get("do") == "restore" and await _is_orphaned(turn, meeting),
    )


def sight_of(turn: Turn, meeting: Meeting) -> Sight:
    roles = [_has(turn.person, role, meeting.team_id) for role in (Role.COORDINATOR, Role.KEY_PERSON)]
    return Sight(meeting, turn.person.id, roles[0], turn.now, logs=roles[1])


def _has(person: Person, role: Role, team_id: int) -> bool:
    return team_id in {one.team_id for one in person.teams_as(role)}


async def _times(turn: Turn, meeting: Meeting) -> Times:
    people = [one.person_id for one in (meeting.host, *meeting.guests)]
    return await times.of(turn, meeting.team_id, people, other_than=meeting.id, near=meeting.starts_at)


async def _people(turn: Turn, meeting: Meeting) -> tuple[Attendee, ...]:
    """Everybody of the team once, by name."""
    members = await teams.members(turn.session, turn.person, meeting.team_id)
    return tuple({one.person_id: Attendee(one.person_id, one.name) for one in members}.values())


async def _is_busy(turn: Turn, meeting: Meeting, tapped: str) -> bool:
    """Whether somebody who would be added is in another session then."""
    number = tapped.removeprefix("p")
    if not number.isdecimal() or meeting.attendee(int(number)):
        return False
    when = (meeting.starts_at, meeting.ends_at)
    [taken] = (await meetings.busy(turn.session, [int(number)], *when, meeting.id)).values()
    return bool(common([when], taken))


async def _is_orphaned(turn: Turn, meeting: Meeting) -> bool:
    leads = await roster.people_in(turn.session, meeting.team_id, Role.COORDINATOR)
    still_in = await roster.people_in(turn.session, meeting.team_id, *Role)
    return meeting.host.person_id not in leads or still_in.isdisjoint(one.person_id for one in meeting.guests)


async def _series(turn: Turn, sight: Sight) -> Series | None:
    number = sight.meeting.series_id
    if number is None or not sight.coordinates:
        return None
    return await series.of_it(turn.session, number)


def sees(scene: Shown) -> Seen | None:
    """Who takes part and what they answered, where she reads it as their coordinator."""
    sight = scene.facts.seen
    if sight is None or not sight.coordinates:
        return None
    return Seen(sight.meeting.team_id, tuple(one.person_id for one in sight.meeting.guests))


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="meeting.closed"),))


DIALOG = Dialog(
    name="meeting",
    roles=EVERYBODY,
    steps=(
        Given("starts", lambda value, _: times.read(value) is not None),
        Choose("do", deeds, when=steps.sees, resting=True),
        Choose("offer", steps.offers, when=steps.asks_offer),
        Choose("no_times", steps.ways_on, when=steps.finds_none, labels="meeting.offer.option"),
        Write("day", steps.day_checked, when=steps.asks_typed, echoes=True),
        Write("time", steps.time_checked, when=steps.asks_typed),
        Choose("clash", steps.single("again"), when=steps.clashes),
        Choose("sure", steps.single("yes"), when=steps.asks_sure),
        Choose("people", toggles, when=does("people")),
        Choose("cannot", steps.single("ok"), when=steps.cannot),
        Choose("sure_stop", steps.single("yes", "no"), when=does("stop")),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=steps.head,
    sees=sees,
    lives=timedelta(days=1),
)

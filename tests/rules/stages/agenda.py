"""Her agenda: with nothing to choose but what is always there, with everything, and when nothing can be sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.dialog import Tap
from bot.model import Timing
from bot.rules.agenda import Point, points
from bot.supervision import Attendee, Meeting, MeetingKind, MeetingState, Plan
from bot.taxonomy import TOPICS
from handlers.dialogs import agenda
from handlers.dialogs.agenda_points import Facts
from tests.rules.records import contact
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

WEEKS = timedelta(weeks=8)
PLAN = Plan(LARGEST, MeetingKind.PROGRESS, 60, place=LONG_NAME[:80], facilitator=LONG_NAME[:40])
PEOPLE = (Attendee(1, LONG_NAME[:40], host=True), Attendee(LARGEST, "Amina"))
TALK = Meeting(LARGEST, PLAN, NOW + timedelta(days=3), NOW, "uid", attendees=PEOPLE)
OWN = replace(TALK, plan=replace(PLAN, kind=MeetingKind.OWN, title="W" * 40))
LOGGED = [
    contact(
        *tuple(TOPICS)[:3],
        id=LARGEST - at,
        heavy=True,
        logged_at=NOW,
        referral="gp",
        actions=("referred",),
        timing=Timing.EXTRA,
    )
    for at in range(12)
]
MANY = points(LOGGED, NOW - WEEKS, NOW, MeetingKind.PROGRESS)
EVERY_TOPIC = tuple(Point(f"topic.{one}", (one,), count=3) for one in TOPICS)


def _facts(meeting: Meeting, found: Sequence[Point], *, all_ticked: bool = False) -> Facts:
    ticked = frozenset(one.id for one in found if all_ticked or one.ticked)
    return Facts(NOW, ZONE, meeting, tuple(found), ticked)


def _bare(_: Sequence[Tap]) -> Facts:
    return _facts(OWN, points((), NOW - WEEKS, NOW, MeetingKind.OWN))


STAGES = (
    Stage("agenda, everything ticked", agenda.DIALOG, lambda _: _facts(TALK, MANY, all_ticked=True), 1),
    Stage("agenda, nothing yet", agenda.DIALOG, _bare, 1),
    Stage("agenda, every topic", agenda.DIALOG, lambda _: _facts(TALK, EVERY_TOPIC, all_ticked=True), 1),
    Stage(
        "agenda, the session is off",
        agenda.DIALOG,
        lambda _: _facts(replace(TALK, state=MeetingState.CANCELLED), MANY, all_ticked=True),
        1,
    ),
)

"""What became of a session: a talk, a group recorded before, and one that nobody has time for again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.dialog import Tap
from bot.supervision import THEMES, Answer, Attendee, Meeting, MeetingKind, MeetingState, Plan
from handlers.dialogs import outcome
from handlers.dialogs.outcome_options import Facts
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

WORDS = {"minutes_typed": "1:15"}
HOST = Attendee(LARGEST, "Vera", host=True, answer=Answer.YES)
AMINA = Attendee(LARGEST - 1, LONG_NAME)
NAMESAKE = replace(AMINA, person_id=LARGEST - 2, came=False)
UNNAMED = Attendee(LARGEST - 3, came=True)
MANY = tuple(Attendee(number, f"{LONG_NAME}{number}") for number in range(1, 31))
BEFORE = NOW - timedelta(hours=2)
TALK = Meeting(
    LARGEST,
    Plan(LARGEST, MeetingKind.INDIVIDUAL, 60),
    BEFORE,
    BEFORE,
    "uid",
    attendees=(HOST, AMINA),
)
GROUP = replace(
    TALK,
    plan=Plan(LARGEST, MeetingKind.PEER, 120, facilitator=LONG_NAME[:40]),
    state=MeetingState.HELD,
    attendees=(HOST, replace(AMINA, came=True), NAMESAKE, UNNAMED),
    themes=THEMES,
    minutes_held=75,
)
OWN = replace(TALK, plan=Plan(LARGEST, MeetingKind.OWN, 25, LONG_NAME[:40]), attendees=(HOST, *MANY))
NOT_HELD = replace(TALK, plan=replace(TALK.plan, kind=MeetingKind.PROGRESS), state=MeetingState.NOT_HELD)
LATER = replace(TALK, id=LARGEST - 1, starts_at=NOW + timedelta(days=7))


OFFERED = ("20261221T1000", "20261222T1000", "20261223T1000")


def _facts(one: Meeting, *offered: str, later: Meeting | None = None) -> Callable[[Sequence[Tap]], Facts]:
    return lambda _: Facts(NOW, ZONE, one, later, offered)


STAGES = (
    Stage("outcome of a talk", outcome.DIALOG, _facts(TALK, *OFFERED), 1, WORDS),
    Stage("outcome of a talk that goes on", outcome.DIALOG, _facts(TALK, later=LATER), 1, WORDS),
    Stage("outcome of a group, told anew", outcome.DIALOG, _facts(GROUP), 2, WORDS),
    Stage("outcome of a session for everybody", outcome.DIALOG, _facts(OWN), 1, WORDS),
    Stage("outcome told anew, no time for another", outcome.DIALOG, _facts(NOT_HELD), 1, WORDS),
)

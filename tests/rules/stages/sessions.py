"""A key person's own sessions: none, and as many as are listed, of every kind and with every answer."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.supervision import Answer, Attendee, Meeting, MeetingKind, Plan
from handlers.dialogs import sessions
from handlers.dialogs.sessions import MOST_LISTED, Facts
from tests.rules.stage import LARGEST, NOW, ZONE, Stage

NAME: Final = "𝕎" * 40
HER: Final = Attendee(LARGEST, "Amina")


def _session(at: int) -> Meeting:
    kinds, answers = [*MeetingKind], [*Answer]
    kind = kinds[at % len(kinds)]
    title = NAME if kind is MeetingKind.OWN else ""
    plan = Plan(LARGEST, kind, 60, title, "𝕎" * 80 if at % 2 else "", NAME if at % 2 else "")
    hers = replace(HER, answer=answers[at % len(answers)])
    others = tuple(Attendee(LARGEST - 1 - one, NAME, host=one == 0) for one in range(1 + at))
    starts_at = NOW + timedelta(days=at)
    return Meeting(LARGEST - at, plan, starts_at, NOW, "uid", attendees=(*others, hers))


def _facts(number: int) -> Facts:
    return Facts(LARGEST, NOW, ZONE, tuple(_session(at) for at in range(number)), number)


STAGES = (
    Stage("sessions, none", sessions.DIALOG, lambda _: _facts(0)),
    Stage("sessions, as many as are listed", sessions.DIALOG, lambda _: _facts(MOST_LISTED)),
)

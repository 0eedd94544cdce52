"""The page of a session: for a guest and for whoever leads it, ahead, off, skipped, over and held."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.dialog import Tap
from bot.rules.hours import Duty
from bot.supervision import (
    LONGEST_NAME,
    LONGEST_PLACE,
    Answer,
    Attendee,
    Every,
    Meeting,
    MeetingKind,
    MeetingState,
    Plan,
    Series,
)
from handlers.dialogs import meeting
from handlers.dialogs.meeting_page import Facts
from handlers.dialogs.meeting_rights import Sight
from handlers.dialogs.times import Times
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

WORDS = {"day": "24-12", "time": "10:00"}
HOST = Attendee(1, LONG_NAME, host=True, answer=Answer.YES)
GUEST = Attendee(2, LONG_NAME)
MANY = tuple(Attendee(LARGEST - one, "", answer=list(Answer)[one % 3], came=one % 2 == 0) for one in range(9))
PLAN = Plan(1, MeetingKind.PROGRESS, 60)
LONG = Plan(1, MeetingKind.OWN, 1440, "W" * LONGEST_NAME, "W" * LONGEST_PLACE, "W" * LONGEST_NAME)
TALK = Meeting(LARGEST, PLAN, NOW + timedelta(days=7), NOW, "", attendees=(HOST, GUEST))
GROUP = replace(TALK, plan=replace(LONG, kind=MeetingKind.PEER), series_id=1, attendees=(HOST, GUEST, *MANY))
SERIES = Series(1, LONG, Every.WEEK, date(2026, 11, 30), 600, "Europe/Amsterdam", 1, date(2026, 11, 30), (2,))
FITS = Times(NOW, ZONE, ((Duty(ZONE, ()),), (Duty(ZONE, ()),)), near=TALK.starts_at)
NEVER = replace(FITS, duties=())
TEAM = (HOST, GUEST, Attendee(3, LONG_NAME), Attendee(4, ""))


def _seen(
    one: Meeting, reader: int, *, leads: bool = False, known: Times = FITS, **more: bool
) -> Callable[[Sequence[Tap]], Facts]:
    sight = Sight(one, reader, leads, NOW)
    series = SERIES if leads and one.series_id else None
    return lambda _: Facts(ZONE, sight, known, TEAM if leads else (), series=series, **more)


def _stage(name: str, facts: Callable[[Sequence[Tap]], Facts], turns: int = 1) -> Stage:
    return Stage(f"meeting, {name}", meeting.DIALOG, facts, turns, WORDS)


OFF = replace(GROUP, state=MeetingState.CANCELLED)
STAGES = (
    _stage("a talk, her coordinator", _seen(TALK, HOST.person_id, leads=True), 2),
    _stage("a talk, the guest", _seen(TALK, GUEST.person_id, wished=True), 2),
    _stage("a talk, no time", _seen(TALK, GUEST.person_id, known=NEVER)),
    _stage("a talk, no time, her coordinator", _seen(TALK, HOST.person_id, leads=True, known=NEVER)),
    _stage("a group, her coordinator", _seen(GROUP, HOST.person_id, leads=True, is_busy=True)),
    _stage("a group, a guest", _seen(GROUP, GUEST.person_id)),
    _stage("a group, who said no", _seen(GROUP, MANY[2].person_id)),
    _stage("off, her coordinator", _seen(OFF, HOST.person_id, leads=True), 2),
    _stage("off, a guest", _seen(OFF, GUEST.person_id)),
    _stage("off, her coordinator has left", _seen(OFF, MANY[0].person_id, leads=True, orphaned=True)),
    _stage(
        "off, cannot be brought back",
        _seen(replace(OFF, starts_at=NOW + timedelta(hours=30)), 1, leads=True, known=NEVER),
    ),
    *(
        _stage(
            f"{state}, {name}", _seen(replace(GROUP, state=state, starts_at=NOW + ahead), reader, leads=leads)
        )
        for name, reader, leads in (
            ("her coordinator", HOST.person_id, True),
            ("a guest", GUEST.person_id, False),
        )
        for state, ahead in (
            (MeetingState.SKIPPED, timedelta(days=7)),
            (MeetingState.SKIPPED, timedelta(days=-7)),
            (MeetingState.PLANNED, timedelta(hours=-1)),
            (MeetingState.PLANNED, timedelta(days=-7)),
            (MeetingState.HELD, timedelta(days=-7)),
            (MeetingState.NOT_HELD, timedelta(days=-7)),
        )
    ),
    *(
        _stage(
            f"of kind {kind}", _seen(replace(TALK, plan=replace(LONG, kind=kind, title="")), GUEST.person_id)
        )
        for kind in MeetingKind
    ),
)

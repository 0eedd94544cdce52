"""What is talked about when nobody works alone: planned sessions, their rhythm, and who has to hear of them.

A session is called Meeting here, because a session is already that of the database.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final


class MeetingKind(StrEnum):
    INDIVIDUAL = "individual"
    PEER = "peer_supervision"
    PROGRESS = "progress"
    PLAN_REVIEW = "plan_review"
    TRAINING = "training"
    OWN = "own"


# Talks between a key person and her coordinator; everything else is for a group.
TALKS: Final = frozenset({MeetingKind.INDIVIDUAL, MeetingKind.PROGRESS, MeetingKind.PLAN_REVIEW})
# Before these she is asked what she wants to talk about.
WITH_AGENDA: Final = TALKS | {MeetingKind.PEER}


class MeetingState(StrEnum):
    """SKIPPED is an occurrence of a series on a day when somebody is off: it needs another time."""

    PLANNED = "planned"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"
    HELD = "held"
    NOT_HELD = "not_held"


class Answer(StrEnum):
    OPEN = "open"
    YES = "yes"
    NO = "no"


class Every(StrEnum):
    """How often; a month, a quarter and a year keep the weekday and which one of the month it is."""

    ONCE = "once"
    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    THREE_WEEKS = "three_weeks"
    FOUR_WEEKS = "four_weeks"
    SIX_WEEKS = "six_weeks"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Lead(StrEnum):
    """How long before a session somebody is reminded."""

    WEEK = "week"
    DAY = "day"
    HOURS = "hours"


# The talks that a rhythm asks for are this many weeks apart at the most.
RHYTHMS: Final = (1, 2, 3, 4, 6, 8, 13, 26, 52)
# A place is an address or a link, a facilitator a name, and the title is that of a kind of one's own.
LONGEST_PLACE: Final = 80
LONGEST_NAME: Final = 40
THEMES: Final = (
    "boundaries",
    "workload",
    "heavy_contacts",
    "cooperation",
    "difficult_talks",
    "culture_language",
    "safety",
    "growth",
    "practical",
    "other",
)


@dataclass(frozen=True)
class Attendee:
    """Somebody who takes part; the host is the coordinator whose session it is. `came` is known afterwards."""

    person_id: int
    name: str = ""
    host: bool = False
    answer: Answer = Answer.OPEN
    came: bool | None = None


@dataclass(frozen=True)
class Plan:
    """What a session is, before it has a time."""

    team_id: int
    kind: MeetingKind
    minutes: int
    title: str = ""
    place: str = ""
    facilitator: str = ""


@dataclass(frozen=True)
class Meeting:
    """A session that has a time. `sequence` rises with each change; `planned_at` is when it got its present time.

    `uid` names it in calendars. `minutes_held` and `themes` are known once it was held.
    """

    id: int
    plan: Plan
    starts_at: datetime
    planned_at: datetime
    uid: str
    sequence: int = 0
    state: MeetingState = MeetingState.PLANNED
    series_id: int | None = None
    attendees: tuple[Attendee, ...] = ()
    themes: tuple[str, ...] = ()
    minutes_held: int | None = None

    @property
    def team_id(self) -> int:
        return self.plan.team_id

    @property
    def kind(self) -> MeetingKind:
        return self.plan.kind

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.plan.minutes)

    @property
    def host(self) -> Attendee:
        return next(one for one in self.attendees if one.host)

    @property
    def guests(self) -> tuple[Attendee, ...]:
        """Those it is for: everybody but the host."""
        return tuple(one for one in self.attendees if not one.host)

    def attendee(self, person_id: int) -> Attendee | None:
        return next((one for one in self.attendees if one.person_id == person_id), None)


@dataclass(frozen=True)
class Series:
    """Sessions that come back: on `first` at `start` minutes after midnight in `zone`, and so on.

    `made_until` is the day of the last one that has become a session.
    """

    id: int
    plan: Plan
    every: Every
    first: date
    start: int
    zone: str
    host_id: int
    made_until: date
    people: tuple[int, ...] = ()


@dataclass(frozen=True)
class Rhythm:
    """That two people talk at least every so many weeks, counted from `since` or from the last time they did."""

    id: int
    team_id: int
    membership_id: int
    person_id: int
    name: str
    kind: MeetingKind
    weeks: int
    since: date


@dataclass(frozen=True)
class Guides:
    """Who guides one key person in one team: her coordinator, and who stands in; None where there is nobody."""

    coordinator: int | None
    deputy: int | None

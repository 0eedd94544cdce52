"""What the program talks about: people, teams, and the record of one contact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    KEY_PERSON = "key_person"
    COORDINATOR = "coordinator"


class Attendance(StrEnum):
    """How many people were reached, as a band."""

    UP_TO_5 = "1_5"
    UP_TO_10 = "6_10"
    UP_TO_20 = "11_20"
    UP_TO_40 = "21_40"
    OVER_40 = "over_40"


class DayPart(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Familiarity(StrEnum):
    """Whether the key person had met this resident before; the only thing known of a resident."""

    FIRST_TIME = "first_time"
    KNOWN = "known"


class Timing(StrEnum):
    """When a contact was that was logged off duty. Only EXTRA is off duty: the rest is unknown, or earlier."""

    ASKED = "asked"
    UNASKED = "unasked"
    EARLIER = "earlier"
    EXTRA = "extra"
    LEFT = "left"


class Talk(StrEnum):
    """An offered talk with the coordinator; nobody hears of it unless she says yes."""

    OFFERED = "offered"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Membership:
    team_id: int
    team: str
    role: Role
    id: int = 0


@dataclass(frozen=True)
class Invitation:
    """A one-time way in; `language` is what whoever invited suggests."""

    id: int
    team_id: int
    role: Role
    language: str | None


@dataclass(frozen=True)
class Person:
    """Somebody who uses the bot; a stranger has no id, and somebody without a membership is being invited."""

    id: int
    telegram_id: int
    language: str
    memberships: tuple[Membership, ...] = ()
    name: str = ""
    zone: str | None = None
    counts_hours: bool = True
    reachable: bool = True
    phone_lost: bool = False

    def teams_as(self, role: Role) -> tuple[Membership, ...]:
        return tuple(one for one in self.memberships if one.role is role)

    @property
    def coordinates(self) -> frozenset[int]:
        """The numbers of the teams that she coordinates."""
        return frozenset(one.team_id for one in self.teams_as(Role.COORDINATOR))

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(one.role for one in self.memberships)


@dataclass(frozen=True)
class Question:
    """What one question was about: a topic of a setting's list, and its level 2 if it was told."""

    topic: str
    detail: str | None = None
    setting: str = "health"


@dataclass(frozen=True)
class Contact:
    """One logged contact. It says what happened, never who the resident was.

    `referral` is a partner category; `actions` has no doubles and at least one entry, as has `questions`.
    """

    person_id: int
    team_id: int
    logged_at: datetime
    happened_on: date
    kind: str
    questions: tuple[Question, ...]
    actions: tuple[str, ...]
    referral: str
    roles: tuple[str, ...] = ()
    minutes: int | None = None
    day_part: DayPart | None = None
    attendance: Attendance | None = None
    familiarity: Familiarity | None = None
    undone_at: datetime | None = None
    timing: Timing | None = None
    talk: Talk | None = None
    heavy: bool = False
    id: int = 0


@dataclass(frozen=True)
class Shortcut:
    """A combination that somebody logged before, offered again in one tap."""

    kind: str
    topic: str
    action: str
    referral: str


@dataclass(frozen=True)
class Note:
    """A contact noted off duty, to be finished when she is on duty again."""

    id: int
    team_id: int
    noted_at: datetime
    kind: str
    topic: str


class Spending(StrEnum):
    """Time that is no contact."""

    SUPERVISION = "supervision"
    TRAVEL = "travel"


@dataclass(frozen=True)
class TimeEntry:
    """Minutes of supervision or travel on one day."""

    id: int
    team_id: int
    day: date
    kind: Spending
    minutes: int


@dataclass(frozen=True)
class Member:
    """Somebody in a team, as her coordinator sees her."""

    membership_id: int
    person_id: int
    name: str
    role: Role
    counts_hours: bool


@dataclass(frozen=True)
class TeamSettings:
    """What a coordinator sets for the team, and for its organisation (`good_friday` to `quiet_end`)."""

    team_id: int
    name: str
    office_phone: str | None = None
    doctor_phone: str | None = None
    works_council_on: date | None = None
    dpia_on: date | None = None
    good_friday: bool = False
    liberation: str = "lustrum"
    quiet_start: int = 1200
    quiet_end: int = 480
    referral_days: int = 14
    notes_allowed: bool = False

    @property
    def decided(self) -> bool:
        """Whether patterns over weeks may be seen: works council and data protection were both heard."""
        return self.works_council_on is not None and self.dpia_on is not None


@dataclass(frozen=True)
class Draft:
    """An unfinished dialogue: what each tap has set, in order. The open step follows from it."""

    id: int
    person_id: int
    dialog: str
    subject: int
    taps: tuple[Mapping[str, str], ...]
    nonce: str
    message_id: int | None
    touched_at: datetime
    expires_at: datetime

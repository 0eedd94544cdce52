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


@dataclass(frozen=True)
class Membership:
    team_id: int
    team: str
    role: Role


@dataclass(frozen=True)
class Invitation:
    """A one-time way in, just used up; `language` is what whoever invited suggests."""

    id: int
    language: str | None


@dataclass(frozen=True)
class Person:
    """Somebody who uses the bot; a stranger has no id, and somebody without a membership is being invited."""

    id: int
    telegram_id: int
    language: str
    memberships: tuple[Membership, ...] = ()

    def teams_as(self, role: Role) -> tuple[Membership, ...]:
        return tuple(one for one in self.memberships if one.role is role)

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
    id: int = 0


@dataclass(frozen=True)
class Shortcut:
    """A combination that somebody logged before, offered again in one tap."""

    kind: str
    topic: str
    action: str
    referral: str


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

"""What leaves the program as a table: identifiers of the taxonomy, the day but no time of day, no name."""

import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from random import SystemRandom
from typing import Final, TypeVar

from bot.model import Contact
from bot.sheets import Cell, Kind, guarded

One = TypeVar("One")
_CHANCE: Final = SystemRandom()


class What(StrEnum):
    """What can be exported of a team; its directory is exported where it is looked after."""

    CONTACTS = "contacts"
    REFERRALS = "referrals"
    SESSIONS = "sessions"


CONTACT_COLUMNS: Final = (
    "person",
    "team",
    "day",
    "setting",
    "kind",
    "topics",
    "details",
    "actions",
    "referral",
    "roles",
    "minutes",
    "attendance",
    "familiarity",
)
REFERRAL_COLUMNS: Final = ("person", "team", "day", "referral", "outcome")
SESSION_COLUMNS: Final = ("team", "day", "kind", "state", "minutes", "invited", "came", "themes")
# Day by day they are somebody's hours, which only the organisation may look at: at its command line.
_MINUTES: Final = CONTACT_COLUMNS.index("minutes")


def without_minutes(cells: tuple[One, ...]) -> tuple[One, ...]:
    """Of the cells of CONTACT_COLUMNS those that a coordinator gets."""
    return cells[:_MINUTES] + cells[_MINUTES + 1 :]


# What stands in the files of a coordinator.
COLUMNS: Final[Mapping[What, tuple[str, ...]]] = {
    What.CONTACTS: without_minutes(CONTACT_COLUMNS),
    What.REFERRALS: REFERRAL_COLUMNS,
    What.SESSIONS: SESSION_COLUMNS,
}
# What is no text.
KINDS_OF_COLUMNS: Final[dict[str, Kind]] = {
    "day": "day",
    "minutes": "minutes",
    "invited": "number",
    "came": "number",
}


@dataclass(frozen=True)
class Referral:
    """One referral: to which category of partners, and what came of it, once that is known."""

    person_id: int
    team_id: int
    day: date
    category: str
    outcome: str | None = None


@dataclass(frozen=True)
class Session:
    """One session of supervision, without its people: how many were invited besides the host, and how many came.

    `minutes` are those it took, or those planned where it was not held; `came` is known only where it was.
    """

    team_id: int
    day: date
    kind: str
    state: str
    minutes: int
    invited: int
    came: int | None = None
    themes: tuple[str, ...] = ()


def mixed(rows: Iterable[One], day: Callable[[One], date]) -> list[One]:
    """By day, and within one in an order that tells nothing: the order of logging would be left otherwise."""
    several = list(rows)
    _CHANCE.shuffle(several)
    return sorted(several, key=day)


def person_code(person_id: int, key: bytes) -> str:
    """The same for the same key, which is new for every file: nobody can be followed from one to the next."""
    return f"p{hmac.digest(key, str(person_id).encode(), 'sha256').hex()[:8]}"


def contact_cells(one: Contact, team: str, key: bytes) -> tuple[Cell, ...]:
    """The cells of CONTACT_COLUMNS."""
    return (
        person_code(one.person_id, key),
        team,
        one.happened_on,
        one.questions[0].setting,
        one.kind,
        " ".join(asked.topic for asked in one.questions),
        " ".join(asked.detail for asked in one.questions if asked.detail),
        " ".join(one.actions),
        one.referral,
        " ".join(one.roles),
        one.minutes,
        one.attendance,
        one.familiarity,
    )


def contact_row(one: Contact, team: str, key: bytes) -> tuple[str, ...]:
    """The same as words; those that a spreadsheet would take for a formula stay text."""
    return tuple(guarded("" if cell is None else str(cell)) for cell in contact_cells(one, team, key))


def referral_cells(one: Referral, team: str, key: bytes) -> tuple[Cell, ...]:
    """The cells of REFERRAL_COLUMNS."""
    return (person_code(one.person_id, key), team, one.day, one.category, one.outcome)


def session_cells(one: Session, team: str) -> tuple[Cell, ...]:
    """The cells of SESSION_COLUMNS."""
    numbers = (one.minutes, one.invited, one.came)
    return (team, one.day, one.kind, one.state, *numbers, " ".join(one.themes))

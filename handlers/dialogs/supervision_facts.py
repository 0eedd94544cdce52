"""What a coordinator's page of supervision is made of: who is due, what is planned, what became of the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.dialog import Scene
from bot.model import Member, Membership, Role
from bot.rules.rhythm import Status
from bot.rules.supervision_figures import Figures
from bot.supervision import Guides, Lead, Meeting, MeetingKind, Rhythm
from storage.reminders import Missed


@dataclass(frozen=True)
class Due:
    """A talk that is due or overdue, by the day of whoever guides her; `planned` is the day of the next one."""

    rhythm: Rhythm
    day: date
    status: Status
    planned: date | None = None


@dataclass(frozen=True)
class Sessions:
    """Those ahead, those that ended and of which nothing is known yet, and those that need another time."""

    ahead: tuple[Meeting, ...] = ()
    unrecorded: tuple[Meeting, ...] = ()
    skipped: tuple[Meeting, ...] = ()


@dataclass(frozen=True)
class Overview:
    """The page itself. Of `missed` each session of each person stands there once for every reason."""

    due: tuple[Due, ...]
    sessions: Sessions
    kept: Figures
    missed: tuple[Missed, ...] = ()


@dataclass(frozen=True)
class View:
    """One team: everybody in it, and what the open page asks about; `overview` is None on the others."""

    team: Membership
    now: datetime
    zone: ZoneInfo
    members: tuple[Member, ...]
    rhythms: tuple[Rhythm, ...] = ()
    guided: tuple[tuple[Member, Guides], ...] = ()
    off: frozenset[tuple[MeetingKind, Lead]] = frozenset()
    overview: Overview | None = None

    @cached_property
    def names(self) -> Mapping[int, str]:
        return {one.person_id: one.name for one in self.members}

    @property
    def key_persons(self) -> tuple[Member, ...]:
        return tuple(one for one in self.members if one.role is Role.KEY_PERSON)

    @property
    def coordinators(self) -> tuple[int, ...]:
        """By number, each once, in the order of their names."""
        coordinating = (one.person_id for one in self.members if one.role is Role.COORDINATOR)
        return tuple(dict.fromkeys(coordinating))


@dataclass(frozen=True)
class Facts:
    """The teams she coordinates, and one of them; None while she has still to choose."""

    teams: tuple[Membership, ...]
    view: View | None
    is_key_person: bool = False

    @property
    def one(self) -> View:
        """KeyError before a team is chosen, as for anything else that is not answered yet."""
        if self.view is None:
            raise KeyError("team")
        return self.view


Shown = Scene[Facts]

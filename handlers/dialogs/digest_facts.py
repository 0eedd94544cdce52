"""What a coordinator's week is made of: what was done, how that compares, and what needs her now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.dialog import Scene
from bot.model import Membership, Person
from bot.rules.digest import Weeks
from bot.rules.figures import Change, Figures
from handlers.dialogs.goals_options import Stands
from storage.database import Session

CONTACTS = "contacts"


@dataclass(frozen=True)
class Desk:
    """Who asks about a team of hers, and when; `house` is the zone of whoever chose none."""

    session: Session
    asker: Person
    now: datetime
    zone: ZoneInfo
    house: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True)
class Needs:
    """What needs her now: talks that are due and overdue, what got lost, what to check, what became numbers, and days that are free."""

    due: int = 0
    overdue: int = 0
    lost: int = 0
    unchecked: int = 0
    retired: int = 0
    holidays: tuple[date, ...] = ()

    @property
    def something(self) -> bool:
        return self != Needs()


@dataclass(frozen=True)
class Digest:
    """Whole weeks of one team. `changes` are of CONTACTS and of topics, for one week that has weeks before it.

    `outcomes` are of referrals of whenever, that became known in these weeks; `older` is the number of contacts in
    the weeks that are only counted. `needs` is None for a week longer ago, which has no goals either; of `goals` the
    first few stand here as they are now, and the others as a number. The only team of the reader needs no name.
    """

    team: Membership
    weeks: Weeks
    figures: Figures
    changes: Mapping[str, Change | None] = field(default_factory=dict)
    older: int = 0
    needs: Needs | None = None
    outcomes: Mapping[str, int] = field(default_factory=dict)
    goals: tuple[Stands, ...] = ()
    more_goals: int = 0
    only_team: bool = True

    @property
    def quiet(self) -> bool:
        return not (self.figures.contacts or self.older or self.outcomes)


@dataclass(frozen=True)
class Timed:
    """When it comes by itself: weekday (or NEVER) and minute, and the moment where the gate holds it until then.

    `held` says whether it waits; `opens` is None where the end of that is not in sight.
    """

    weekday: int
    minute: int
    held: bool = False
    opens: datetime | None = None


@dataclass(frozen=True)
class View:
    """The page of one team, so many weeks back; `earlier` says whether there is a page before it."""

    digest: Digest
    timed: Timed
    now: datetime
    zone: ZoneInfo
    back: int = 0
    earlier: bool = False


@dataclass(frozen=True)
class Facts:
    """The teams she coordinates, and the page of one of them; None while she has still to choose."""

    teams: tuple[Membership, ...]
    view: View | None

    @property
    def one(self) -> View:
        """KeyError before a team is chosen, as for anything else that is not answered yet."""
        if self.view is None:
            raise KeyError("team")
        return self.view


Shown = Scene[Facts]

"""What a report is made of, and what of it may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.figures import Figures
from bot.rules.goals import Goal, Standing
from bot.rules.report_days import Days
from bot.rules.supervision_figures import Figures as Supervision
from bot.rules.suppression import Shown, SideBySide


class State(StrEnum):
    """How much there is to tell of contacts."""

    EMPTY = "empty"
    FEW = "few"
    FULL = "full"


@dataclass(frozen=True)
class Part:
    """A quarter of a year, as a report of its own would tell of it; the names are those of Facts."""

    now: Figures
    outcomes: Mapping[str, int]
    supervised: int = 0


@dataclass(frozen=True)
class Facts:
    """What storage knows; `outcomes` are those known of the referrals of these days, by identifier.

    `supervised` is how many key persons had a session, or should have had one. `parts` are the quarters that
    somebody may have a report of as well, and `parts_before` those of the days before.
    """

    team: str
    organisation: str
    days: Days
    today: date
    now: Figures
    before: Figures
    outcomes: Mapping[str, int]
    supervision: Supervision
    supervised: int
    goals: tuple[Goal, ...] = ()
    parts: tuple[Part, ...] = ()
    parts_before: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Result:
    """A goal with the number of these days, None where it is hidden.

    `expected` is the share of these days in the goal; `standing` is told where they are all its days.
    """

    goal: Goal
    number: int | None
    expected: int
    standing: Standing | None


@dataclass(frozen=True)
class Report:
    """Only what may be shown. The tables are None unless the state is FULL; `questions` is beside the days before."""

    state: State
    contacts: Shown | None
    questions: SideBySide | None
    compared: bool
    actions: Shown | None
    partners: Shown | None
    outcomes: Shown | None
    residents: int | None
    key_persons: int
    supervision: Supervision | None
    goals: tuple[Result, ...] = ()
    other_goals: bool = False

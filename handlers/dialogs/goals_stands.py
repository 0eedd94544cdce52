"""Counts where the goals of a team stand."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.model import Person
from bot.rules.figures import Figures
from bot.rules.goals import Goal, Indicator, counted, days_left, standing
from bot.rules.supervision_figures import figures as of_talks
from handlers.dialogs.goals_options import Stands
from storage import figures, report_figures
from storage import goals as kept
from storage.database import Session
from storage.figures import Piece

# Any other but talks is made of contacts.
_MADE_OF: Final = {Indicator.QUESTIONS: Piece.QUESTIONS}


async def stands(
    session: Session,
    asker: Person,
    team_id: int,
    now: datetime,
    zone: ZoneInfo,
    picked: str | None = None,
) -> tuple[Stands, ...]:
    """Where each goal of a team of hers stands, or only the picked one; figures of the same days are counted once.

    LookupError for a team that she does not coordinate.
    """
    goals = await kept.of_team(session, asker, team_id)
    shown = [one for one in goals if picked in {None, str(one.id)}]
    found = {one.goal.id: one for one in await stands_of(session, asker, team_id, shown, now, zone)}
    today = now.astimezone(zone).date()
    return tuple(found.get(one.id) or _stands(one, 0, today) for one in goals)


async def stands_of(
    session: Session, asker: Person, team_id: int, goals: Sequence[Goal], now: datetime, zone: ZoneInfo
) -> tuple[Stands, ...]:
    """The same of these goals of the team."""
    today, numbers = now.astimezone(zone).date(), {}
    for days in {(one.first, one.last) for one in goals}:
        indicators = {one.indicator for one in goals if (one.first, one.last) == days}
        numbers[days] = await _count(session, asker, team_id, days, indicators, now, zone)
    return tuple(_stands(one, counted(one, *numbers[one.first, one.last]), today) for one in goals)


async def _count(
    session: Session,
    asker: Person,
    team_id: int,
    days: tuple[date, date],
    indicators: Collection[Indicator],
    now: datetime,
    zone: ZoneInfo,
) -> tuple[Figures, int]:
    """Only what these indicators are made of."""
    of_team = (session, asker, team_id, *days)
    held = of_talks(await report_figures.sessions(*of_team, now, zone)).held
    pieces = {_MADE_OF.get(one, Piece.CONTACTS) for one in indicators if one is not Indicator.TALKS}
    return await figures.of_team(*of_team, pieces), held


def _stands(goal: Goal, so_far: int, today: date) -> Stands:
    return Stands(goal, so_far, days_left(goal, today), standing(goal, so_far, today))

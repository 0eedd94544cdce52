"""What was agreed with commissioners. Every query takes the asker and gives only teams that she coordinates."""

from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person
from bot.rules.goals import MOST, Goal, Indicator
from storage.tables import goal
from storage.teams import coordinated


async def of_team(session: AsyncConnection, asker: Person, team_id: int) -> tuple[Goal, ...]:
    """Those that nobody ended, the one that is over first in front; LookupError for a team that is not hers."""
    coordinated(asker, team_id)
    theirs = (goal.c.team_id == team_id, goal.c.ended_at.is_(None))
    rows = await session.execute(select(goal).where(*theirs).order_by(goal.c.last_day, goal.c.id))
    return tuple(
        Goal(
            Indicator(row.indicator),
            row.number,
            row.first_day,
            row.last_day,
            row.topic,
            row.target_group,
            row.id,
        )
        for row in rows
    )


async def add(session: AsyncConnection, asker: Person, team_id: int, new: Goal, now: datetime) -> bool:
    """False if the team has as many as there may be; LookupError for a team that is not hers."""
    coordinated(asker, team_id)
    theirs = (goal.c.team_id == team_id, goal.c.ended_at.is_(None))
    if int(await session.scalar(select(func.count()).select_from(goal).where(*theirs)) or 0) >= MOST:
        return False
    values = {
        "team_id": team_id,
        "indicator": new.indicator.value,
        "topic": new.topic,
        "target_group": new.target_group,
        "number": new.number,
        "first_day": new.first,
        "last_day": new.last,
        "set_by": asker.id,
        "set_at": now,
    }
    await session.execute(insert(goal).values(values))
    return True


async def end(session: AsyncConnection, asker: Person, goal_id: int, now: datetime) -> bool:
    """False for one that is not of her teams, and for one that was ended before."""
    its = (goal.c.id == goal_id, goal.c.team_id.in_(asker.coordinates), goal.c.ended_at.is_(None))
    ended = await session.execute(update(goal).where(*its).values(ended_at=now))
    return ended.rowcount == 1

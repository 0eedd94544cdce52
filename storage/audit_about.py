"""What the audit trail tells somebody of herself: who did what with her data, on which day."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import PROGRAM, Action
from storage.tables import audit, membership_row, person, team

MOST: Final = 30
# What others can do with somebody's data.
TOLD: Final = (
    Action.READ,
    Action.CHANGED,
    Action.CORRECTED,
    Action.EXPORTED,
    Action.OPENED_COPY,
    Action.PAUSED,
    Action.RESUMED,
    Action.MOVED,
    Action.LEFT,
    Action.SESSION_ENDED,
)
# What is done with the rows of a whole team, and so with hers.
OF_ALL: Final = (Action.EXPORTED.value, Action.OPENED_COPY.value)


@dataclass(frozen=True)
class Opened:
    """One thing that somebody did with a person's data on a day; `who` is empty for somebody who is gone."""

    day: date
    action: Action
    team: str | None
    who: str = ""
    by_program: bool = False


async def about(session: AsyncConnection, person_id: int, zone: ZoneInfo) -> list[Opened]:
    """What others did with the data of this person, newest first, each thing once a day, at most MOST.

    An export of her team's rows counts from the day she joined it.
    """
    hers = await session.scalar(select(person.c.reference).where(person.c.id == person_id))
    if hers is None:
        return []
    rows = await session.execute(
        select(audit, team.c.name.label("team"), person.c.name)
        .outerjoin(team, team.c.id == audit.c.team_id)
        .outerjoin(person, person.c.reference == audit.c.actor)
        .where(or_(audit.c.subject == hers, _of_her_team(person_id)), audit.c.actor != hers)
        .where(audit.c.action.in_([one.value for one in TOLD]))
        .order_by(audit.c.seq.desc())
    )
    found: dict[Opened, None] = {}
    for row in rows:
        day = row.at.astimezone(zone).date()
        found[Opened(day, Action(row.action), row.team, row.name or "", row.actor == PROGRAM)] = None
        if len(found) == MOST:
            break
    return list(found)


def _of_her_team(person_id: int) -> ColumnElement[bool]:
    """Whether a line without a subject is about rows of a team that she was in."""
    then = exists().where(
        membership_row.c.person_id == person_id,
        or_(audit.c.team_id.is_(None), membership_row.c.team_id == audit.c.team_id),
        membership_row.c.joined_at <= audit.c.at,
    )
    return and_(audit.c.subject.is_(None), audit.c.action.in_(OF_ALL), then)

"""Who wanted her coordinator to call, and whether somebody did. Never about what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Role
from storage.tables import alarm, membership

YES, NO, OFF, ANEW = "yes", "no", "off", "anew"


@dataclass(frozen=True)
class Alarm:
    """One cry for a call; it is open until `closed_at`."""

    id: int
    team_id: int
    person_id: int
    raised_at: datetime
    closed_at: datetime | None


async def raise_(
    session: AsyncConnection, person_id: int, team_id: int, now: datetime, ask_at: datetime
) -> Alarm:
    values = {"person_id": person_id, "team_id": team_id, "raised_at": now, "ask_at": ask_at}
    made = await session.execute(insert(alarm).values(values).returning(alarm))
    return _alarm(made.one())


async def open_one(session: AsyncConnection, person_id: int, team_id: int) -> Alarm | None:
    """Hers that is still open in this team."""
    hers = (alarm.c.person_id == person_id, alarm.c.team_id == team_id, alarm.c.closed_at.is_(None))
    row = (
        await session.execute(select(alarm).where(*hers).order_by(alarm.c.id.desc()).limit(1))
    ).one_or_none()
    return _alarm(row) if row else None


async def own(session: AsyncConnection, person_id: int, number: int) -> Alarm | None:
    """Hers by its number; None for anybody else's."""
    hers = (alarm.c.id == number, alarm.c.person_id == person_id)
    row = (await session.execute(select(alarm).where(*hers))).one_or_none()
    return _alarm(row) if row else None


async def due(session: AsyncConnection, now: datetime) -> Alarm | None:
    """For the job: the oldest about which she is to be asked by now; nobody is asked who is not in."""
    still_in = (
        select(membership.c.id)
        .where(membership.c.person_id == alarm.c.person_id, membership.c.team_id == alarm.c.team_id)
        .where(membership.c.role == Role.KEY_PERSON.value)
        .exists()
    )
    waits = (alarm.c.closed_at.is_(None), alarm.c.ask_at <= now, still_in)
    row = (
        await session.execute(select(alarm).where(*waits).order_by(alarm.c.ask_at, alarm.c.id).limit(1))
    ).first()
    return _alarm(row) if row else None


async def ask_at(session: AsyncConnection, number: int, moment: datetime | None) -> None:
    """When she is asked next; None once she was."""
    await session.execute(update(alarm).where(alarm.c.id == number).values(ask_at=moment))


async def not_called(session: AsyncConnection, number: int, moment: datetime) -> None:
    """Nobody has called her yet, and she is asked again at this moment."""
    await session.execute(update(alarm).where(alarm.c.id == number).values(called=NO, ask_at=moment))


async def close(session: AsyncConnection, number: int, called: str, now: datetime) -> None:
    values = {"called": called, "closed_at": now, "ask_at": None}
    await session.execute(update(alarm).where(alarm.c.id == number).values(values))


def _alarm(row: Row[Any]) -> Alarm:
    return Alarm(row.id, row.team_id, row.person_id, row.raised_at, row.closed_at)

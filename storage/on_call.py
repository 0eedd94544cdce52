"""Times in which a coordinator agreed to be alerted outside her hours. Only she agrees, and only she ends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person, Role
from storage import people
from storage.tables import membership, on_call, person


@dataclass(frozen=True)
class Agreed:
    id: int
    person_id: int
    starts_at: datetime
    ends_at: datetime


async def agree(
    session: AsyncConnection, me: Person, team_id: int, starts_at: datetime, ends_at: datetime, now: datetime
) -> None:
    """She is on call for a team that she coordinates; LookupError for any other.

    With what overlaps it becomes one time, so that ending it ends all of it.
    """
    if team_id not in {one.team_id for one in me.teams_as(Role.COORDINATOR)}:
        raise LookupError("no team that she coordinates")
    for one in await of(session, me.id, team_id, now):
        if one.starts_at <= ends_at and starts_at <= one.ends_at:
            await end(session, me.id, one.id, now)
            starts_at, ends_at = min(starts_at, one.starts_at), max(ends_at, one.ends_at)
    values = {"team_id": team_id, "person_id": me.id, "starts_at": starts_at, "ends_at": ends_at}
    await session.execute(insert(on_call).values(**values, agreed_at=now))


async def end(session: AsyncConnection, person_id: int, number: int, now: datetime) -> bool:
    """One of hers ends now; False where there is none of hers to end."""
    hers = (on_call.c.id == number, on_call.c.person_id == person_id, on_call.c.ended_at.is_(None))
    done = await session.execute(update(on_call).where(*hers).values(ended_at=now).returning(on_call.c.id))
    return done.scalar_one_or_none() is not None


async def of(session: AsyncConnection, person_id: int, team_id: int, now: datetime) -> Sequence[Agreed]:
    """What she agreed to for this team and is not over, in order."""
    hers = (on_call.c.person_id == person_id, on_call.c.team_id == team_id)
    return await _found(session, *hers, on_call.c.ends_at > now)


async def at(session: AsyncConnection, team_id: int, now: datetime) -> Sequence[Agreed]:
    """Who is on call for a team at this moment, each once: still its coordinator, not away, and not gone from the bot."""
    coordinates = (
        select(membership.c.id)
        .where(membership.c.person_id == on_call.c.person_id, membership.c.team_id == on_call.c.team_id)
        .where(membership.c.role == Role.COORDINATOR.value)
        .exists()
    )
    there = (
        select(person.c.id)
        .where(person.c.id == on_call.c.person_id, people.reached())
        .where(person.c.away_until.is_(None) | (person.c.away_until <= now))
        .exists()
    )
    held = (on_call.c.team_id == team_id, on_call.c.starts_at <= now, on_call.c.ends_at > now)
    found = await _found(session, *held, coordinates, there)
    return list({one.person_id: one for one in found}.values())


async def _found(session: AsyncConnection, *where: ColumnElement[bool]) -> list[Agreed]:
    rows: Any = await session.execute(
        select(on_call)
        .where(*where, on_call.c.ended_at.is_(None))
        .order_by(on_call.c.starts_at, on_call.c.id)
    )
    return [Agreed(row.id, row.person_id, row.starts_at, row.ends_at) for row in rows]

"""Who objected to being written to unasked: what she asks for is still answered, and nothing else is said."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person
from storage import audit, notices
from storage.audit import Action
from storage.tables import on_call, person


async def since(session: AsyncConnection, person_id: int) -> datetime | None:
    """From when on she objects; None while she does not."""
    found: Any = await session.scalar(select(person.c.objected_at).where(person.c.id == person_id))
    return found if isinstance(found, datetime) else None


async def object_(session: AsyncConnection, me: Person, now: datetime) -> None:
    """From now on nothing is said to her unasked. Whoever cannot be alerted cannot be on call either."""
    if await since(session, me.id) is None:
        await _set(session, me, now)
        agreed = (on_call.c.person_id == me.id, on_call.c.ended_at.is_(None), on_call.c.ends_at > now)
        await session.execute(update(on_call).where(*agreed).values(ended_at=now))
        await notices.look_anew(session, me.id, now)
        await audit.write(session, me.id, Action.OBJECTED, None, now, subject=me.id)


async def withdraw(session: AsyncConnection, me: Person, now: datetime) -> None:
    """The bot may write again: what still waits comes in her hours."""
    if await since(session, me.id) is not None:
        await _set(session, me, None)
        await notices.look_anew(session, me.id, now)
        await audit.write(session, me.id, Action.OBJECTION_WITHDRAWN, None, now, subject=me.id)


async def _set(session: AsyncConnection, me: Person, moment: datetime | None) -> None:
    await session.execute(update(person).where(person.c.id == me.id).values(objected_at=moment))

"""What Telegram delivered: stored before it is confirmed, emptied once it is handled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import inbox

MOST_ATTEMPTS: Final = 3


@dataclass(frozen=True)
class Waiting:
    """An update that waits to be handled; `payload` is Telegram's own JSON."""

    update_id: int
    payload: str


async def add(session: AsyncConnection, updates: Sequence[Waiting], now: datetime) -> list[Waiting]:
    """Store updates and return the new ones. What was delivered before is not stored again, whatever became of it."""
    rows = [
        {
            "update_id": one.update_id,
            "payload": one.payload,
            "state": "new",
            "attempts": 0,
            "received_at": now,
        }
        for one in updates
    ]
    stored = await session.execute(
        upsert(inbox).values(rows).on_conflict_do_nothing().returning(inbox.c.update_id)
    )
    new = set(stored.scalars())
    return [one for one in updates if one.update_id in new]


async def waiting(session: AsyncConnection) -> list[Waiting]:
    """The updates that wait, in order of arrival; an update's number is a key, never an order."""
    new = select(inbox.c.update_id, inbox.c.payload).where(inbox.c.state == "new").order_by(inbox.c.seq)
    return [Waiting(row.update_id, row.payload) for row in await session.execute(new)]


async def done(session: AsyncConnection, update_id: int) -> None:
    await session.execute(
        update(inbox).where(inbox.c.update_id == update_id).values(state="done", payload=None)
    )


async def failed(session: AsyncConnection, update_id: int, *, for_good: bool = False) -> bool:
    """Count an attempt. After the third, or at once if `for_good`, the row is dead and empty: True then."""
    attempts = inbox.c.attempts + 1
    dead = attempts >= (0 if for_good else MOST_ATTEMPTS)
    counted = await session.execute(
        update(inbox)
        .where(inbox.c.update_id == update_id)
        .values(
            attempts=attempts,
            state=case((dead, "dead"), else_="new"),
            payload=case((dead, None), else_=inbox.c.payload),
        )
        .returning(inbox.c.state)
    )
    return str(counted.scalar_one()) == "dead"


async def forget_before(session: AsyncConnection, done: datetime, dead: datetime) -> None:
    """Telegram delivers nothing again after a day, so old numbers need not be kept; what failed is counted for longer."""
    for state, moment in (("done", done), ("dead", dead)):
        await session.execute(delete(inbox).where(inbox.c.received_at < moment, inbox.c.state == state))

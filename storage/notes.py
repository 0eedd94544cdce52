"""Contacts noted off duty: kind and topic only, until she finishes them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Note, Role
from storage.tables import membership, note


async def add(
    session: AsyncConnection, person_id: int, team_id: int, kind: str, topic: str, now: datetime
) -> int:
    values = {"person_id": person_id, "team_id": team_id, "kind": kind, "topic": topic, "noted_at": now}
    made = await session.execute(insert(note).values(values).returning(note.c.id))
    return int(made.scalar_one())


async def own(session: AsyncConnection, person_id: int) -> list[Note]:
    """Her notes that wait to be finished, the oldest first."""
    rows = await session.execute(select(note).where(*_hers(person_id)).order_by(note.c.id))
    return [_note(row) for row in rows]


async def take(session: AsyncConnection, person_id: int, note_id: int) -> Note | None:
    """Her note, which is gone with this: it became a contact, or she dropped it."""
    one = (*_hers(person_id), note.c.id == note_id)
    row = (await session.execute(delete(note).where(*one).returning(note))).one_or_none()
    return _note(row) if row else None


def _hers(person_id: int) -> tuple[ColumnElement[bool], ...]:
    """Of the teams that she logs for now: what she noted waits while she is paused."""
    logs = (membership.c.person_id == person_id, membership.c.role == Role.KEY_PERSON.value)
    return note.c.person_id == person_id, note.c.team_id.in_(select(membership.c.team_id).where(*logs))


def _note(row: Row[Any]) -> Note:
    return Note(row.id, row.team_id, row.noted_at, row.kind, row.topic)

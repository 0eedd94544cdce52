"""Unfinished dialogues: one row per person, dialogue and subject."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Draft
from storage.tables import draft


def _draft(row: RowMapping) -> Draft:
    values = dict(row)
    taps = tuple(json.loads(values.pop("answers")))
    return Draft(taps=taps, **values)


async def _one(session: AsyncConnection, query: Select[Any]) -> Draft | None:
    row = (await session.execute(query)).mappings().first()
    return _draft(row) if row else None


async def by_nonce(session: AsyncConnection, person_id: int, nonce: str) -> Draft | None:
    return await _one(session, select(draft).where(draft.c.person_id == person_id, draft.c.nonce == nonce))


async def find(session: AsyncConnection, person_id: int, dialog: str, subject: int = 0) -> Draft | None:
    mine = select(draft).where(draft.c.person_id == person_id)
    return await _one(session, mine.where(draft.c.dialog == dialog, draft.c.subject == subject))


async def latest_first(session: AsyncConnection, person_id: int) -> list[Draft]:
    mine = (
        select(draft)
        .where(draft.c.person_id == person_id)
        .order_by(draft.c.touched_at.desc(), draft.c.id.desc())
    )
    return [_draft(row) for row in (await session.execute(mine)).mappings()]


async def save(
    session: AsyncConnection,
    person_id: int,
    dialog: str,
    subject: int,
    *,
    taps: Sequence[Mapping[str, str]],
    nonce: str,
    message_id: int | None,
    now: datetime,
    expires_at: datetime,
    ages_from_start: bool = False,
) -> None:
    """Write the draft anew. One that ages from its start keeps its first end."""
    changed = {
        "answers": json.dumps([dict(tap) for tap in taps]),
        "nonce": nonce,
        "message_id": message_id,
        "touched_at": now,
    }
    made = upsert(draft).values(
        person_id=person_id, dialog=dialog, subject=subject, expires_at=expires_at, **changed
    )
    later = changed if ages_from_start else {**changed, "expires_at": expires_at}
    await session.execute(
        made.on_conflict_do_update(index_elements=["person_id", "dialog", "subject"], set_=later)
    )


async def set_message(session: AsyncConnection, nonce: str, message_id: int) -> None:
    """Which message asks the question of this nonce; nothing where another question is open by now."""
    await session.execute(update(draft).where(draft.c.nonce == nonce).values(message_id=message_id))


async def outdate(session: AsyncConnection, dialog: str, subject: int, but_of: int) -> None:
    """What others have open about this shows how it was: their buttons are old from now on."""
    theirs = (draft.c.dialog == dialog, draft.c.subject == subject, draft.c.person_id != but_of)
    fresh = func.lower(func.hex(func.randomblob(4)))
    await session.execute(update(draft).where(*theirs).values(nonce=fresh))


async def age_out(session: AsyncConnection, person_id: int, now: datetime) -> None:
    """Nothing of hers can be tapped from now on; the job that ends dialogues closes their messages."""
    fresh = func.lower(func.hex(func.randomblob(4)))
    values = {"nonce": fresh, "expires_at": now}
    await session.execute(update(draft).where(draft.c.person_id == person_id).values(values))


async def put_off(session: AsyncConnection, draft_id: int, until: datetime) -> None:
    await session.execute(update(draft).where(draft.c.id == draft_id).values(expires_at=until))


async def drop(session: AsyncConnection, draft_id: int) -> None:
    await session.execute(delete(draft).where(draft.c.id == draft_id))


async def expired(session: AsyncConnection, now: datetime) -> Draft | None:
    """The draft that has been due longest to age out."""
    return await _one(
        session, select(draft).where(draft.c.expires_at <= now).order_by(draft.c.expires_at).limit(1)
    )

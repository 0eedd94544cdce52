"""The few words that a key person adds to a contact of hers. They are hers alone: every query takes her id."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import contact, team


async def of(session: AsyncConnection, person_id: int, contact_ids: Sequence[int]) -> Mapping[int, str]:
    """Her words by the id of the contact; nothing for contacts without words, or of somebody else."""
    hers = (contact.c.person_id == person_id, contact.c.id.in_(contact_ids), contact.c.words.is_not(None))
    rows = await session.execute(select(contact.c.id, contact.c.words).where(*hers))
    return {row.id: str(row.words) for row in rows}


async def are_allowed(session: AsyncConnection, person_id: int, contact_id: int) -> bool:
    """Whether the team of this contact of hers has words turned on."""
    hers = (contact.c.person_id == person_id, contact.c.id == contact_id)
    found = select(team.c.notes_allowed).join(contact, contact.c.team_id == team.c.id).where(*hers)
    return bool(await session.scalar(found))


async def write(session: AsyncConnection, person_id: int, contact_id: int, words: str | None) -> None:
    """Set or, with None, take away her words. Only words that passed `bot.rules.personal_data` come here."""
    hers = (contact.c.person_id == person_id, contact.c.id == contact_id)
    await session.execute(update(contact).where(*hers).values(words=words))


async def clear(session: AsyncConnection, before: datetime) -> int:
    """Words of contacts logged before this moment go, of everybody; how many."""
    old = (contact.c.logged_at < before, contact.c.words.is_not(None))
    return (await session.execute(update(contact).where(*old).values(words=None))).rowcount

"""What somebody wants to talk about. Hers alone: every query asks for her own number."""

from collections.abc import Collection

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import agenda_point


async def of(session: AsyncConnection, person_id: int, meeting_id: int) -> frozenset[str]:
    """Her own points for this session."""
    hers = (agenda_point.c.person_id == person_id, agenda_point.c.meeting_id == meeting_id)
    return frozenset((await session.execute(select(agenda_point.c.point).where(*hers))).scalars())


async def keep(session: AsyncConnection, person_id: int, meeting_id: int, points: Collection[str]) -> None:
    """These and no others."""
    hers = (agenda_point.c.person_id == person_id, agenda_point.c.meeting_id == meeting_id)
    await session.execute(delete(agenda_point).where(*hers))
    rows = [{"meeting_id": meeting_id, "person_id": person_id, "point": one} for one in sorted(set(points))]
    if rows:
        await session.execute(insert(agenda_point), rows)

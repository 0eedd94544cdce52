"""What she is called from now on stands wherever her name alone was written down before."""

from functools import partial

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.erasure_traces import rewrite, screen_without
from storage.tables import meeting, membership_row, notice, person, series


async def rename(session: AsyncConnection, person_id: int, old: str, new: str) -> None:
    """In sessions, series and what waits to be said in her teams; nowhere if somebody else there is called so too.

    Words that others typed, with her name among them, stay theirs.
    """
    teams = select(membership_row.c.team_id).where(membership_row.c.person_id == person_id)
    peers = select(membership_row.c.person_id).where(membership_row.c.team_id.in_(teams))
    namesakes = select(person.c.id).where(
        person.c.id.in_(peers), person.c.id != person_id, person.c.name == old
    )
    if not old or await session.scalar(namesakes.limit(1)) is not None:
        return

    def renamed(words: str) -> str:
        return new if words == old else words

    for table in (meeting, series):
        hers = (table.c.team_id.in_(teams), table.c.facilitator == old)
        await session.execute(update(table).where(*hers).values(facilitator=new))
    change = partial(screen_without, without=renamed)
    await rewrite(session, notice, "content", notice.c.person_id.in_(peers), change)

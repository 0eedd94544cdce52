"""Who guides whom: one coordinator and one deputy for every key person in a team."""

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Membership
from bot.supervision import Guides
from storage import teams
from storage.tables import guide


async def of(session: AsyncConnection, mine: Membership, person_id: int) -> Guides:
    """Her coordinator and deputy in this team; whoever no longer coordinates it, or is herself, does not count.

    Without a choice it is whoever coordinates the team longest, and after her the next one.
    """
    others = [one for one in await teams.coordinators(session, mine.team_id) if one != person_id]
    row = (await session.execute(select(guide).where(guide.c.membership_id == mine.id))).one_or_none()
    chosen = row.coordinator_id if row and row.coordinator_id in others else None
    first = chosen or next(iter(others), None)
    if row and row.deputy_id is None:
        return Guides(first, None)
    rest = [one for one in others if one != first]
    deputy = row.deputy_id if row and row.deputy_id in rest else None
    return Guides(first, deputy or next(iter(rest), None))


async def choose(
    session: AsyncConnection, membership_id: int, coordinator: int | None, deputy: int | None
) -> None:
    values = {"coordinator_id": coordinator, "deputy_id": deputy}
    new = upsert(guide).values(membership_id=membership_id, **values)
    await session.execute(new.on_conflict_do_update(index_elements=["membership_id"], set_=values))

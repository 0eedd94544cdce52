"""Which entry of the directory a contact was referred to, and how often each of them was."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import contact, partner, referral


async def fitting(session: AsyncConnection, person_id: int, contact_id: int) -> list[tuple[int, str]]:
    """Number and name of the entries that a contact of hers can have been referred to, the most used first.

    Those of its team and of its partner category; none for anybody else's contact.
    """
    hers = (contact.c.id == contact_id, contact.c.person_id == person_id)
    category, team_id = (
        select(column).where(*hers).scalar_subquery() for column in (contact.c.referral, contact.c.team_id)
    )
    made = contact.alias()
    counts = (referral.c.partner_id == partner.c.id, made.c.undone_at.is_(None))
    from_there = referral.join(made, made.c.id == referral.c.contact_id)
    use = select(func.count()).select_from(from_there).where(*counts).scalar_subquery()
    rows = await session.execute(
        select(partner.c.id, partner.c.name)
        .where(partner.c.team_id == team_id, partner.c.category == category, partner.c.removed_at.is_(None))
        .order_by(use.desc(), partner.c.name_key, partner.c.id)
    )
    return [(row.id, row.name) for row in rows]


async def named(session: AsyncConnection, person_id: int, contact_id: int) -> tuple[int, str] | None:
    """The entry that she named for this referral of hers, removed since or not."""
    row = (
        await session.execute(
            select(partner.c.id, partner.c.name)
            .join(referral, referral.c.partner_id == partner.c.id)
            .where(referral.c.contact_id == contact_id, referral.c.person_id == person_id)
        )
    ).first()
    return (row.id, row.name) if row else None

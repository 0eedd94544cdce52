"""Whether what is stored is sound, and what still waits in it."""

from collections import Counter

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import inbox, notice, outbox


async def integrity(session: AsyncConnection) -> list[str]:
    """SQLite's own findings; none where the file is whole and every reference leads somewhere."""
    found = (await session.exec_driver_sql("PRAGMA integrity_check")).scalars().all()
    lost = (await session.exec_driver_sql("PRAGMA foreign_key_check")).mappings().all()
    return [str(line) for line in found if line != "ok"] + [str(dict(row)) for row in lost]


async def waiting(session: AsyncConnection) -> dict[str, int]:
    """How many updates wait to be handled and answers to be sent, and how many of both were given up.

    Of what the bot says on its own initiative: how many are held, and of how many it is not known that they arrived.
    """
    arrived, answers, notices = [await _by_state(session, one) for one in (inbox, outbox, notice)]
    return {
        "inbox_new": arrived["new"],
        "inbox_dead": arrived["dead"],
        "outbox_new": answers["new"],
        "outbox_dead": answers["dead"],
        "notice_held": notices["held"],
        "notice_doubtful": notices["unknown"] + notices["dead"] + notices["sending"],
    }


async def _by_state(session: AsyncConnection, table: Table) -> Counter[str]:
    rows = await session.execute(select(table.c.state, func.count()).group_by(table.c.state))
    return Counter({state: number for state, number in rows})

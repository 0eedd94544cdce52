"""Whether what is stored is sound, and what still waits in it."""

from sqlalchemy import func, select
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
    counted: dict[str, int] = {}
    for name, table in (("inbox", inbox), ("outbox", outbox)):
        rows = await session.execute(select(table.c.state, func.count()).group_by(table.c.state))
        states = {state: number for state, number in rows}
        counted |= {f"{name}_new": states.get("new", 0), f"{name}_dead": states.get("dead", 0)}
    rows = await session.execute(select(notice.c.state, func.count()).group_by(notice.c.state))
    states = {state: number for state, number in rows}
    doubtful = states.get("unknown", 0) + states.get("dead", 0) + states.get("sending", 0)
    return counted | {"notice_held": states.get("held", 0), "notice_doubtful": doubtful}

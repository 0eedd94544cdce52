"""The small table of these tests, and what they do to it."""

import asyncio

from sqlalchemy import Column, Integer, MetaData, String, Table, UniqueConstraint, insert, select, update

from storage.database import Database

KEY = bytes(range(32))
OTHER_KEY = bytes(32)

metadata = MetaData()
counter = Table(
    "counter",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("value", Integer, nullable=False),
    UniqueConstraint("name", name="uq_counter_name"),
)


async def add(database: Database, name: str, value: int = 0) -> None:
    async with database.transaction() as session:
        await session.execute(insert(counter).values(name=name, value=value))


async def increment(database: Database, name: str) -> None:
    """Read, let everybody else have a turn, write: the way to lose an increment, if there is one."""
    async with database.transaction() as session:
        value = await session.scalar(select(counter.c.value).where(counter.c.name == name))
        await asyncio.sleep(0)
        await session.execute(update(counter).where(counter.c.name == name).values(value=(value or 0) + 1))


async def counted(database: Database) -> dict[str, int]:
    """By a second connection, so that only what was committed counts."""
    async with database.reading() as session:
        rows = await session.execute(select(counter.c.name, counter.c.value))
        return {row.name: row.value for row in rows}

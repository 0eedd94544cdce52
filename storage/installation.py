"""What the installation knows of itself, such as the bot's name."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import installation

BOT_NAME: Final = "bot_name"


async def remember(session: AsyncConnection, name: str, value: str) -> None:
    kept = upsert(installation).values(name=name, value=value)
    await session.execute(kept.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


async def recall(session: AsyncConnection, name: str) -> str | None:
    value = await session.scalar(select(installation.c.value).where(installation.c.name == name))
    return None if value is None else str(value)

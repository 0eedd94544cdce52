"""What the bot still has to answer. A row goes when Telegram has taken it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.screen import Edit, Errand, Outgoing, Silent, Strip
from storage.tables import outbox

_OUTGOING: TypeAdapter[Outgoing] = TypeAdapter(Outgoing)


@dataclass(frozen=True)
class Item:
    """One thing to say or change in one chat; `language` is for a reader whom we do not know better."""

    id: int
    chat_id: int
    language: str
    content: Outgoing


async def reply(
    session: AsyncConnection, chat_id: int, language: str, contents: Sequence[Outgoing], now: datetime
) -> list[Item]:
    """Store the answer to what somebody just did, in order. What nobody asked for goes to `storage.notices`."""
    return [await _put(session, chat_id, language, content, now) for content in contents]


async def change(
    session: AsyncConnection, chat_id: int, language: str, contents: Sequence[Silent], now: datetime
) -> list[Item]:
    """Store changes of messages, which make no sound: a message that is gone by then stays gone."""
    silent = [one.model_copy(update={"anew": False}) if isinstance(one, Edit) else one for one in contents]
    return [await _put(session, chat_id, language, content, now) for content in silent]


async def _put(
    session: AsyncConnection, chat_id: int, language: str, content: Outgoing, now: datetime
) -> Item:
    """A change of a message takes the place of one that still waits."""
    message_id = content.message_id if isinstance(content, Edit | Strip) else None
    if message_id is not None:
        await _supersede(session, chat_id, message_id)
    values = {"chat_id": chat_id, "language": language, "content": content.model_dump_json()}
    row = insert(outbox).values(**values, message_id=message_id, state="new", created_at=now)
    made = await session.execute(row.returning(outbox.c.id))
    return Item(int(made.scalar_one()), chat_id, language, content)


async def _supersede(session: AsyncConnection, chat_id: int, message_id: int) -> None:
    same = (outbox.c.chat_id == chat_id, outbox.c.message_id == message_id, outbox.c.state == "new")
    await session.execute(delete(outbox).where(*same))


def _item(row: Row[*tuple[Any, ...]]) -> Item:
    return Item(row.id, row.chat_id, row.language, _OUTGOING.validate_json(row.content))


async def waiting(session: AsyncConnection) -> list[Item]:
    """Everything that was not said yet, in order: after a start all of it is to be said again."""
    columns = (outbox.c.id, outbox.c.chat_id, outbox.c.language, outbox.c.content)
    rows = await session.execute(select(*columns).where(outbox.c.state == "new").order_by(outbox.c.id))
    return [_item(row) for row in rows]


async def sent(session: AsyncConnection, item_id: int) -> None:
    await session.execute(delete(outbox).where(outbox.c.id == item_id))


async def refused(session: AsyncConnection, item_id: int) -> None:
    """Telegram will never take it: counted for whoever looks after the bot, without what it said and to whom."""
    gone = {"state": "dead", "content": "", "chat_id": 0, "message_id": None}
    await session.execute(update(outbox).where(outbox.c.id == item_id).values(gone))


async def forget_before(session: AsyncConnection, moment: datetime) -> None:
    """What was refused for good before this moment is counted no more."""
    await session.execute(delete(outbox).where(outbox.c.created_at < moment, outbox.c.state == "dead"))


async def waits(session: AsyncConnection, chat_id: int, errand: str) -> bool:
    """Whether this errand was asked for in this chat and is not done yet."""
    mine = select(outbox.c.content).where(outbox.c.chat_id == chat_id, outbox.c.state == "new")
    contents = [_OUTGOING.validate_json(one) for one in (await session.execute(mine)).scalars()]
    return any(isinstance(one, Errand) and one.name == errand for one in contents)

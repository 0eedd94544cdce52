"""What must hold once she is through, wherever the bot was stopped."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from bot.question import parse
from storage.cipher import connect
from tests.cast import KEY
from tryout.phone import Phone
from tryout.telegram import Telegram

LONGEST_WAIT = 10.0
STATE = "case when undone_at is null then 'kept' else 'undone' end"
TOPICS = "(select group_concat(topic, ' ') from contact_topic where contact_id = contact.id)"
ACTIONS = "(select group_concat(action, ' ') from contact_action where contact_id = contact.id)"
EXPECTED = {
    f"select kind, {TOPICS}, {ACTIONS}, referral, {STATE} from contact order by id": [
        ("phone_call", "money", "explained referred", "debt_help", "kept"),
        ("home_visit", "housing", "listened", "none", "undone"),
    ],
    "select telegram_id, language, reachable from person": [(1001, "en", 1)],
    "select role from membership": [("key_person",)],
    "select held_by from invitation where used_at is not null": [(None,)],
    "select dialog, count(*) from draft group by dialog": [("card", 2)],
    "select update_id, state, payload from inbox where state <> 'done' or payload is not null": [],
    "select content, state from outbox": [],
    "pragma integrity_check": [("ok",)],
    "pragma foreign_key_check": [],
}


async def quiet(path: Path, telegram: Telegram) -> None:
    """Until nothing is under way any more; TimeoutError if that takes too long."""
    waiting = "select (select count(*) from inbox where state = 'new') + (select count(*) from outbox)"
    with closing(connect(path, KEY)) as connection:
        async with asyncio.timeout(LONGEST_WAIT):
            while telegram.pending or rows(connection, waiting) != [(0,)]:  # noqa: ASYNC110
                await asyncio.sleep(0.01)


def violations(path: Path, telegram: Telegram, phone: Phone) -> Iterator[str]:
    with closing(connect(path, KEY)) as connection:
        for statement, expected in EXPECTED.items():
            if (found := rows(connection, statement)) != expected:
                yield f"{statement}: {found}"
        yield from _cards(connection, phone)
    if telegram.pending:
        yield f"not confirmed: {telegram.pending}"


def _cards(connection: Connection, phone: Phone) -> Iterator[str]:
    """Each card is to be seen, with buttons that still count, in the message that the bot knows of."""
    for message_id, nonce, subject in rows(connection, "select message_id, nonce, subject from draft"):
        shown = [
            one.message_id for one in phone.messages if any(_nonce(b.data) == nonce for b in one.buttons)
        ]
        if not shown:
            yield f"the card of contact {subject} cannot be seen"
        elif message_id not in shown:
            yield f"the card of contact {subject} is in {shown}, the bot believes {message_id}"


def _nonce(data: str | None) -> str | None:
    parsed = parse(data or "")
    return parsed[0] if parsed else None


def rows(connection: Connection, statement: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(statement)]

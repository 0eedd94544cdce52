"""The only way around the outbox: the safety card, and the word that something is not saved yet.

Both are said from memory, so that neither waits for the database.
"""

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.question import alarms
from bot.rules import safety
from bot.screen import Screen, Text
from bot.texts import Texts
from handlers.lanes import Lanes
from handlers.wire import send

log = logging.getLogger(__name__)


class Direct:
    """`languages` holds everybody who is in, by Telegram's number, with the language they read."""

    def __init__(self, bot: Bot, texts: Texts, lanes: Lanes, languages: Mapping[int, str]) -> None:
        self._bot, self._texts, self._lanes, self._languages = bot, texts, lanes, languages
        self._tasks: set[asyncio.Task[None]] = set()
        self._heeded: set[int] = set()  # asked again while the database is away, the card goes out only once
        self._helped: set[int] = set()
        self._told: set[int] = set()

    def heed(self, raw: Mapping[str, Any]) -> None:
        """Send the safety card at once if this raw update asks for it; replies in that chat come after it."""
        chat_id, update_id = sender(raw), raw.get("update_id")
        if chat_id not in self._languages or not isinstance(update_id, int) or update_id in self._heeded:
            return
        if self._asks_for_help(raw):
            self._heeded.add(update_id)
            self._spawn(self._help(chat_id, update_id))

    def _asks_for_help(self, raw: Mapping[str, Any]) -> bool:
        if "callback_query" in raw:
            return alarms(str(_part(raw, "callback_query").get("data")))
        sent = _part(raw, "message")
        words = "" if {"forward_origin", "via_bot"} & sent.keys() else str(sent.get("text") or "")
        command = words.split(maxsplit=1)[0].split("@")[0].lower() if words.strip() else ""
        return command == "/sos" or self._texts.command_of(words) == "sos"

    async def _help(self, chat_id: int, update_id: int) -> None:
        if await self._say(chat_id, safety.card()):
            self._helped.add(update_id)
        else:
            self._heeded.discard(update_id)

    async def has_helped(self, chat_id: int, update_id: int) -> bool:
        """Whether the card of this update is out; waits while it is on its way."""
        async with self._lanes[chat_id]:
            helped = update_id in self._helped
            self._helped.discard(update_id)
            self._heeded.discard(update_id)
            return helped

    def not_saved_yet(self, raw: Mapping[str, Any]) -> None:
        """Once per chat and outage: nothing needs to be repeated."""
        chat_id = sender(raw)
        if chat_id in self._languages and chat_id not in self._told:
            self._told.add(chat_id)
            self._spawn(self._tell(chat_id))

    async def _tell(self, chat_id: int) -> None:
        await self._say(chat_id, Screen(lines=(Text(key="common.not_saved_yet"),)))

    def outage_is_over(self) -> None:
        self._told.clear()

    async def _say(self, chat_id: int, screen: Screen) -> bool:
        async with self._lanes[chat_id]:
            try:
                await send(self._bot, self._texts, chat_id, self._languages[chat_id], screen)
            except TelegramError as error:
                log.warning("direct message failed: %s", type(error).__name__)
                return False
            return True

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def sender(raw: Mapping[str, Any]) -> int:
    """Telegram's number of whoever made this update in a private chat, 0 where nothing says so."""
    for kind in ("callback_query", "message", "edited_message"):
        part = _part(raw, kind)
        chat = _part(_part(part, "message") if kind == "callback_query" else part, "chat")
        number = _part(part, "from").get("id")
        if isinstance(number, int) and chat.get("type") == "private" and chat.get("id") == number:
            return number
    return 0


def _part(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = raw.get(name)
    return part if isinstance(part, dict) else {}

"""The only way around the outbox: the safety cards, and the word that something is not saved yet.

All of it is said from memory, so that nothing waits for the database.
"""

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.clock import Clock
from bot.question import SOS, alarms
from bot.rules import safety
from bot.rules.safety import Reader
from bot.screen import Screen, Text
from bot.texts import SOURCE, Texts
from handlers.lanes import Lanes
from handlers.wire import send

log = logging.getLogger(__name__)


class Direct:
    """`languages` holds everybody who is in, by Telegram's number, with the language they read; `readers`, in the same
    way, what else the cards need to know of them.
    """

    def __init__(
        self,
        bot: Bot,
        texts: Texts,
        lanes: Lanes,
        languages: Mapping[int, str],
        readers: Mapping[int, Reader],
        clock: Clock,
    ) -> None:
        self._bot, self._texts, self._lanes, self._languages = bot, texts, lanes, languages
        self._readers, self._clock = readers, clock
        self._tasks: set[asyncio.Task[None]] = set()
        self._heeded: set[int] = set()  # asked again while the database is away, the card goes out only once
        self._helped: set[int] = set()
        self._coming: dict[tuple[int, str], list[int]] = {}  # the updates that a card under way answers
        self._told: set[int] = set()

    def heed(self, raw: Mapping[str, Any]) -> None:
        """Send the safety card at once if this raw update asks for it; replies in that chat come after it."""
        chat_id, update_id = sender(raw), raw.get("update_id")
        if chat_id not in self._languages or not isinstance(update_id, int) or update_id in self._heeded:
            return
        if data := self._asks_for_help(raw):
            self._heeded.add(update_id)
            asking = self._coming.setdefault((chat_id, data), [])
            asking.append(update_id)
            if len(asking) == 1:
                self._spawn(self._help(chat_id, data))

    def _asks_for_help(self, raw: Mapping[str, Any]) -> str:
        """The data of the button that asks for it, which may stand for a command; "" where nothing does."""
        if "callback_query" in raw:
            data = str(_part(raw, "callback_query").get("data"))
            return data if alarms(data) else ""
        sent = _part(raw, "message")
        words = "" if {"forward_origin", "via_bot"} & sent.keys() else str(sent.get("text") or "")
        command = words.split(maxsplit=1)[0].split("@")[0].lower() if words.strip() else ""
        return SOS if command == "/sos" or self._texts.command_of(words) == SOS else ""

    async def _help(self, chat_id: int, data: str) -> None:
        """One card for all who ask while it is under way: a hundred taps are not a hundred cards."""
        said = await self._say(chat_id, self.card(chat_id, data))
        asking = self._coming.pop((chat_id, data))
        self._helped.update(asking if said else ())
        self._heeded.difference_update(() if said else asking)

    def is_busy(self, chat_id: int) -> bool:
        """Whether a card is on its way there, which its updates have to wait for."""
        return any(chat == chat_id for chat, _ in self._coming)

    def card(self, chat_id: int, data: str) -> Screen:
        """The card that this button asks for, as it is for whoever has this chat."""
        reader, language = self._readers.get(chat_id, Reader()), self._languages.get(chat_id, "")
        return safety.show(safety.card_for(data), reader, language, self._clock.now())

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
                # Whoever was forgotten while this waited for its turn still gets what she asked for.
                language = self._languages.get(chat_id, SOURCE)
                await send(self._bot, self._texts, chat_id, language, screen)
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

"""The only way around the outbox: the safety cards, and the word that something is not saved yet.

All of it is said from memory, so that nothing waits for the database, nor for what else is on its way to that chat.
"""

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from typing import Any, Final

from telegram import Bot
from telegram.error import TelegramError

from bot.clock import Clock
from bot.question import SOS, alarms
from bot.rules import safety
from bot.rules.safety import Reader
from bot.screen import Screen, Text
from bot.texts import Texts
from handlers.events import command_in
from handlers.lanes import Lanes
from handlers.strangers import Most, Strangers
from handlers.wire import send

log = logging.getLogger(__name__)
KINDS: Final = ("callback_query", "message", "edited_message")


class Direct:
    """`languages` holds everybody who is in, by Telegram's number, with the language they read; `readers`, in the same
    way, what else the cards need to know of them. Anybody else gets the card of the whole country.
    """

    def __init__(
        self,
        bot: Bot,
        texts: Texts,
        languages: Mapping[int, str],
        readers: Mapping[int, Reader],
        strangers: Strangers,
        clock: Clock,
    ) -> None:
        self._bot, self._texts, self._languages, self._readers = bot, texts, languages, readers
        self._strangers, self._clock, self._lanes = strangers, clock, Lanes()
        self._tasks: set[asyncio.Task[None]] = set()
        self._heeded: set[int] = set()  # asked again while the database is away, the card goes out only once
        self._helped: set[int] = set()
        self._coming: dict[tuple[int, str], list[int]] = {}  # the updates that a card under way answers
        self._told: set[int] = set()

    def heed(self, raw: Mapping[str, Any]) -> None:
        """Send the safety card at once if this raw update asks for it; replies in that chat come after it."""
        chat_id, update_id = sender(raw), raw.get("update_id")
        if not chat_id or not isinstance(update_id, int) or update_id in self._heeded:
            return
        if data := self._asks_for_help(raw):
            self._heeded.add(update_id)
            if asking := self._coming.get((chat_id, data)):
                asking.append(update_id)
            elif self._may_have_card(chat_id):
                self._coming[(chat_id, data)] = [update_id]
                self._spawn(self._help(chat_id, data, self._language(chat_id, raw)))
            else:
                self._helped.add(update_id)

    def _may_have_card(self, chat_id: int) -> bool:
        """In a team always; a flood of anybody else must not use up what Telegram allows."""
        in_team = bool(self._readers.get(chat_id, Reader()).teams)
        return in_team or self._strangers.may_answer(chat_id, self._clock.now(), Most.CARDS)

    def _language(self, chat_id: int, raw: Mapping[str, Any]) -> str:
        """Hers, or of somebody who is not known the one that Telegram tells."""
        told = _author(raw).get("language_code")
        return self._languages.get(chat_id) or self._texts.closest(told if isinstance(told, str) else None)

    def _asks_for_help(self, raw: Mapping[str, Any]) -> str:
        """The data of the button that asks for it, which may stand for a command; "" where nothing does."""
        if "callback_query" in raw:
            data = str(_part(raw, "callback_query").get("data"))
            return data if alarms(data) else ""
        sent = _part(raw, "message")
        words = "" if {"forward_origin", "via_bot"} & sent.keys() else str(sent.get("text") or "")
        command = command_in(words, self._texts)
        return SOS if command and command.command == SOS else ""

    async def _help(self, chat_id: int, data: str, language: str) -> None:
        """One card for all who ask while it is under way: a hundred taps are not a hundred cards."""
        said = await self._say(chat_id, language, self.card(chat_id, data, language))
        asking = self._coming.pop((chat_id, data))
        self._helped.update(asking if said else ())
        self._heeded.difference_update(() if said else asking)

    def is_busy(self, chat_id: int) -> bool:
        """Whether a card is on its way there, which its updates have to wait for."""
        return any(chat == chat_id for chat, _ in self._coming)

    def card(self, chat_id: int, data: str, language: str) -> Screen:
        """The card that this button asks for, as it is for whoever has this chat."""
        reader = self._readers.get(chat_id, Reader())
        return safety.show(safety.card_for(data), reader, language, self._clock.now())

    async def has_helped(self, chat_id: int, update_id: int) -> bool:
        """Whether nothing more is to be said to this call for help; waits while its card is on its way.

        From then on nothing is remembered of this update.
        """
        async with self._lanes[chat_id]:
            helped = update_id in self._helped
            self._helped.discard(update_id)
            self._heeded.discard(update_id)
            return helped

    def not_saved_yet(self, raw: Mapping[str, Any]) -> None:
        """Once per chat and outage: nothing needs to be repeated."""
        chat_id = sender(raw)
        language = self._languages.get(chat_id)
        if language and chat_id not in self._told:
            self._told.add(chat_id)
            self._spawn(self._tell(chat_id, language))

    async def _tell(self, chat_id: int, language: str) -> None:
        await self._say(chat_id, language, Screen(lines=(Text(key="common.not_saved_yet"),)))

    def outage_is_over(self) -> None:
        self._told.clear()

    async def _say(self, chat_id: int, language: str, screen: Screen) -> bool:
        async with self._lanes[chat_id]:
            try:
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
    """Telegram's number of the person who made this update in a private chat, 0 where nothing says so."""
    for kind in KINDS:
        part = _part(raw, kind)
        chat = _part(_part(part, "message") if kind == "callback_query" else part, "chat")
        author = _part(part, "from")
        number = author.get("id")
        private = chat.get("type") == "private" and chat.get("id") == number
        if isinstance(number, int) and private and not author.get("is_bot"):
            return number
    return 0


def _author(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((author for kind in KINDS if (author := _part(_part(raw, kind), "from"))), {})


def _part(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = raw.get(name)
    return part if isinstance(part, dict) else {}

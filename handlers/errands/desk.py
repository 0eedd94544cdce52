"""What an errand has at hand: whose it is, the database, paper for its files, and the way to her chat."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from telegram import Bot

from bot.model import Person
from bot.screen import Screen
from bot.texts import Texts
from handlers.lanes import Lanes
from handlers.wire import MOST_BYTES, change, fetch, send, send_file, send_picture
from storage.database import Database
from storage.in_memory import Bounded


@dataclass(frozen=True)
class Desk:
    """One attempt at one errand. `now` is when it began.

    `person` is as she is now. No way to Telegram is used while a transaction is open.
    """

    texts: Texts
    database: Database
    person: Person
    now: datetime
    zone: ZoneInfo
    bot: Bot
    lanes: Lanes

    @property
    def language(self) -> str:
        return self.person.language

    async def say(self, screen: Screen) -> int:
        """A new message in her chat; its number."""
        async with self.lanes[self.person.telegram_id]:
            return await send(self.bot, self.texts, self.person.telegram_id, self.language, screen)

    async def edit(self, message_id: int, screen: Screen) -> None:
        """A message of hers shows this from now on, without a sound; one that is gone stays gone."""
        chat_id = self.person.telegram_id
        async with self.lanes[chat_id]:
            await change(self.bot, self.texts, chat_id, self.language, message_id, screen)

    @staticmethod
    def paper() -> Bounded:
        """A new file for her, in memory: on a disk it would lie in clear. in_memory.Full beyond 50 MB."""
        return Bounded(MOST_BYTES)

    async def send_file(self, content: BinaryIO, name: str) -> int:
        """Send her a file, beside whatever else is said; the number of its message. wire.TooLarge above 50 MB."""
        return await send_file(self.bot, self.person.telegram_id, content, name)

    async def send_picture(self, png: bytes, words: Screen) -> int:
        """Show her a picture in the chat, with what it tells in words below it; the number of its message."""
        return await send_picture(self.bot, self.texts, self.person.telegram_id, self.language, png, words)

    async def fetch(self, file_id: str, most_bytes: int) -> bytes:
        """The content of a file that she sent; wire.TooLarge where it has more bytes than that."""
        return await fetch(self.bot, file_id, most_bytes)

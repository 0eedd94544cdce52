"""What an errand has at hand: whose it is, the database, a folder for its files, and the way to her chat."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from telegram import Bot

from bot.model import Person
from bot.screen import Screen
from bot.texts import Texts
from handlers.lanes import Lanes
from handlers.wire import change, fetch, send, send_file
from storage.database import Database


@dataclass(frozen=True)
class Desk:
    """One attempt at one errand. `now` is when it began; `folder` is private and gone afterwards.

    `person` is as she is now. No way to Telegram is used while a transaction is open.
    """

    texts: Texts
    database: Database
    person: Person
    now: datetime
    zone: ZoneInfo
    folder: Path
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

    async def send_file(self, path: Path, name: str) -> int:
        """Send her a file, beside whatever else is said; the number of its message. wire.TooLarge above 50 MB."""
        return await send_file(self.bot, self.person.telegram_id, path, name)

    async def fetch(self, file_id: str, most_bytes: int) -> bytes:
        """The content of a file that she sent; wire.TooLarge where it has more bytes than that."""
        return await fetch(self.bot, file_id, most_bytes)

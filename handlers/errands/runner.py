"""Runs errands one at a time, each at its own desk, and says it kindly when one cannot be done."""

import asyncio
import logging
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.access import EVERYBODY, may
from bot.clock import Clock
from bot.model import Person
from bot.screen import Errand, Screen, Text
from bot.settings import Settings
from bot.texts import Texts
from handlers.errands import ERRANDS
from handlers.errands.desk import Desk
from handlers.errors import describe
from handlers.lanes import Lanes
from storage import people
from storage.database import Database
from storage.outage import is_outage
from storage.outbox import Item

log = logging.getLogger(__name__)


class Errands:
    """`run` does one; while another is under way it waits for its turn."""

    def __init__(
        self, bot: Bot, texts: Texts, database: Database, lanes: Lanes, clock: Clock, settings: Settings
    ) -> None:
        self._bot, self._texts, self._database, self._lanes = bot, texts, database, lanes
        self._clock, self._zone = clock, settings.zone
        self._one = asyncio.Lock()

    async def run(self, item: Item) -> None:
        """Do it, to the end or to a kind line. Raised is what may pass by itself, a network or database that is away,
        and that she cannot be told: Forbidden, or BadRequest for the kind line itself.
        """
        async with self._one:
            person = await self._asker(item.chat_id)
            if person is None or not _may(person, item):
                return
            await self._do(item, self._desk(person))

    async def _asker(self, chat_id: int) -> Person | None:
        async with self._database.reading() as session:
            return await people.by_telegram(session, chat_id)

    def _desk(self, person: Person) -> Desk:
        zone = ZoneInfo(person.zone) if person.zone else self._zone
        now = self._clock.now()
        return Desk(self._texts, self._database, person, now, zone, self._bot, self._lanes)

    async def _do(self, item: Item, desk: Desk) -> None:
        errand = item.content
        if not isinstance(errand, Errand):
            raise TypeError("what is said is no errand")
        try:
            await ERRANDS[errand.name].run(desk, errand.values)
        except Exception as error:
            if _passes(error):
                raise
            log.error("the errand of outbox %s ended: %s", item.id, describe(error))
            await desk.say(Screen(lines=(Text(key="errand.failed"),)))


def _may(person: Person, item: Item) -> bool:
    """She may have lost the role since she asked. Of one that no release knows whoever is in hears that it failed."""
    work = ERRANDS.get(item.content.name) if isinstance(item.content, Errand) else None
    return may(person, work.roles if work else EVERYBODY)


def _passes(error: Exception) -> bool:
    """Whether the same work may succeed later, or there is nobody to tell that it did not."""
    is_refused = isinstance(error, BadRequest | ChatMigrated)
    return is_outage(error) or (isinstance(error, TelegramError) and not is_refused)

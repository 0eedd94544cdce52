"""The running bot, put together in one place; tests put it together with other arguments."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Final

from telegram import BotCommandScopeAllPrivateChats, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, ExtBot, TypeHandler
from telegram.request import BaseRequest

from bot.clock import Clock
from bot.menu import STRANGERS
from bot.rules.holidays import HolidayRules, public_holidays
from bot.rules.safety import Reader
from bot.settings import Settings
from bot.texts import Texts
from handlers.delivery import Delivery
from handlers.direct import Direct
from handlers.endings import PollingStopped
from handlers.errands.runner import Errands
from handlers.errors import describe, pause_after
from handlers.gate import Gate
from handlers.http import AiohttpRequest
from handlers.intake import SILENCE_SECONDS, Intake
from handlers.lanes import Lanes
from handlers.last_words import guard_loop
from handlers.strangers import Strangers
from handlers.talk import Talk
from handlers.ticker import Ticker
from handlers.wire import set_menu
from storage import installation, outbox, people, safety
from storage.database import Database
from storage.outage import StorageError, is_outage

log = logging.getLogger(__name__)
WATCH_SECONDS: Final = 5.0
GRACE_SECONDS: Final = 1.0
START_PAUSE: Final = 2.0
App = Application[Any, Any, Any, Any, Any, Any]


class Program:
    """Everything that runs, by name. `start` and `stop` belong together; `run` does both around the loops."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        texts: Texts,
        database: Database,
        *,
        request: BaseRequest | None = None,
        poll_request: BaseRequest | None = None,
    ) -> None:
        self.settings, self.clock, self.texts, self.database = settings, clock, texts, database
        self.application = _application(settings, request, poll_request)
        bot, lanes, self.languages = self.application.bot, Lanes(), dict[int, str]()
        strangers = Strangers()
        self.errands = Errands(bot, texts, database, lanes, clock, settings)
        self.delivery = Delivery(bot, texts, database, lanes, self.languages, self.errands)
        self.readers = dict[int, Reader]()
        self.direct = Direct(bot, texts, self.languages, self.readers, strangers, clock)
        self.talk = Talk(
            settings,
            clock,
            texts,
            database,
            self.delivery,
            self.direct,
            self.languages,
            self.readers,
            strangers,
        )
        self.intake = Intake(self.application, database, self.talk, self.direct, clock)
        self.gate = Gate(bot, texts, database, self.delivery, lanes, clock, settings.zone)
        memory = (self.languages, self.readers)
        self.ticker = Ticker(clock, database, self.delivery, self.gate, settings.zone, memory)
        self.application.add_handler(TypeHandler(Update, self.talk.on_update))

    async def start(self) -> None:
        """Reach Telegram, however long that takes, and say what the last run left unsaid.

        InvalidToken where Telegram does not know the token.
        """
        await self._look_around()
        await self._take_up()

    async def _look_around(self) -> None:
        """All that whoever asks for help needs: nothing is written yet."""
        await self._reach_telegram()
        async with self.database.reading() as session:
            self.languages.update(await people.languages(session))
            self.readers.update(await safety.readers(session))
        await self.intake.take_up()

    async def _take_up(self) -> None:
        """However long the database takes no writing."""
        while True:
            try:
                async with self.database.transaction() as session:
                    name = self.application.bot.username
                    await installation.remember(session, installation.BOT_NAME, name)
                    waiting = await outbox.waiting(session)
                    await self.gate.take_up(session)
                return self.delivery.post(waiting)
            except StorageError as error:
                if not is_outage(error):
                    raise
                log.error("nothing can be written yet: %s", describe(error))
                await asyncio.sleep(START_PAUSE)

    async def _reach_telegram(self) -> None:
        while True:
            try:
                return await self.application.initialize()
            except InvalidToken:
                raise
            except TelegramError as error:
                log.warning("Telegram cannot be reached yet: %s", type(error).__name__)
                await asyncio.sleep(pause_after(error, START_PAUSE))

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set, or a loop ends, which is a failure and raised."""
        guard_loop()
        try:
            await _first_end(self._run(), stop.wait())
        finally:
            await self.stop()

    async def _run(self) -> None:
        await self._look_around()
        await _first_end(self.intake.poll(), self._go_on(), self._watch(), self._prepare())

    async def _go_on(self) -> None:
        await self._take_up()
        self.ticker.start()
        await self.intake.handle()

    async def _watch(self) -> None:
        while self.intake.silent_for() < SILENCE_SECONDS:
            self.ticker.go_on()
            await asyncio.sleep(WATCH_SECONDS)
        raise PollingStopped

    async def _prepare(self) -> None:
        """The menu that strangers see, in each language; then wait, since no loop may end.

        Before that the holidays are loaded, which takes a moment, so that nobody's tap has to wait for them.
        """
        await asyncio.to_thread(public_holidays, self.clock.now().year, HolidayRules())
        for language in self.texts.languages:
            try:
                await set_menu(
                    self.application.bot,
                    self.texts,
                    STRANGERS,
                    language,
                    scope=BotCommandScopeAllPrivateChats(),
                    code=language,
                )
            except TelegramError as error:
                log.warning("the menu for %s was not set: %s", language, type(error).__name__)
        await asyncio.Event().wait()

    async def stop(self) -> None:
        """Nothing is lost by it: what is under way is in the inbox or the outbox."""
        await self.gate.stop(GRACE_SECONDS)
        self.ticker.stop()
        await self.delivery.stop(GRACE_SECONDS)
        await self.direct.stop()
        await self.application.shutdown()
        await self.application.bot.shutdown()  # the application skips it when it never came to run


class _Bot(ExtBot[None]):
    """The library's own words for it are its token."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Bot"


def _application(settings: Settings, request: BaseRequest | None, poll_request: BaseRequest | None) -> App:
    bot = _Bot(
        settings.token.get_secret_value(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=request or AiohttpRequest(),
        get_updates_request=poll_request or AiohttpRequest(connections=2),
    )
    return ApplicationBuilder().bot(bot).updater(None).build()


async def _first_end(*loops: Coroutine[Any, Any, object]) -> None:
    """Run the loops until one ends, end the others, and raise what the first one raised."""
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

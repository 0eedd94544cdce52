"""From Telegram into the inbox, and only then confirmed; from the inbox through the one handler."""

import asyncio
import json
import logging
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, Final

from telegram import Update
from telegram.error import InvalidToken, TelegramError, TimedOut
from telegram.ext import Application
from telegram.warnings import PTBUserWarning

from bot.clock import Clock
from handlers.direct import Direct
from handlers.endings import TokenRefused
from handlers.errors import describe, pause_after
from handlers.rota import Rota
from handlers.talk import Fate, Talk
from storage import inbox
from storage.database import Database, Session
from storage.inbox import Waiting
from storage.outage import StorageError

log = logging.getLogger(__name__)
# Bot.get_updates parses a whole batch at once, so one update that cannot be parsed would block all others.
warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)

POLL_SECONDS: Final = 30
SILENCE_SECONDS: Final = 90.0
REFUSED_MOST: Final = 20
ALLOWED: Final = ("message", "edited_message", "callback_query", "my_chat_member")
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0


class Intake:
    """Two loops: one polls and stores, the other handles what was stored, in order within a chat."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        database: Database,
        talk: Talk,
        direct: Direct,
        clock: Clock,
    ) -> None:
        self._application, self._database, self._talk, self._direct = application, database, talk, direct
        self._clock = clock
        self._offset = 0
        self._refused = 0
        self._in_doubt = False
        self._waiting = Rota()
        self._arrived = asyncio.Event()
        self._last_sign = clock.monotonic()

    def silent_for(self) -> float:
        """Seconds since Telegram last answered or was plainly not there: polling that hangs shows only here."""
        return self._clock.monotonic() - self._last_sign

    def _sign_of_life(self, planned_wait: float = 0.0) -> None:
        self._last_sign = self._clock.monotonic() + planned_wait

    async def poll(self) -> None:
        """Ask for updates for ever. The offset rises only after they are stored."""
        pause = FIRST_PAUSE
        while True:
            try:
                await self.poll_once(POLL_SECONDS)
                pause = FIRST_PAUSE
                self._sign_of_life()
            except (TelegramError, StorageError) as error:
                wait = self._pause_after(error, pause)
                if not isinstance(error, TimedOut):
                    self._sign_of_life(wait)
                await asyncio.sleep(wait)
                # Without the database each poll still brings whoever asks for help: it must not get rarer.
                pause = min(pause * 2, LONGEST_PAUSE) if isinstance(error, TelegramError) else FIRST_PAUSE

    async def poll_once(self, seconds: int) -> int:
        """Ask once, waiting so long for something to arrive; how many updates were stored."""
        raw = await self._get_updates(seconds)
        await self._store(raw)
        return len(raw)

    async def _get_updates(self, seconds: int) -> Sequence[Mapping[str, Any]]:
        wanted = {"offset": self._offset, "timeout": seconds, "allowed_updates": list(ALLOWED)}
        result = await self._application.bot.do_api_request(
            "getUpdates", api_kwargs=wanted, read_timeout=seconds + 10
        )
        self._refused = 0
        readable = [one for one in result if isinstance(one, dict) and _is_number(one.get("update_id"))]
        if result and not readable:
            raise TelegramError("updates without a number")
        return readable

    async def _store(self, raw: Sequence[Mapping[str, Any]]) -> None:
        if not raw:
            # All is confirmed. After an idle week Telegram counts from anywhere, and an old offset could
            # confirm what nobody has seen.
            self._offset = 0
            return
        for one in raw:
            self._direct.heed(one)
        try:
            async with self._database.transaction() as session:
                rows = [Waiting(one["update_id"], _as_text(one)) for one in raw]
                new = await inbox.add(session, rows, self._clock.now())
                if self._in_doubt:
                    new = await self._forgotten(session)
        except StorageError:
            self._in_doubt = True
            for one in raw:
                self._direct.not_saved_yet(one)
            raise
        self._in_doubt = False
        self._direct.outage_is_over()
        self._offset = max(one["update_id"] for one in raw) + 1
        self._waiting.extend(new)
        self._arrived.set()

    async def _forgotten(self, session: Session) -> list[Waiting]:
        """What waits in the inbox and not here: a commit that failed to say so may have happened."""
        here = {one.update_id for one in self._waiting}
        return [one for one in await inbox.waiting(session) if one.update_id not in here]

    def _pause_after(self, error: Exception, pause: float) -> float:
        log.warning("polling: %s", describe(error))
        if isinstance(error, InvalidToken):
            self._refused += 1
            if self._refused >= REFUSED_MOST:
                raise TokenRefused from error
        return pause_after(error, pause) if isinstance(error, TelegramError) else FIRST_PAUSE

    async def handle(self) -> None:
        """Handle what waits, one chat after the other, for ever."""
        while True:
            self._arrived.clear()
            await self.handle_waiting()
            await self._arrived.wait()

    async def handle_waiting(self) -> None:
        """Until nothing waits. What fails for want of the database stays in front and is tried again."""
        pause = FIRST_PAUSE
        while self._waiting:
            try:
                await self._handle_one(self._waiting.first(self._direct.is_busy))
            except StorageError as error:
                log.error("the database cannot be reached: %s", describe(error))
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                self._waiting.done()
                pause = FIRST_PAUSE

    async def _handle_one(self, one: Waiting) -> None:
        raw = json.loads(one.payload)
        try:
            update = Update.de_json(raw, self._application.bot)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the next ones go on
            log.error("update %s cannot be read and is set aside: %s", one.update_id, describe(error))
            return await self._set_aside(one)
        while True:
            await self._application.process_update(update)
            if self._talk.fate is Fate.DONE:
                return
            if self._talk.fate is Fate.HOPELESS:
                return await self._set_aside(one)
            if self._talk.fate is Fate.OUTAGE:
                self._direct.not_saved_yet(raw)
                await asyncio.sleep(FIRST_PAUSE)

    async def _set_aside(self, one: Waiting) -> None:
        async with self._database.transaction() as session:
            await inbox.failed(session, one.update_id, for_good=True)

    async def take_up(self) -> None:
        """After a start: what the last run left waits again, and whoever asked for help gets it now."""
        async with self._database.reading() as session:
            self._waiting.extend(await inbox.waiting(session))
        for one in self._waiting:
            self._direct.heed(json.loads(one.payload))


def _is_number(update_id: object) -> bool:
    """One that the inbox can hold; True is an int as well."""
    return type(update_id) is int and 0 <= update_id < 2**63


def _as_text(raw: Mapping[str, Any]) -> str:
    """As it is stored. Half of a pair of surrogates is no character, and nothing that keeps or hashes text takes it."""
    return json.dumps(raw, ensure_ascii=False).encode(errors="replace").decode()

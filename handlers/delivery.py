"""Brings the outbox to Telegram: in order within a chat, chats side by side, until Telegram has taken it."""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.screen import Edit, Errand, Say, Strip, Text
from bot.texts import Texts
from handlers.errands.runner import Errands
from handlers.errors import describe, pause_after
from handlers.lanes import Lanes
from handlers.wire import transmit
from storage import drafts, outbox, people
from storage.database import Database, Session
from storage.outage import is_outage
from storage.outbox import Item

log = logging.getLogger(__name__)
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
# Brings one item to its end; the number of the message it made or changed, if it did.
Bring: TypeAlias = Callable[[Item], Awaitable[int | None]]


@dataclass(frozen=True)
class Outcome:
    """What became of an item: taken by Telegram, refused for good, or its reader cannot be reached."""

    item: Item
    message_id: int | None = None
    refused: bool = False
    unreachable: bool = False

    @property
    def ids(self) -> list[int]:
        return [self.item.id]

    async def write(self, session: Session) -> None:
        if self.refused:
            return await outbox.refused(session, self.item.id)
        if self.unreachable:
            await people.set_reachable(session, self.item.chat_id, reachable=False)
        await outbox.sent(session, self.item.id)
        content = self.item.content
        if isinstance(content, Say) and content.nonce and self.message_id:
            await drafts.set_message(session, content.nonce, self.message_id)


class Writes(Protocol):
    """Something that happened at Telegram to the rows with these ids, to be written down."""

    @property
    def ids(self) -> list[int]: ...

    async def write(self, session: Session) -> None: ...


class Delivery:
    """A row leaves the outbox only after Telegram took it: at least once, and an edit twice is no harm.

    What is said is put into words when it is sent, in the language that its reader has then (`languages`).
    An errand begins when all of that is said in its chat, and holds up nothing that comes later.
    """

    def __init__(
        self,
        bot: Bot,
        texts: Texts,
        database: Database,
        lanes: Lanes,
        languages: Mapping[int, str],
        errands: Errands,
    ) -> None:
        self._bot, self._texts, self._database, self._lanes = bot, texts, database, lanes
        self._languages, self._errands = languages, errands
        self._tapped = Lanes()
        self._queues: defaultdict[int, deque[Item]] = defaultdict(deque)
        self._tasks: set[asyncio.Task[None]] = set()
        self._unwritten: list[Writes] = []
        self._writing = asyncio.Lock()

    def post(self, items: Iterable[Item]) -> None:
        """Send what was just committed, or found waiting at the start."""
        for item in items:
            queue = self._queues[item.chat_id]
            queue.append(item)
            if len(queue) == 1:
                self._spawn(self._empty(item.chat_id))

    def toast(self, chat_id: int, callback_id: str, language: str, text: Text | None) -> None:
        """Answer a tap once; never stored, because a minute later nobody waits for it."""
        words = self._texts.plain(language, text) if text else None
        self._spawn(self._toast(chat_id, callback_id, words))

    async def _toast(self, chat_id: int, callback_id: str, text: str | None) -> None:
        try:
            async with self._tapped[chat_id]:  # so that one chat's thousand taps take one connection
                await self._bot.answer_callback_query(callback_id, text)
        except TelegramError as error:
            log.info("a tap was not answered: %s", type(error).__name__)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _empty(self, chat_id: int) -> None:
        """The first item stays in the queue while it is on its way, so that only one task empties it."""
        queue, errands = self._queues[chat_id], list[Item]()
        try:
            while queue:
                if isinstance(queue[0].content, Errand):
                    errands.append(queue[0])
                elif not _superseded(queue):
                    await self._bring(queue[0], self._transmit)
                queue.popleft()
        finally:
            del self._queues[chat_id]
        for errand in errands:
            self._spawn(self._bring(errand, self._errands.run))

    async def _transmit(self, item: Item) -> int | None:
        async with self._lanes[item.chat_id]:
            language = self._languages.get(item.chat_id, item.language)
            return await transmit(self._bot, self._texts, item, language)

    async def _bring(self, item: Item, bring: Bring) -> None:
        pause = FIRST_PAUSE
        while True:
            wait = await self._attempt(item, bring, pause)
            if wait is None:
                return
            await asyncio.sleep(wait)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _attempt(self, item: Item, bring: Bring, pause: float) -> float | None:
        """None when this item is finished with, or the seconds to wait before the next attempt."""
        try:
            message_id = await bring(item)
        except RetryAfter as error:
            return pause_after(error, pause)
        except (BadRequest, ChatMigrated) as error:
            log.error("outbox %s refused for good: %s, %s", item.id, type(error).__name__, item.content.kind)
            outcome = Outcome(item, refused=True)
        except Forbidden:
            log.info("the chat of outbox %s cannot be reached", item.id)
            outcome = Outcome(item, unreachable=True)
        except TelegramError as error:
            log.warning("outbox %s waits: %s", item.id, type(error).__name__)
            return pause
        except Exception as error:  # noqa: BLE001 - a screen that cannot be drawn must not hold up the next one
            if is_outage(error):
                log.warning("outbox %s waits for the database", item.id)
                return pause
            log.error("outbox %s cannot be sent: %s", item.id, describe(error))
            outcome = Outcome(item, refused=True)
        else:
            outcome = Outcome(item, message_id)
        await self.settle(outcome)
        return None

    async def settle(self, outcome: Writes) -> None:
        """Write down what became of something."""
        self._unwritten.append(outcome)
        await self.write_outcomes()

    async def write_outcomes(self) -> None:
        """Write down what became of items, several at once. What cannot be written now is written later.

        Where one of them can never be written the others are all the same, each by itself.
        """
        async with self._writing:
            outcomes, self._unwritten = self._unwritten, []
            if outcomes and await self._write(outcomes):
                for one in outcomes:
                    if error := await self._write([one]):
                        log.error("%s of %s is lost: %s", type(one).__name__, one.ids, describe(error))

    async def _write(self, outcomes: list[Writes]) -> Exception | None:
        """Why it can never be written, or None; while the database is away it waits."""
        try:
            async with self._database.transaction() as session:
                for outcome in outcomes:
                    await outcome.write(session)
        except Exception as error:  # noqa: BLE001 - nobody's outcome may hold up the others
            if not is_outage(error):
                return error
            self._unwritten += outcomes
        return None

    async def idle(self) -> None:
        """Until nothing is on its way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self, grace: float) -> None:
        """Let what is on its way arrive; the rest stays in the outbox for the next start."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.write_outcomes()


def _superseded(queue: deque[Item]) -> bool:
    """Whether a later item changes the same message."""
    first = queue[0].content
    if not isinstance(first, Edit | Strip):
        return False
    later = (item.content for item in list(queue)[1:])
    return any(isinstance(one, Edit | Strip) and one.message_id == first.message_id for one in later)

"""A file made in a thread of rows that the database gives in the loop, and how far it is."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import suppress
from typing import Final

from telegram.error import TelegramError

from bot.screen import Screen, Text
from bot.sheets import Cell
from handlers.errands.desk import Desk

TELL_SECONDS: Final = 2.0
Row = Sequence[Cell]


class Stopped(Exception):  # noqa: N818 - it ends the thread, and nobody hears of it
    """Nobody waits for the file any more."""


class Rows:
    """Batches of an async query as rows for a thread. Made in the loop, gone through once, in the thread."""

    def __init__(self, batches: AsyncIterator[Sequence[Row]]) -> None:
        self._batches, self._loop = batches, asyncio.get_running_loop()
        self._stopped = False
        self.given = 0

    def __iter__(self) -> Iterator[Row]:
        while batch := asyncio.run_coroutine_threadsafe(self._following(), self._loop).result():
            if self._stopped:
                raise Stopped
            yield from batch
            self.given += len(batch)

    async def _following(self) -> Sequence[Row] | None:
        return await anext(self._batches, None)

    def stop(self) -> None:
        """End the thread with the batch that is under way: a query broken off would spoil its connection."""
        self._stopped = True


async def build(desk: Desk, rows: Rows, write: Callable[[], None]) -> None:
    """Do `write` in a thread, which goes through the rows; a long one is told of in one message that changes."""
    work, teller = asyncio.ensure_future(asyncio.to_thread(write)), Teller(desk)
    try:
        while not (await asyncio.wait({work}, timeout=TELL_SECONDS))[0]:
            await teller.tell(Text(key="export.progress", values={"rows": rows.given}, icon="⏳"))
        await work
    finally:
        rows.stop()
        await asyncio.gather(work, return_exceptions=True)  # it holds on to the database
    await teller.end(Text(key="export.ready", values={"rows": rows.given}, icon="✅"))


class Teller:
    """One message, which must not keep the file from being made when it cannot be sent."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._message_id: int | None = None
        self._told: Text | None = None

    async def tell(self, line: Text) -> None:
        if line == self._told:
            return
        screen, self._told = Screen(lines=(line,)), line
        with suppress(TelegramError):
            if self._message_id is None:
                self._message_id = await self._desk.say(screen)
            else:
                await self._desk.edit(self._message_id, screen)

    async def end(self, line: Text) -> None:
        """The last word, where anything was told at all."""
        if self._message_id is not None:
            await self.tell(line)

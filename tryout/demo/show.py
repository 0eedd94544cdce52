"""The whole try-out: the world of now, how it is started anew, and the work that nobody waits for."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from tryout.bell import Bell
from tryout.demo.bot import RUNNING
from tryout.demo.children import CommandFailed
from tryout.demo.world import World
from tryout.telegram import Telegram

Tell = Callable[..., None]


class Show:
    """`number` counts the clean starts; `changed` rings whenever a page may have something new to show."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        self._folder, self._tell = folder, tell
        self._url, self._language = "", "nl"
        self.changed = Bell()
        self.number = 0
        self.failure = ""
        self._world: World | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def world(self) -> World:
        if self._world is None:
            raise RuntimeError("nothing was started yet")
        return self._world

    @property
    def telegram(self) -> Telegram:
        return self.world.telegram

    def adopt(self, language: str) -> None:
        self._language = language
        self.world.adopt(language)

    async def begin(self, url: str) -> None:
        """The first start; CommandFailed with the bot's own words when it does not run."""
        self._url = url
        self._tell("bot")
        await self._open()

    async def again(self) -> None:
        """A clean state at the same address."""
        await self._open(instead_of=self.world)

    async def _open(self, instead_of: World | None = None) -> None:
        self.number += 1
        folder = self._folder / str(self.number)
        folder.mkdir()
        world = self._world = World(folder, self._url, self.changed, self._language)
        self.changed.ring()
        if instead_of:
            await instead_of.close()
            shutil.rmtree(self._folder / str(self.number - 1), ignore_errors=True)
        await world.start()
        if world.bot.state != RUNNING:
            raise CommandFailed(world.bot.complaint)

    def work(self, doing: Coroutine[Any, Any, None]) -> None:
        """Do it beside everything else; the page sees what comes of it."""
        task = asyncio.create_task(self._try(doing))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _try(self, doing: Coroutine[Any, Any, None]) -> None:
        self.failure = ""
        try:
            await doing
        except CommandFailed as failed:
            self.failure = str(failed)
            self.changed.ring()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._world:
            await self._world.close()

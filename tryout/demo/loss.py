"""Proof that nothing gets lost: what was kept before the bot was killed, and what is there afterwards."""

import asyncio
from typing import Any

from tryout.demo.bot import ENDED, RUNNING, Bot
from tryout.demo.children import CommandFailed
from tryout.demo.memory import Memory
from tryout.telegram import Telegram


class Loss:
    """The last kill: `before`, what waited at Telegram when the bot came back, and `after`."""

    def __init__(self, bot: Bot, memory: Memory, telegram: Telegram) -> None:
        self._bot, self._memory, self._telegram = bot, memory, telegram
        self.kills = 0
        self._before: dict[str, int] | None = None
        self._after: dict[str, int] | None = None
        self._waited = 0
        self._calls = 0

    @property
    def view(self) -> dict[str, Any] | None:
        if not self.kills:
            return None
        known = {"kills": self.kills, "before": self._before, "after": self._after}
        return {**known, "waited": self._waited, "calls": self._calls}

    async def kill(self) -> None:
        self.kills += 1
        self._before = self._after = None
        await self._bot.kill()
        self._before = await self._counts()

    async def start(self) -> None:
        if self._bot.state == ENDED:
            await self.kill()
        self._waited = len(self._telegram.pending)
        await self._bot.start()
        self._calls = len(self._telegram.calls)
        if self.kills and self._bot.state == RUNNING:
            await self._all_heard()
            self._after = await self._counts()

    async def _all_heard(self) -> None:
        while self._telegram.pending and self._bot.state == RUNNING:
            await self._telegram.changed.heard(1)

    async def _counts(self) -> dict[str, int] | None:
        try:
            counts = await self._memory.counts()
        except CommandFailed:
            # Killed before it had made its database: there was nothing to keep.
            return None
        asyncio.get_running_loop().call_soon(self._telegram.changed.ring)
        return counts

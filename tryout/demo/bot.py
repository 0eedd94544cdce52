"""The bot as a child process, and how it is at this moment."""

import asyncio
from asyncio.subprocess import Process
from typing import Final

from tryout.demo.children import Children
from tryout.telegram import Telegram

STARTING, RUNNING, KILLED, ENDED = "starting", "running", "killed", "ended"
_LOG: Final = "run.log"
_GLANCE: Final = 0.2


class Bot:
    """One `sleutelbot run` at a time. `since` is the loop's time at which `state` changed last."""

    def __init__(self, children: Children, telegram: Telegram) -> None:
        self._children, self._telegram = children, telegram
        self._process: Process | None = None
        self.state = KILLED
        self.since = 0.0
        self.starts = 0

    @property
    def complaint(self) -> str:
        """Why it ended by itself."""
        return self._children.last_line(_LOG) if self.state == ENDED else ""

    async def start(self) -> None:
        """Return once it listens, or has ended."""
        if self.state in {STARTING, RUNNING}:
            return
        self._telegram.updates.allowed = frozenset()  # what the first request of a bot sets anew
        self._become(STARTING)
        process = self._process = await self._children.start("run", log=_LOG)
        while self.state == STARTING and not self._telegram.updates.allowed:
            if process.returncode is not None:
                return self._become(ENDED)
            await self._telegram.updates.arrived.heard(_GLANCE)
        if self.state == STARTING:
            self.starts += 1
            self._become(RUNNING)

    def look(self) -> None:
        """Notice when it has ended by itself."""
        if self.state == RUNNING and self._process and self._process.returncode is not None:
            self._become(ENDED)

    async def kill(self) -> None:
        """SIGKILL: as when the power fails."""
        if self._process is not None and self.state != KILLED:
            self._become(KILLED)
            await self._children.kill(self._process)

    def _become(self, state: str) -> None:
        self.state = state
        self.since = asyncio.get_running_loop().time()
        self._telegram.changed.ring()

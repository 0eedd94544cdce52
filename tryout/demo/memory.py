"""What the bot has stored, as its own command `show` tells it."""

import asyncio
import json
from typing import Any, Final

from tryout.demo.children import Children

_FRESH_SECONDS: Final = 1.0
Tables = dict[str, list[dict[str, Any]]]


class Memory:
    """One `sleutelbot show` at a time, and none while the last one is fresh."""

    def __init__(self, children: Children) -> None:
        self._children = children
        self._lock = asyncio.Lock()
        self._tables: Tables = {}
        self._read_at = float("-inf")

    async def tables(self, *, fresh: bool = False) -> Tables:
        """Every row of every table; CommandFailed where there is no database."""
        async with self._lock:
            now = asyncio.get_running_loop().time()
            if fresh or now - self._read_at > _FRESH_SECONDS:
                self._tables = json.loads(await self._children.output("show"))
                self._read_at = asyncio.get_running_loop().time()
            return self._tables

    async def counts(self) -> dict[str, int]:
        """How much there is of what must never get lost."""
        tables = await self.tables(fresh=True)
        return {name: len(tables[name]) for name in ("contact", "draft")}

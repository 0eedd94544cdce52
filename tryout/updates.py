"""The queue of updates: what waits for the bot, and when it counts as received."""

import asyncio
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tryout.bell import Bell
from tryout.errors import ApiError

KEPT_FOR = timedelta(hours=24)
IDLE = timedelta(days=7)
FIRST_ID = 100_000_001
# An offset this far beyond the newest update belongs to the numbering before an idle week.
FOREIGN = 10
REMEMBERED = 100
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True)
class Waiting:
    """One unconfirmed update and the moment it came in."""

    since: datetime
    update: dict[str, Any]

    @property
    def id(self) -> int:
        return int(self.update["update_id"])


class Updates:
    """Unconfirmed updates in order of arrival, with the offset rules of getUpdates."""

    def __init__(self, now: Callable[[], datetime], changed: Bell | None = None) -> None:
        self._now = now
        self._waiting: deque[Waiting] = deque()
        self._next_id = FIRST_ID
        self._last: datetime | None = None
        self._poll = 0
        self._chance = random.Random(FIRST_ID)  # noqa: S311
        self.arrived = Bell(changed)
        self.confirmed: deque[dict[str, Any]] = deque(maxlen=REMEMBERED)
        self.allowed: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def pending(self) -> list[dict[str, Any]]:
        return [waiting.update for waiting in self._waiting]

    def wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def number(self) -> int:
        """The next update_id: one higher, or any at all after an idle week, as Telegram documents."""
        now = self._now()
        if self._last is not None and now - self._last >= IDLE:
            self._next_id = self._chance.randrange(10_000_000, 1_000_000_000)
        self._last = now
        self._next_id += 1
        return self._next_id - 1

    def put(self, update_id: int, content: dict[str, Any]) -> None:
        self._waiting.append(Waiting(self._now(), {"update_id": update_id, **content}))
        self.arrived.ring()

    def confirm(self, offset: int) -> None:
        """Forget what `offset` confirms; a negative one keeps only that many of the newest."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._forget()
        elif offset and offset <= self._next_id + FOREIGN:
            while self._waiting and self._waiting[0].id < offset:
                self._forget()

    def drop(self) -> None:
        self._waiting.clear()

    def batch(self, limit: int) -> list[dict[str, Any]]:
        """The oldest unconfirmed updates that Telegram still keeps, at most `limit`."""
        oldest = self._now() - KEPT_FOR
        while self._waiting and self._waiting[0].since <= oldest:
            self._waiting.popleft()
        return [self._waiting[place].update for place in range(min(limit, len(self._waiting)))]

    async def poll(self, ready: Callable[[], list[dict[str, Any]]], timeout: float) -> list[dict[str, Any]]:
        """What `ready` yields, as soon as it yields anything; a newer poll ends this one with 409."""
        self._poll += 1
        mine = self._poll
        self.arrived.ring()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while not (batch := ready()):
            left = deadline - loop.time()
            if left <= 0 or not await self.arrived.heard(left):
                break
            if mine != self._poll:
                raise ApiError(409, CONFLICT)
        return batch

    def _forget(self) -> None:
        self.confirmed.append(self._waiting.popleft().update)

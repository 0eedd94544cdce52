"""Something to say, and round after round of the gate, with a look at what should have been said by now."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from bot.screen import Screen, Text
from storage import notices
from tests.gate.ledger import LIVE, Mark, Wrong
from tests.gate.quiet_oracle import surely_open
from tests.gate.rough import Killed
from tests.gate.weather import START, Weather

Act = Callable[[], Awaitable[None]]


class Rounds(Weather):
    """What is put is kept in the ledger before, and what arrives is read after each round."""

    async def _put(self) -> None:
        if not self.full:
            await self._put_for(self.chance.choice([*self.team.plans]))

    async def _put_for(self, name: str) -> None:
        asked = self.chance.choice([None, "Vera", "Second"])
        hours = self.chance.choice([None] * 5 + [1, 20, 90])
        expires_at = self.now + timedelta(hours=hours) if hours else None
        mark = Mark(len(self.ledger.marks), name, asked or "Vera", self.now, expires_at)
        mark.is_wrong = self.chance.random() < 0.01
        await self._store(mark, asked)
        self.world.clock.forward(seconds=self.chance.randrange(10))
        await self._tick()

    async def _put_many(self) -> None:
        name = self.chance.choice([*self.team.plans])
        for _ in range(0 if self.full else self.chance.randrange(3, 16)):
            await self._store(Mark(len(self.ledger.marks), name, "Vera", self.now, None), None)

    async def _store(self, mark: Mark, asked: str | None) -> None:
        """Now and then twice under the same key, as by a job that ran twice."""
        self.ledger.put(mark)
        values: dict[str, Any] = {"number": mark.number, "more": "x" * (5000 if mark.is_wrong else 1)}
        screen = Screen(lines=(Text(key="years.said", values=values),))
        team = None if asked and self.chance.random() < 0.2 else self.team.id
        asked_by = self.team.ids[asked] if asked else None
        given = (self.team.ids[mark.name], team, f"years:{mark.number}", screen, self.now)
        for expected in (True, False)[: 2 if self.chance.random() < 0.05 else 1]:
            async with self.world.database.transaction() as session:
                new = await notices.put(session, *given, asked_by=asked_by, expires_at=mark.expires_at)
            assert new is expected

    async def _tick_if_any(self) -> None:
        if any(self.ledger.open.values()):
            await self._tick()

    def _tick_for(self, name: str) -> Act:
        async def tick() -> None:
            if self.ledger.open[name] and name not in self.blocked:
                await self._tick()

        return tick

    async def _tick(self) -> None:
        """One round of the gate, and more of them at once while somebody who can be reached has not heard all."""
        for _ in range(30):
            before = self.now
            await self._round()
            late = self._late(before)
            if not late:
                return
            await self._jobs()
            self.world.clock.forward(seconds=10)
        raise Wrong(f"{late} could be reached and has not heard it")

    async def _round(self) -> None:
        self.done["rounds"] += 1
        road = self.world.road
        road.seconds, ordered = self.chance.choice([0, 0, 0.3, 5, 16]), road.spoils.total()
        try:
            await self.world.program.ticker.release()
        except Killed:
            await self._killed()
        else:
            failed = self._read(released=True)
            self._note_trouble(failed or ordered != road.spoils.total() or not self.in_order)
        self.ledger.expire(self.now)

    def told(self) -> str:
        """What there was, in numbers."""
        numbers = {"marks": len(self.ledger.marks), "messages": self.ledger.arrived, **self.done}
        return ", ".join(f"{count} {what}" for what, count in numbers.items())

    def _late(self, before: datetime) -> Mark | None:
        """Something for somebody who could have heard it in the round that began then."""
        if before < self.calm_from or self.now < self.calm_from:
            return None
        for name, waiting in self.ledger.open.items():
            sound = [one for one in waiting if not self.ledger.marks[one].in_trouble]
            busy = before - self.ledger.touched.get(name, START) <= LIVE
            if sound and name not in self.blocked and not busy and surely_open(self.team.plans[name], before):
                return self.ledger.marks[min(sound)]
        return None

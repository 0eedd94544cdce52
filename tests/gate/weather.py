"""Everything that goes wrong in two years: faults on the way, outages, kills, a full disk, people who block the bot."""

import logging
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Final

from handlers.jobs import JOBS, Job, tidy
from tests.gate.ledger import Ledger, Wrong
from tests.gate.rough import RoughWorld, nothing
from tests.gate.team import Team

START: Final = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
A_WEEK: Final = timedelta(days=7)
# Longer than any pause that anybody is asked to make.
SETTLED: Final = timedelta(minutes=12)
FAULTS: Final = ("too_many", "lost_answer", "reset", "server_error", "html", "unauthorized")
ON_THE_ROAD: Final = ("refused", "killed_before", "killed_after")


class Complaints(logging.Handler):
    """What the program logs as an error; a full disk is none of its faults."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "OperationalError" not in record.getMessage():
            self.heard.append(record.getMessage())


class Weather:
    """The world, the team and the ledger of one run, and what happens to them.

    Jobs that have nothing to do with it have their turn once a week; those that are `concerned` always.
    """

    concerned: frozenset[Job] = frozenset({tidy.run})

    def __init__(self, world: RoughWorld, chance: random.Random) -> None:
        self.world, self.chance = world, chance
        self.team = Team(world)
        self.ledger = Ledger(self.team)
        self.complaints = Complaints()
        self.calm_from = self.away_until = self.full_until = START
        self.blocked: dict[str, datetime] = {}
        self.full = False
        self.all_ran_at = START - A_WEEK
        self.done: Counter[str] = Counter()

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    @property
    def away(self) -> bool:
        return self.world.road.closed or self.world.telegram.faults.is_away

    @property
    def in_order(self) -> bool:
        return not self.away and not self.full

    def _read(self, *, released: bool) -> bool:
        if self.complaints.heard:
            raise Wrong(self.complaints.heard[0])
        return self.ledger.read(self.world.telegram.calls, released=released, trouble=self.full)

    def _note_trouble(self, failed: bool) -> None:
        if failed:
            self.calm_from = self.now + SETTLED

    async def _killed(self) -> None:
        self._read(released=True)
        for ended in self.world.road.ended_with:
            self.ledger.killed(*ended)
        self.world.road.ended_with.clear()
        self.done["kills"] += 1
        if self.full:
            await self._make_room()
        self._come_up()
        await self._restart()

    async def _restart(self) -> None:
        """As after a kill between two rounds."""
        if self.in_order:
            await self.world.restart()
            self._read(released=False)
            self._note_trouble(True)
            self.done["restarts"] += 1

    async def _jobs(self) -> None:
        if self.in_order:
            await self._run_jobs()
            self._read(released=False)

    async def _run_jobs(self) -> None:
        """As the ticker does it."""
        every = self.now - self.all_ran_at >= A_WEEK
        self.all_ran_at = self.now if every else self.all_ran_at
        jobs = [one for one in JOBS if every or one in self.concerned]
        await self.world.program.ticker.tick(jobs)
        await self.world.program.delivery.idle()

    def _no_more_faults(self) -> None:
        """What was ordered for the gate must not hit an answer, which is tried again and again."""
        self.world.telegram.faults.clear()
        self.world.road.spoils.clear()
        self.world.road.arrived = nothing

    async def _spoil(self) -> None:
        kind = self.chance.choice([*FAULTS, *ON_THE_ROAD])
        if kind in FAULTS and not self.away:
            seconds = self.chance.choice([3, 40, 600])
            self.world.telegram.faults.add(kind, method="sendMessage", retry_after=seconds)
        elif kind in ON_THE_ROAD:
            self.world.road.spoils[kind] += 1

    async def _go_under(self) -> None:
        """Telegram cannot be reached for hours or days: nobody listens, or every connection breaks."""
        if self.away:
            return
        self._no_more_faults()
        if self.chance.random() < 0.5:
            self.world.road.closed = True
        else:
            self.world.telegram.faults.away()
        self.away_until = self.now + timedelta(hours=self.chance.choice([1, 5, 20, 70]))
        self.done["outages"] += 1

    def _come_up(self) -> None:
        self.world.road.closed = False
        self.world.telegram.faults.back()
        self._note_trouble(True)

    async def _fill(self) -> None:
        """After the next message the disk takes nothing any more."""

        async def full() -> None:
            self.world.road.arrived = nothing
            await self.world.read_only(on=True)
            self.full, self.full_until = True, self.now + timedelta(hours=self.chance.choice([1, 5, 20]))
            self.done["full disks"] += 1

        self.world.road.arrived = full

    async def _make_room(self) -> None:
        """Sometimes it ends before the outcome of the last message was written down."""
        await self.world.read_only(on=False)
        self.full = False
        self._note_trouble(True)
        if self.chance.random() < 0.4:
            await self._restart()
        else:
            await self._jobs()

    async def _repair(self) -> None:
        if self.away and self.now >= self.away_until:
            self._come_up()
        if self.full and self.now >= self.full_until:
            await self._make_room()

    async def _block_or_not(self) -> None:
        """The bot hears of it, or finds out."""
        if not self.in_order:
            return
        if self.blocked:
            return await self._unblock(next(iter(self.blocked)))
        name = self.chance.choice([*self.team.plans])
        phone = self.team.people[name].phone
        if self.chance.random() < 0.5:
            phone.block()
            await self.world.settle()
        else:
            phone.account.blocked = True
        self.blocked[name] = self.now
        self.done["blocks"] += 1

    async def _unblock(self, name: str) -> None:
        since = self.blocked.pop(name)
        self.ledger.spells[name] += 1
        self.ledger.blocked_for[name] += self.now - since
        self.team.people[name].phone.unblock()
        await self.world.settle()
        self._read(released=False)

    async def _calm_down(self) -> None:
        """Nothing more goes wrong."""
        self._come_up()
        self._no_more_faults()
        if self.full:
            await self._make_room()
        for name in [*self.blocked]:
            await self._unblock(name)
        await self._jobs()

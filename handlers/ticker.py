"""Ticks: APScheduler asks each job now and then; what is due stands in the database, never here."""

import logging
from collections.abc import Iterable, MutableMapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from handlers.delivery import Delivery
from handlers.errors import describe
from handlers.gate import Gate
from handlers.jobs import JOBS, Job
from handlers.jobs.round import Round
from storage import people
from storage.database import Database

log = logging.getLogger(__name__)
TICK_SECONDS: Final = 10


class Ticker:
    """`memory` is by Telegram's number what is remembered of people beside the database."""

    def __init__(
        self,
        clock: Clock,
        database: Database,
        delivery: Delivery,
        gate: Gate,
        zone: ZoneInfo,
        memory: Sequence[MutableMapping[int, Any]] = (),
    ) -> None:
        self._clock, self._database, self._delivery = clock, database, delivery
        self._gate, self._zone, self._memory = gate, zone, memory
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._trigger = IntervalTrigger(seconds=TICK_SECONDS, timezone="UTC")
        self._last_tick = clock.monotonic()

    def start(self) -> None:
        for work in (self.tick, self.release):
            self._scheduler.add_job(
                work, self._trigger, id=work.__name__, misfire_grace_time=None, coalesce=True, max_instances=1
            )
        self._scheduler.start()

    async def tick(self, jobs: Iterable[Job] = JOBS) -> None:
        """One round of these jobs with one `now`; a job that fails is tried again at the next tick."""
        self._last_tick = self._clock.monotonic()
        work = Round(self._database, self._delivery, self._clock.now(), self._zone)
        for job in (*jobs, self._forget):
            try:
                await job(work)
            except Exception as error:  # noqa: BLE001 - one job must not hold up the others
                log.error("job %s failed: %s", job.__module__, describe(error))

    async def _forget(self, work: Round) -> None:
        """Whoever was let go by a job is not remembered here either."""
        remembered = set[int]().union(*self._memory)
        async with work.database.reading() as session:
            there = await people.languages(session)
        for gone in remembered - there.keys():
            for one in self._memory:
                one.pop(gone, None)

    async def release(self) -> None:
        """One round of the gate; beside the jobs, since it waits for Telegram."""
        try:
            await self._gate.release()
        except Exception as error:  # noqa: BLE001 - whatever it was, the next round tries again
            log.error("gate failed: %s", describe(error))

    def go_on(self) -> None:
        """After the machine's clock stepped back APScheduler waits for a time that has been: count anew."""
        if self._clock.monotonic() - self._last_tick > 2 * TICK_SECONDS:
            self._last_tick = self._clock.monotonic()
            for work in self._scheduler.get_jobs():
                work.reschedule(self._trigger)

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

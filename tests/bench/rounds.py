"""One round of measuring one bot, and the rounds of several bots by turns."""

import asyncio
import resource
import statistics
import time
from collections.abc import AsyncIterator, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tests.bench.child import Child, child
from tests.bench.subjects import Subject
from tryout.phone import Phone
from tryout.server import serve
from tryout.telegram import Telegram

T = TypeVar("T")
Figures = dict[str, float]

PER_SECOND, PER_SECOND_FAR = "updates per second", "the same, 50 ms per call"
CPU, P50, P95 = "CPU seconds per 1,000 updates", "one step, p50 (ms)", "one step, p95 (ms)"
MEMORY, START = "memory (MiB RSS)", "start to first getUpdates (s)"
DRIVER = "share of a core the driver took"
START_WITHIN = 20.0


@dataclass(frozen=True)
class Effort:
    """How long and how much; the defaults keep two bots and three rounds near two minutes, even on a busy machine."""

    rounds: int = 3
    people: int = 24
    seconds: float = 3.0
    alone: int = 100
    far: float = 0.05


@dataclass
class World:
    """One bot's Telegram, which outlives the rounds: update ids go on, and so does what the bot remembers."""

    subject: Subject
    telegram: Telegram
    url: str
    log: Path
    phones: list[Phone]
    joined: bool = False
    figures: list[Figures] = field(default_factory=list)


@asynccontextmanager
async def world(kind: type[Subject], folder: Path, people: int) -> AsyncIterator[World]:
    telegram = Telegram(token="42:TEST")
    phones = [telegram.phone(1000 + number, f"Person {number}", "nl") for number in range(people)]
    async with serve(telegram) as url:
        yield World(kind(folder), telegram, url, folder / f"{kind.name}.log", phones)


async def compare(kinds: Sequence[type[Subject]], folder: Path, effort: Effort) -> dict[str, Figures]:
    """The medians of all rounds, by the bot's name."""
    async with AsyncExitStack() as stack:
        worlds = [await stack.enter_async_context(world(kind, folder, effort.people)) for kind in kinds]
        for _ in range(effort.rounds):
            for each in worlds:
                each.figures.append(await one_round(each, effort))
    return {each.subject.name: _medians(each.figures) for each in worlds}


async def one_round(here: World, effort: Effort) -> Figures:
    command, environment = here.subject.command(here.url), here.subject.environment(here.url)
    began = time.perf_counter()
    async with child(command, environment, here.log) as bot:
        await _first_poll(here, bot)
        started = time.perf_counter() - began
        await _join(here)
        crowd = await _crowd(here, bot, effort.seconds)
        steps = [await _timed_step(here.subject, here.phones[0]) for _ in range(effort.alone)]
        here.telegram.latency = effort.far
        far = await _crowd(here, bot, effort.seconds)
        here.telegram.latency = 0.0
        here.telegram.calls.clear()
        p95 = statistics.quantiles(steps, n=20)[-1]
        return {
            **crowd,
            PER_SECOND_FAR: far[PER_SECOND],
            P50: statistics.median(steps) * 1000,
            P95: p95 * 1000,
            MEMORY: bot.memory_mib(),
            START: started,
        }


async def _first_poll(here: World, bot: Child) -> None:
    deadline = time.perf_counter() + START_WITHIN
    while not await here.telegram.updates.arrived.heard(0.5):
        if not bot.alive or time.perf_counter() > deadline:
            raise RuntimeError(f"{here.subject.name} did not start:\n{here.log.read_text()[-2000:]}")


async def _join(here: World) -> None:
    if not here.joined:
        places = asyncio.Semaphore(4)  # joining may start a process each

        async def enter(phone: Phone) -> None:
            async with places:
                await here.subject.join(phone)

        await _together(map(enter, here.phones))
        here.joined = True
    await _together(map(here.subject.step, here.phones))


async def _crowd(here: World, bot: Child, seconds: float) -> Figures:
    """Everybody at once, each doing her next step as soon as the last was answered."""
    cpu, own = bot.cpu_seconds(), _own_cpu()
    began = time.perf_counter()
    counts = await _together(_busy(here.subject, phone, began + seconds) for phone in here.phones)
    elapsed = time.perf_counter() - began
    done = sum(counts)
    return {
        PER_SECOND: done / elapsed,
        CPU: (bot.cpu_seconds() - cpu) / done * 1000,
        DRIVER: (_own_cpu() - own) / elapsed,
    }


async def _together(works: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """All of them, or the first failure with none of them left running."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _busy(subject: Subject, phone: Phone, until: float) -> int:
    done = 0
    while time.perf_counter() < until:
        await subject.step(phone)
        done += 1
    return done


async def _timed_step(subject: Subject, phone: Phone) -> float:
    began = time.perf_counter()
    await subject.step(phone)
    return time.perf_counter() - began


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _medians(rounds: list[Figures]) -> Figures:
    return {name: statistics.median(figures[name] for figures in rounds) for name in rounds[0]}

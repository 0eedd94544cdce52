"""The scenario once without a stop, and the picture before each act, from which a crash run can begin."""

import asyncio
import copy
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.texts import Texts
from tests.crash.invariants import quiet
from tests.crash.job import Job, Life
from tests.crash.scenario import AMINA, FILE, PATIENCE, Act, acts, play, prepare
from tests.crash.supervisor import supervised
from tryout.phone import Phone
from tryout.server import serve
from tryout.telegram import Telegram

MENUS = len(Texts.load().languages)


@dataclass
class Picture:
    """What lies in the bot's folder and at Telegram while no bot runs, and where she looks."""

    home: Path
    telegram: Telegram
    looks_at: int = 0

    @property
    def path(self) -> Path:
        return self.home / FILE

    @property
    def phone(self) -> Phone:
        return self.telegram.phone(AMINA, "Amina", "en")

    def copy(self, home: Path) -> "Picture":
        shutil.copytree(self.home, home)
        return Picture(home, copy.deepcopy(self.telegram), self.looks_at)


@dataclass
class Stage:
    """Before an act: the picture, what is still to be done, and the boundaries that the next act has."""

    number: int
    picture: Picture
    todo: tuple[Act, ...]
    boundaries: list[str]

    @property
    def counts_from(self) -> str | None:
        """Starting up counts once, before the first act; after that it begins with the update."""
        return "after getUpdates" if self.number else None


async def stages(port: int, folder: Path) -> list[Stage]:
    """Every stage of the scenario, each played with a bot of its own."""
    now = Picture(folder / "now", Telegram())
    now.home.mkdir()
    todo = acts(await prepare(now.path))
    made = []
    for number in range(len(todo)):
        stage = Stage(number, now.copy(folder / f"stage_{number}"), todo[number:], [])
        async with bot(port, now, stage, tells_all=True) as life:
            now.looks_at = await play(now.phone, stage.todo[:1], life, now.looks_at)
            await quiet(now.path, now.telegram)
        assert not life.errors, life.errors
        stage.boundaries = life.boundaries
        made.append(stage)
    return made


@asynccontextmanager
async def bot(
    port: int, here: Picture, stage: Stage, *, blows_at: int | None = None, tells_all: bool = False
) -> AsyncIterator[Life]:
    """A bot in this picture; from the second stage on it has come to rest before the block begins."""
    here.telegram.calls.clear()
    async with serve(here.telegram) as url:
        job = Job(url, str(here.home), stage.counts_from, blows_at, tells_all)
        async with supervised(port, job) as life:
            if stage.number:
                await _started(here.telegram)
            yield life


async def _started(telegram: Telegram) -> None:
    """Until the menus are set, which happens beside the polling and would be in the way of counting."""
    async with asyncio.timeout(PATIENCE):
        while sum(call.method == "setMyCommands" for call in telegram.calls) < MENUS:  # noqa: ASYNC110
            await asyncio.sleep(0.005)

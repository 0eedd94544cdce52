"""One long run with one seed, on a file of its own; at the command line seed after seed."""

import argparse
import asyncio
import logging
import shutil
import tempfile
import time
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from bot.texts import Texts
from storage.database import Database
from storage.migrate import migrate
from tests.cast import KEY
from tests.gate.ledger import Wrong
from tests.gate.quick import quickly
from tests.gate.rough import RoughWorld
from tests.gate.weather import Complaints


class Life(Protocol):
    """What is lived through in such a world."""

    world: RoughWorld
    complaints: Complaints

    @property
    def now(self) -> datetime: ...

    async def run(self) -> None: ...

    def told(self) -> str:
        """What there was, in numbers."""


T = TypeVar("T", bound=Life)


async def lived(
    folder: Path, empty_file: Path, seed: int, texts: Texts, begin: Callable[[RoughWorld], T]
) -> T:
    """A whole run; Wrong where something that must never happen has happened."""
    path = folder / f"{seed}.sqlite"
    shutil.copy(empty_file, path)
    with quickly():
        database = await Database.open(path, KEY)
        life = begin(RoughWorld(path, database, texts))
        logger = logging.getLogger("handlers")
        logger.addHandler(life.complaints)
        try:
            await life.world.pragma("synchronous=OFF")  # no power cut is played here
            await life.world.program.start()
            await life.run()
        except Wrong as wrong:
            raise Wrong(f"seed {seed}, {life.now:%Y-%m-%d %H:%M:%S} UTC: {wrong}") from None
        finally:
            logger.removeHandler(life.complaints)
            await database.close()
    return life


def main(module: str, live: Callable[[Path, Path, int, int], Coroutine[Any, Any, Life]], days: int) -> None:
    parser = argparse.ArgumentParser(prog=f"python -m {module}")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--days", type=int, default=days)
    given = parser.parse_args()
    logging.getLogger("handlers").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.sqlite"
        asyncio.run(migrate(empty, KEY))
        for seed in range(given.first, given.first + given.seeds):
            began = time.monotonic()
            life = asyncio.run(live(Path(folder), empty, seed, given.days))
            print(f"seed {seed}: {time.monotonic() - began:.0f} s, {life.told()}", flush=True)

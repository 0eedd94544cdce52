"""What the other process of a test does: `python -m tests.storage.worker <what> <path>`."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from sqlalchemy import insert

from storage.database import Database
from storage.keyfile import key_for
from storage.lock import exclusive
from storage.migrate import current, head, migrate
from tests.storage.counters import KEY, add, counter, increment


async def increments(path: Path) -> None:
    database = await Database.open(path, KEY)
    for _ in range(60):
        await increment(database, "shared")
    await database.close()


async def dies(path: Path) -> None:
    database = await Database.open(path, KEY)
    await add(database, "committed")
    async with database.transaction() as session:
        await session.execute(insert(counter).values(name="open", value=1))
        os.kill(os.getpid(), signal.SIGKILL)


def holds(path: Path) -> None:
    with exclusive(path):
        print("held", flush=True)
        sys.stdin.read()


def creations(folder: Path) -> None:
    """First starts, killed at the first, second, third … use of the file system, until one gets through."""
    for step in range(100):
        home = folder / str(step)
        home.mkdir()
        child = os.fork()
        if child == 0:
            _die_at(step, home)
            _start(home)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        _start(home)  # the next one must always work
        if status == 0:
            break
    print(step)


def _die_at(step: int, home: Path) -> None:
    touched = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal touched
        if any(str(home) in str(argument) for argument in arguments):
            if touched == step:
                os.kill(os.getpid(), signal.SIGKILL)
            touched += 1

    sys.addaudithook(hook)


def _start(home: Path) -> None:
    path = home / "bot.sqlite"
    key, _ = key_for(path, home / "bot.key", create=True)
    asyncio.run(migrate(path, key))
    assert current(path, key) == head()


if __name__ == "__main__":
    what, where = sys.argv[1], Path(sys.argv[2])
    if what in {"increments", "dies"}:
        asyncio.run({"increments": increments, "dies": dies}[what](where))
    else:
        {"holds": holds, "creations": creations}[what](where)

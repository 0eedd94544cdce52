"""Whatever statement, COMMIT or request is the last one of a process, she gets what she came for, once.

A first run names the boundaries; then the bot is stopped at number 1, 2, 3 … of them. Its loops run side by side,
so the same number need not be the same boundary in every run: what counts is that there is one run per number.
Every second run has a person who taps again when the bot comes back.
"""

import asyncio
import secrets
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.model import Role
from storage import people
from storage.database import Database
from tests.cast import KEY
from tests.crash.invariants import quiet, violations
from tests.crash.job import Job, Life
from tests.crash.scenario import play, prepare
from tests.crash.supervisor import nursery, supervised
from tryout.server import serve
from tryout.telegram import Telegram

@pytest.fixture(scope="session")
def invited(tmp_path_factory):
    global CODE
    path = tmp_path_factory.mktemp("invited") / "bot.sqlite"
    CODE=asyncio.run(prepare(path))
    return path


@pytest.fixture(scope="session")
def port():
    with nursery() as port:
        yield port


async def run(port: int, invited: Path, home: Path, *, blows_at=None, tells_all=False) -> Life:
    home.mkdir()
    path = home / "bot.sqlite"
    shutil.copy(invited, path)
    telegram = Telegram()
    phone = telegram.phone(1001, "Amina", "en")
    async with serve(telegram) as url:
        async with supervised(port, Job(url, str(home), blows_at, tells_all)) as life:
            await play(phone, CODE, life, impatient=(blows_at or 0) % 2 == 1)
            await quiet(path, telegram)
        print(blows_at, life.boundaries[-1:], life.starts, life.errors, list(violations(path, telegram, phone)))
    return life


async def test_n(port, invited, tmp_path):
    import time
    t = time.perf_counter()
    life = await run(port, invited, tmp_path / "0", tells_all=True)
    print(time.perf_counter() - t, len(life.boundaries))
    for one in life.boundaries: print(one)
    t = time.perf_counter()
    await asyncio.gather(*[run(port, invited, tmp_path / str(n), blows_at=n) for n in range(50, 82)])
    print("32 runs", time.perf_counter() - t)

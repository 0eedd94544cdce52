"""What every test may ask for."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.model import Role
from bot.texts import Texts
from storage.database import Database
from storage.migrate import migrate
from tests import compiled
from tests.cast import KEY, Someone, World
from tests.keys_only import KeysOnly
from tryout.telegram import Telegram

# How fast the machine is proves nothing about the program.
settings.register_profile("house", deadline=None, max_examples=20)
settings.load_profile("house")
compiled.share()


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: many tests wait for a process or a timer."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, so that at the end no processor waits for one of them."""
    items.sort(key=lambda one: one.get_closest_marker("timeout") is None)


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts.load()


@pytest.fixture(scope="session")
def keys_only() -> Texts:
    return KeysOnly.load()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database to copy, so that each test need not migrate its own."""
    import asyncio

    path = tmp_path_factory.mktemp("empty") / "empty.sqlite"
    asyncio.run(migrate(path, KEY))
    return path


@pytest.fixture
async def database(empty_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    path = tmp_path / "bot.sqlite"
    shutil.copy(empty_file, path)
    opened = await Database.open(path, KEY)
    yield opened
    await opened.close()


@pytest.fixture
async def world(database: Database, tmp_path: Path, keys_only: Texts) -> AsyncIterator[World]:
    made = World(tmp_path / "bot.sqlite", database, keys_only, Telegram())
    await made.program.start()
    yield made
    await made.program.stop()


@pytest.fixture
async def amina(world: World) -> Someone:
    """A key person of Haarlem."""
    amina = world.someone(1001, "Amina")
    await amina.joins("Haarlem Effect")
    return amina


@pytest.fixture
async def vera(world: World) -> Someone:
    """Amina's coordinator."""
    vera = world.someone(1002, "Vera", "nl")
    await vera.joins("Haarlem Effect", Role.COORDINATOR)
    return vera


@pytest.fixture
async def petro(world: World) -> Someone:
    """A key person of another team, who must see nothing of Haarlem."""
    petro = world.someone(1003, "Petro", "uk")
    await petro.joins("Utrecht West")
    return petro


@pytest.fixture
def stranger(world: World) -> Someone:
    return world.someone(1009, "Somebody", "de")

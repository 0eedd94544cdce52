"""A database of one small table, so that these tests do not follow every change of the real ones."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage.database import Database
from tests.storage.counters import KEY, metadata


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.sqlite"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Not pytest's own, which only its owner may enter."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


@pytest_asyncio.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    database = await Database.open(path, KEY)
    async with database.transaction() as session:
        await session.run_sync(metadata.create_all)
    yield database
    await database.close()

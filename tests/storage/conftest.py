"""A database of one small table, so that these tests do not follow every change of the real ones."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage.database import Database
from tests.storage.counters import KEY, metadata


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.sqlite"


@pytest_asyncio.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    database = await Database.open(path, KEY)
    async with database.transaction() as session:
        await session.run_sync(metadata.create_all)
    yield database
    await database.close()

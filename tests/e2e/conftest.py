"""A house for each test: its own folder, its own Telegram, its own bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.house import House, housed


@pytest.fixture
async def bare(tmp_path: Path) -> AsyncIterator[House]:
    """Nothing was started here yet."""
    async with housed(tmp_path) as house:
        yield house


@pytest.fixture
async def house(bare: House, empty_file: Path) -> House:
    """The database is there; nobody is in, and nothing runs."""
    bare.furnish(empty_file)
    return bare

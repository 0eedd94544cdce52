"""The world of these tests, with a road to Telegram that can fail."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.texts import Texts
from storage.database import Database
from tests.gate.rough import RoughWorld


@pytest.fixture
async def world(database: Database, tmp_path: Path, keys_only: Texts) -> AsyncIterator[RoughWorld]:
    made = RoughWorld(tmp_path / "bot.sqlite", database, keys_only)
    await made.program.start()
    yield made
    await made.program.stop()

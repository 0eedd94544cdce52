"""A change of key may be killed anywhere: one of the keys in the file fits, every row is there, and a start cleans up."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio

from tests.crash.rekeying import BY_CHANCE
from tests.e2e.acts import log_contact
from tests.e2e.child import Child
from tests.e2e.house import House, housed


@pytest_asyncio.fixture
async def house(tmp_path: Path, empty_file: Path) -> AsyncIterator[House]:
    async with housed(tmp_path) as house:
        house.furnish(empty_file)
        yield house


def killed(what: str, folder: Path, empty_file: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.crash.rekeying", what, str(folder), str(empty_file)]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=100)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_it_may_be_killed_before_any_line_of_it(tmp_path: Path, empty_file: Path) -> None:
    found = killed("lines", tmp_path, empty_file)
    assert found["wrong"] == []
    assert found["old"] >= 40
    assert found["new"] >= 20
    assert found["ended"] == 1


def test_it_may_be_killed_at_any_moment(tmp_path: Path, empty_file: Path) -> None:
    found = killed("times", tmp_path, empty_file)
    assert found["wrong"] == []
    assert found["old"] + found["new"] + found["ended"] == BY_CHANCE
    assert found["old"] + found["new"] >= 5, "hardly any was killed"


async def test_after_a_kill_the_bot_starts_knows_everybody_and_cleans_up(house: House) -> None:
    amina = await house.key_person(7)
    await killed_with_two_keys(house)
    await house.start()
    assert len(house.key_file.read_text().split()) == 1
    beside = {house.database.name + end for end in ("", "-wal", "-shm", ".lock")}
    assert set(os.listdir(house.folder)) <= {house.key_file.name, *beside}
    await log_contact(amina)
    assert len(await house.contacts_of(amina)) == 1


async def killed_with_two_keys(house: House) -> None:
    child = await Child.start("rekey", settings=house.settings, folder=house.folder)
    while child.runs and len(house.key_file.read_text().split()) == 1:  # noqa: ASYNC110
        await asyncio.sleep(0)
    await child.kill()

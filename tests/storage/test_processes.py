"""More than one process, and processes that die."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.database import Database
from storage.lock import exclusive
from storage.problems import StorageProblem
from tests.storage.counters import KEY, add, counted


def start(what: str, path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.worker", what, str(path)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> str:
    output, _ = process.communicate(timeout=60)
    return output


async def test_three_processes_at_once_lose_no_increment(database: Database, path: Path) -> None:
    await add(database, "shared")
    workers = [start("increments", path) for _ in range(3)]
    for worker in workers:
        finish(worker)
    assert [worker.returncode for worker in workers] == [0, 0, 0]
    assert await counted(database) == {"shared": 180}


async def test_a_killed_process_leaves_what_it_committed_and_nothing_else(
    database: Database, path: Path
) -> None:
    worker = start("dies", path)
    finish(worker)
    assert worker.returncode == -signal.SIGKILL
    assert await counted(database) == {"committed": 0}
    await add(database, "next")


async def test_a_wrong_key_after_a_kill_costs_no_row(database: Database, path: Path) -> None:
    await database.close()
    finish(start("dies", path))
    assert path.with_name("bot.sqlite-wal").stat().st_size > 0
    with pytest.raises(StorageProblem, match="key_wrong"):
        await Database.open(path, bytes(32))
    again = await Database.open(path, KEY)
    assert await counted(again) == {"committed": 0}
    await again.close()


def test_a_first_start_may_be_killed_anywhere(tmp_path: Path) -> None:
    worker = start("creations", tmp_path)
    kills = int(finish(worker))
    assert worker.returncode == 0
    assert kills >= 8, "the child was hardly ever killed"


def test_a_second_program_is_turned_away_until_the_first_ends(path: Path) -> None:
    other = start("holds", path)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    with pytest.raises(StorageProblem) as caught, exclusive(path):
        pass
    assert (caught.value.key, caught.value.values) == ("startup.already_running", {"path": str(path)})
    finish(other)
    with exclusive(path):
        pass


def test_a_killed_program_holds_no_lock(path: Path) -> None:
    other = start("holds", path)
    assert other.stdout is not None
    other.stdout.readline()
    other.kill()
    finish(other)
    with exclusive(path):
        pass


def test_a_lock_in_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match="not_writable"), exclusive(tmp_path / "no" / "bot.sqlite"):
        pass

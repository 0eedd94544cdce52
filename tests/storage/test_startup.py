"""What is wrong at start-up is told by its name, and nothing is in clear on the disk."""

import asyncio
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.cipher import check_build
from storage.database import Database
from storage.migrate import current, migrate
from storage.problems import StorageProblem
from tests.storage.counters import KEY, OTHER_KEY, add, counted

SECRET = "Амина met Оля about vaccines"
WORDS = [SECRET.encode(), "Амина".encode(), b"vaccines", b"counter", b"CREATE TABLE", b"SQLite"]
NOBODY = 65534


async def problem_at(path: Path, key: bytes = KEY) -> str:
    """The same from both ways in; the value is always the path."""
    with pytest.raises(StorageProblem) as caught:
        await Database.open(path, key)
    with pytest.raises(StorageProblem) as migrating:
        await migrate(path, key)
    assert (migrating.value.key, migrating.value.values) == (caught.value.key, {"path": str(path)})
    assert caught.value.values == {"path": str(path)}
    return caught.value.key


def told(path: Path) -> str:
    return asyncio.run(problem_at(path))


def make(path: Path) -> None:
    async def opened_and_closed() -> None:
        await (await Database.open(path, KEY)).close()

    asyncio.run(opened_and_closed())


@contextmanager
def ordinary_rights() -> Iterator[None]:
    """The superuser may write everywhere, so for a moment be somebody else."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(mine)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def test_nothing_is_in_clear_on_the_disk(database: Database, path: Path) -> None:
    for number in range(50):
        await add(database, f"{SECRET} {number}")
    while_open = contents(path.parent)
    await database.close()
    assert set(while_open) == {"bot.sqlite", "bot.sqlite-wal", "bot.sqlite-shm"}
    assert len(while_open["bot.sqlite-wal"]) > 100_000
    for files in (while_open, contents(path.parent)):
        assert [(name, word) for name, content in files.items() for word in WORDS if word in content] == []


def test_the_same_search_finds_the_words_in_a_plain_file(path: Path) -> None:
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE counter (name TEXT)")
        plain.execute("INSERT INTO counter VALUES (?)", [SECRET])
    plain.close()
    assert SECRET.encode() in path.read_bytes()


async def test_only_we_may_read_the_files(path: Path) -> None:
    before = os.umask(0)
    try:
        database = await Database.open(path, KEY)
        async with database.transaction():
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        await database.close()
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("bot.sqlite", "bot.sqlite-wal", "bot.sqlite-shm"), 0o600)


async def test_a_wrong_key_is_told_and_harms_nothing(database: Database, path: Path) -> None:
    await add(database, "tea")
    await database.close()
    before = contents(path.parent)
    assert await problem_at(path, OTHER_KEY) == "startup.key_wrong"
    assert contents(path.parent) == before
    again = await Database.open(path, KEY)
    assert await counted(again) == {"tea": 0}
    await again.close()


async def test_the_driver_adds_nothing_to_what_is_told(
    database: Database, path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    await database.close()
    await problem_at(path, OTHER_KEY)
    assert capfd.readouterr() == ("", "")


def test_a_plain_database_is_told(path: Path) -> None:
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE counter (name TEXT)")
    plain.close()
    before = contents(path.parent)
    assert told(path) == "startup.not_encrypted"
    assert contents(path.parent) == before


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"hello", id="a few bytes"),
        pytest.param(bytes(8192), id="zeros"),
        pytest.param(bytes(range(256)) * 64, id="noise"),
    ],
)
def test_a_file_that_is_no_database_is_told_and_kept(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert told(path) == "startup.key_wrong"
    assert path.read_bytes() == content


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    make(path)
    assert path.stat().st_size > 0


def test_a_folder_in_place_of_the_database_is_told(path: Path) -> None:
    path.mkdir()
    assert told(path) == "startup.not_writable"


async def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a_file").touch()
    assert await problem_at(tmp_path / "a_file" / "bot.sqlite") == "startup.not_writable"


async def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert await problem_at(tmp_path / "no" / "bot.sqlite") == "startup.not_writable"


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o755), (0o444, 0o777), (0o000, 0o755)])
def test_a_file_we_may_not_write_is_told(open_folder: Path, file_mode: int, folder_mode: int) -> None:
    path = open_folder / "bot.sqlite"
    make(path)
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    with ordinary_rights():
        assert told(path) == "startup.not_writable"


def test_a_folder_we_may_not_write_is_told(open_folder: Path) -> None:
    path = open_folder / "bot.sqlite"
    make(path)
    path.chmod(0o666)
    open_folder.chmod(0o555)
    with ordinary_rights():
        assert told(path) == "startup.not_writable"


def test_asking_for_the_revision_makes_no_file(path: Path) -> None:
    with pytest.raises(StorageProblem, match="database_missing"):
        current(path, KEY)
    assert not path.exists()


def test_a_driver_without_encryption_is_told() -> None:
    with pytest.raises(StorageProblem, match="cipher_missing"):
        check_build(None, (3, 53, 4))


def test_a_sqlite_that_can_corrupt_the_file_is_told() -> None:
    with pytest.raises(StorageProblem) as caught:
        check_build("4.19.0", (3, 51, 2))
    assert caught.value.key == "startup.sqlite_too_old"
    assert caught.value.values == {"found": "3.51.2", "needed": "3.51.3"}
    check_build("4.19.0", (3, 51, 3))

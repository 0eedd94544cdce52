"""A backup is encrypted and whole, and a restored one brings back nobody who was erased since."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from bot.model import Role
from storage import audit, backup, cipher, erased, erasure, invitations, migrate, people
from storage.database import Database
from storage.problems import StorageProblem
from storage.tables import audit as lines
from storage.tables import person
from tests.storage.counters import KEY, OTHER_KEY

NOW: Final = datetime(2026, 11, 23, 11, tzinfo=UTC)
AMINA, VERA = 1, 2


@pytest.fixture
async def database(empty_file: Path, path: Path) -> AsyncIterator[Database]:
    """Of the real tables, with Amina and Vera in Haarlem."""
    shutil.copy(empty_file, path)
    opened = await Database.open(path, KEY)
    async with opened.transaction() as session:
        await people.ensure_team(session, "Haarlem Effect")
        for telegram_id, name, role in ((1001, "Amina", Role.KEY_PERSON), (1002, "Vera", Role.COORDINATOR)):
            one = await people.add(session, telegram_id, "en", NOW)
            await people.set_name(session, one.id, name)
            await invitations.enter(session, one.id, 1, role, NOW)
    yield opened
    await opened.close()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "monday"


async def names(path: Path, key: bytes = KEY) -> set[str]:
    opened = await Database.open(path, key)
    try:
        async with opened.reading() as session:
            assert await audit.verify(session) == []
            return {str(one) for one in (await session.execute(select(person.c.name))).scalars()} - {""}
    finally:
        await opened.close()


async def forget(database: Database, person_id: int) -> None:
    async with database.transaction() as session:
        await erasure.erase(session, person_id, NOW)


async def restored(database: Database, path: Path, source: Path, *, replace: bool = True) -> int:
    await database.close()
    return await backup.restore(path, KEY, source, NOW, replace=replace)


def left_over(folder: Path, *known: str) -> set[str]:
    return {one.name for one in folder.iterdir()} - {*known}


def content_of(path: Path) -> bytes:
    return path.read_bytes()


def put(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


# ---------------------------------------------------------------- making one


async def test_it_is_encrypted_under_the_same_key_and_only_ours(
    database: Database, path: Path, target: Path
) -> None:
    await backup.make(path, KEY, target)
    content = content_of(target)
    assert not content.startswith(cipher.PLAIN_HEADER)
    for word in (b"Amina", b"Haarlem", b"CREATE TABLE", b"membership"):
        assert word not in content
    assert mode(target) == 0o600
    assert await names(target) == {"Amina", "Vera"}
    with pytest.raises(StorageProblem, match=r"startup\.key_wrong"):
        cipher.check_file(target, OTHER_KEY)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(target).execute("SELECT * FROM person")


async def test_it_is_of_one_moment_while_others_write(database: Database, path: Path, target: Path) -> None:
    async def writes() -> None:
        for number in range(20):
            async with database.transaction() as session:
                await people.add(session, 2000 + number, "en", NOW)
                await audit.write(session, VERA, audit.Action.EXPORTED, 1, NOW)

    await asyncio.gather(writes(), backup.make(path, KEY, target))
    opened = await Database.open(target, KEY)
    async with opened.reading() as session:
        written = (await session.execute(select(lines.c.seq))).scalars().all()
        assert len((await session.execute(select(person.c.id))).all()) == 2 + len(written)
        assert await audit.verify(session) == []
    await opened.close()


async def test_it_takes_the_place_of_nothing_and_leaves_nothing_half(
    database: Database, path: Path, target: Path
) -> None:
    put(target, b"mine")
    with pytest.raises(StorageProblem, match=r"backup\.exists"):
        await backup.make(path, KEY, target)
    assert content_of(target) == b"mine"
    with pytest.raises(StorageProblem, match=r"backup\.not_writable|startup\.not_writable"):
        await backup.make(path, KEY, target.parent / "nowhere" / "monday")
    with pytest.raises(StorageProblem):
        await backup.make(path, OTHER_KEY, target.parent / "tuesday")
    assert left_over(target.parent, "monday") == set()


async def test_what_a_kill_left_is_cleared_away(database: Database, path: Path, target: Path) -> None:
    target.with_name("monday.part").write_bytes(b"half")
    await backup.make(path, KEY, target)
    assert await names(target) == {"Amina", "Vera"}
    assert left_over(target.parent, "monday") == set()


# ---------------------------------------------------------------- the way back


async def test_what_it_held_is_back_and_the_trail_says_so(
    database: Database, path: Path, target: Path
) -> None:
    await backup.make(path, KEY, target)
    async with database.transaction() as session:
        await people.set_name(session, VERA, "Somebody")
    assert await restored(database, path, target) == 0
    assert await names(path) == {"Amina", "Vera"}
    opened = await Database.open(path, KEY)
    async with opened.reading() as session:
        [line] = await session.execute(select(lines))
    await opened.close()
    assert (line.action, line.actor) == ("restored", audit.PROGRAM)
    assert mode(path) == 0o600
    assert left_over(path.parent, path.name, "backups", "empty.sqlite") == set()


async def test_whoever_was_erased_since_is_erased_again(database: Database, path: Path, target: Path) -> None:
    await backup.make(path, KEY, target)
    await forget(database, AMINA)
    assert await restored(database, path, target) == 1
    assert await names(path) == {"Vera"}
    # And once more, from the same backup.
    assert await backup.restore(path, KEY, target, NOW, replace=True) == 1
    assert await names(path) == {"Vera"}


async def test_also_where_the_database_is_lost_with_its_list(
    database: Database, path: Path, target: Path
) -> None:
    """The list beside the backups knows everybody who was erased before the last of them was made."""
    await backup.make(path, KEY, target)
    await forget(database, AMINA)
    await backup.make(path, KEY, target.with_name("tuesday"))
    await database.close()
    for one in (path, erased.list_of(path)):
        one.unlink()
    assert await backup.restore(path, KEY, target, NOW, replace=False) == 1
    assert await names(path) == {"Vera"}
    assert erased.read(erased.list_of(path)) == erased.read(target.with_name(f"{path.name}.erased"))


async def test_whoever_came_back_after_she_was_erased_stays(
    database: Database, path: Path, target: Path
) -> None:
    await forget(database, AMINA)
    async with database.transaction() as session:
        again = await people.add(session, 1001, "en", NOW)
        await people.set_name(session, again.id, "Amina again")
    await backup.make(path, KEY, target)
    assert await restored(database, path, target) == 0
    assert await names(path) == {"Amina again", "Vera"}


async def test_a_database_that_is_there_stays_unless_that_is_said(
    database: Database, path: Path, target: Path
) -> None:
    await backup.make(path, KEY, target)
    before = content_of(path)
    with pytest.raises(StorageProblem, match=r"restore\.exists"):
        await restored(database, path, target, replace=False)
    assert content_of(path)[:100] == before[:100]


async def test_nothing_comes_from_a_file_that_is_none_or_not_ours(
    database: Database, path: Path, target: Path
) -> None:
    await backup.make(path, KEY, target)
    whole = content_of(target)
    for content, told in (
        (None, r"restore\.missing"),
        (b"", r"restore\.damaged"),
        (whole[:5000], r"restore\.damaged|startup\.key_wrong"),
        (bytes(len(whole)), r"startup\.key_wrong"),
        (cipher.PLAIN_HEADER + bytes(9000), r"startup\.not_encrypted"),
        (whole[:9000] + bytes(4096) + whole[13096:], r"restore\.damaged|startup\.key_wrong"),
    ):
        source = target.with_name("tuesday")
        source.unlink(missing_ok=True)
        if content is not None:
            source.write_bytes(content)
        with pytest.raises(StorageProblem, match=told):
            await restored(database, path, source)
        assert await names(path) == {"Amina", "Vera"}
        assert left_over(path.parent, path.name, "backups", "empty.sqlite") == set()


async def test_an_older_one_is_brought_up_to_date(database: Database, path: Path, target: Path) -> None:
    await backup.make(path, KEY, target)
    engine = cipher.sync_engine(target, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'unheard_of'")
    with pytest.raises(StorageProblem, match=r"startup\.newer_database"):
        await restored(database, path, target)
    assert await asyncio.to_thread(migrate.current, path, KEY) == migrate.head()


async def test_the_log_of_the_old_database_is_not_taken_for_that_of_the_new(
    database: Database, path: Path, target: Path
) -> None:
    """As after a kill: a log full of what the backup never had."""
    await backup.make(path, KEY, target)
    async with database.transaction() as session:
        await people.set_name(session, VERA, "Somebody")
    log = path.with_name(f"{path.name}-wal").read_bytes()
    await database.close()
    path.with_name(f"{path.name}-wal").write_bytes(log)
    assert await backup.restore(path, KEY, target, NOW, replace=True) == 0
    assert await names(path) == {"Amina", "Vera"}


async def test_a_database_that_is_damaged_gives_way(database: Database, path: Path, target: Path) -> None:
    await backup.make(path, KEY, target)
    await database.close()
    put(path, b"\x00" * 9000)
    assert await backup.restore(path, KEY, target, NOW, replace=True) == 0
    assert await names(path) == {"Amina", "Vera"}

"""A backup is encrypted and whole, and a restored one brings back nobody who was erased since."""

import asyncio
import errno
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlcipher3 import dbapi2 as sqlcipher

from bot.model import Role
from storage import audit, backup, cipher, erased, erasure, invitations, migrate, people
from storage.database import Database
from storage.durable import write_new
from storage.lock import exclusive
from storage.problems import StorageProblem
from storage.rekey import settle
from storage.tables import audit as lines
from storage.tables import person
from tests.storage.counters import KEY, OTHER_KEY
from tests.storage.test_startup import ordinary_rights

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


def size(path: Path) -> int:
    return path.stat().st_size


def allow(path: Path, mode: int) -> None:
    path.chmod(mode)


def copied(path: Path, folder: Path, mode: int) -> None:
    shutil.copy(path, folder / path.name)
    (folder / path.name).chmod(mode)


def given_away(path: Path) -> tuple[int, int]:
    """Its owner, who is not the one who runs this where that is root."""
    owner = (12345, 23456) if os.getuid() == 0 else (os.getuid(), os.getgid())
    os.chown(path, *owner)
    return owner


def no_links(*_: object, **__: object) -> None:
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


# A restore that ends right after the copy.
KILLED: Final = """
import asyncio, os, sys
from datetime import UTC, datetime
from pathlib import Path
from storage import backup
backup._marks = lambda *_: os._exit(9)
database, source = map(Path, sys.argv[1:])
asyncio.run(backup.restore(database, bytes(range(32)), source, datetime.now(UTC), replace=True))
"""


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


async def test_a_folder_that_is_closed_or_none_is_told(
    database: Database, path: Path, tmp_path: Path, open_folder: Path
) -> None:
    put(tmp_path / "file", b"")
    with pytest.raises(StorageProblem, match=r"backup\.not_writable"):
        await backup.make(path, KEY, tmp_path / "file" / "monday")
    await database.close()
    copied(path, open_folder, mode=0o666)
    allow(open_folder, 0o777)
    (open_folder / "closed").mkdir(0o700)
    with ordinary_rights(), pytest.raises(StorageProblem, match=r"backup\.not_writable"):
        await backup.make(open_folder / path.name, KEY, open_folder / "closed" / "monday")


async def test_a_disk_without_links_has_room_for_one(
    database: Database, path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As FAT on a stick."""
    monkeypatch.setattr(os, "link", no_links)
    await backup.make(path, KEY, target)
    assert await names(target) == {"Amina", "Vera"}
    assert left_over(target.parent, "monday") == set()
    monkeypatch.setattr(backup, "require_room", lambda _: None)
    with pytest.raises(StorageProblem, match=r"backup\.exists"):
        await backup.make(path, KEY, target)
    assert left_over(target.parent, "monday") == set()


async def test_without_its_list_there_is_none(database: Database, path: Path, target: Path) -> None:
    """Whoever tries again must not be told that there is one already."""
    await forget(database, AMINA)
    blocked = target.with_name(f"{path.name}.erased")
    blocked.mkdir()
    with pytest.raises(StorageProblem, match=r"backup\.not_writable"):
        await backup.make(path, KEY, target)
    assert left_over(target.parent, blocked.name) == set()
    blocked.rmdir()
    await backup.make(path, KEY, target)
    assert left_over(target.parent, "monday", blocked.name) == set()


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


async def test_also_where_the_database_had_another_name(
    database: Database, path: Path, target: Path, tmp_path: Path
) -> None:
    """A new machine: `.env` is lost too, and the backups are all there is."""
    await backup.make(path, KEY, target)
    await forget(database, AMINA)
    await backup.make(path, KEY, target.with_name("tuesday"))
    (tmp_path / "new").mkdir()
    again = tmp_path / "new" / "sleutelbot.sqlite"
    assert await backup.restore(again, KEY, target, NOW, replace=False) == 1
    assert await names(again) == {"Vera"}
    # And where a link leads to the backup.
    last = tmp_path / "new" / "last"
    last.symlink_to(target)
    assert await backup.restore(again, KEY, last, NOW, replace=True) == 1


async def test_also_where_the_name_of_the_database_points_elsewhere(
    database: Database, path: Path, target: Path, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    link = tmp_path / "home" / "bot.sqlite"
    link.symlink_to(path)
    await backup.make(link, KEY, target)
    opened = await Database.open(link, KEY)
    await forget(opened, AMINA)
    await opened.close()
    assert await restored(database, link, target) == 1
    assert link.is_symlink()
    assert await names(path) == {"Vera"}
    assert left_over(link.parent, link.name) == set()


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
        (whole[:5000], r"restore\.damaged|restore\.key_wrong"),
        (bytes(len(whole)), r"restore\.key_wrong"),
        (cipher.PLAIN_HEADER + bytes(9000), r"restore\.key_wrong"),
        (whole[:9000] + bytes(4096) + whole[13096:], r"restore\.damaged|restore\.key_wrong"),
    ):
        source = target.with_name("tuesday")
        source.unlink(missing_ok=True)
        if content is not None:
            source.write_bytes(content)
        with pytest.raises(StorageProblem, match=told):
            await restored(database, path, source)
        assert await names(path) == {"Amina", "Vera"}
        assert left_over(path.parent, path.name, "backups", "empty.sqlite") == set()


async def test_a_full_disk_is_not_told_as_a_damaged_backup(
    database: Database, path: Path, target: Path
) -> None:
    """The kernel refuses every file that is larger than half of the backup."""
    await backup.make(path, KEY, target)
    await database.close()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size(target) // 2, before[1]))
    try:
        with pytest.raises(StorageProblem, match=r"restore\.failed"):
            await backup.restore(path, KEY, target, NOW, replace=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert await names(path) == {"Amina", "Vera"}
    assert left_over(path.parent, path.name, "backups", "empty.sqlite") == set()


@pytest.mark.parametrize("error", [sqlcipher.OperationalError, lambda told: OperationalError("", (), told)])
@pytest.mark.parametrize("told", ["database or disk is full", "disk I/O error"])
async def test_nor_one_that_has_room_for_the_copy_alone(
    database: Database,
    path: Path,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Callable[[Any], Exception],
    told: str,
) -> None:
    async def full(*_: object) -> None:
        raise error(sqlcipher.OperationalError(told))

    await backup.make(path, KEY, target)
    monkeypatch.setattr(backup, "migrate", full)
    with pytest.raises(StorageProblem, match=r"restore\.failed"):
        await restored(database, path, target)
    assert await names(path) == {"Amina", "Vera"}
    assert left_over(path.parent, path.name, "backups", "empty.sqlite") == set()


@pytest.mark.parametrize("closed", ["the file", "its folder"])
async def test_a_backup_that_this_user_may_not_read_is_not_damaged(
    database: Database, path: Path, open_folder: Path, closed: str
) -> None:
    """As one that root made."""
    await database.close()
    backups = open_folder / "backups"
    backups.mkdir(0o755 if closed == "the file" else 0o700)
    copied(path, backups, mode=0o600)
    allow(open_folder, 0o777)
    with ordinary_rights(), pytest.raises(StorageProblem, match=r"restore\.failed"):
        await backup.restore(open_folder / "bot.sqlite", KEY, backups / path.name, NOW, replace=False)
    assert left_over(open_folder, "backups") == set()


async def test_what_root_puts_back_still_belongs_to_the_bot(
    database: Database, path: Path, target: Path
) -> None:
    await backup.make(path, KEY, target)
    await forget(database, AMINA)
    erased.list_of(path).rename(target.with_name(f"{path.name}.erased"))
    await database.close()
    owner = given_away(path)
    allow(path, 0o640)
    with exclusive(path):
        assert await backup.restore(path, KEY, target, NOW, replace=True) == 1
    beside = [erased.list_of(path), path.with_name(f"{path.name}.lock")]
    assert {(one.stat().st_uid, one.stat().st_gid) for one in (path, *beside)} == {owner}
    assert [mode(one) for one in (path, *beside)] == [0o640, 0o600, 0o600]


async def test_what_a_killed_one_leaves_goes_with_the_next_start(
    database: Database, path: Path, target: Path
) -> None:
    """Somebody who was erased is in it."""
    await backup.make(path, KEY, target)
    await database.close()
    killed = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", KILLED, str(path), str(target)], check=False
    )
    assert killed.returncode == 9
    assert left_over(path.parent, path.name, "backups", "empty.sqlite") >= {"bot.sqlite.restoring"}
    key_file = path.with_name("bot.key")
    write_new(key_file, f"{KEY.hex()}\n".encode())
    assert settle(path, key_file) is None
    assert left_over(path.parent, path.name, "backups", "empty.sqlite", "bot.key") == set()


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

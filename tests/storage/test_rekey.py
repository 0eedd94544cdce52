"""A new key for a database: everything else is as before, and what goes wrong costs nothing."""

import asyncio
import errno
import os
import resource
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from storage import cipher_copy, durable, rekey
from storage.cipher import connect, fits
from storage.keyfile import key_for, read_key, read_keys, write_keys
from storage.lock import exclusive
from storage.problems import StorageProblem
from tests.storage.counters import KEY

OTHER = bytes(reversed(KEY))


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "bot.key"
    path.write_text(f"{KEY.hex()}\n")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with three rows, closed."""
    path = tmp_path / "bot.sqlite"
    path.touch(0o600)
    with closing(connect(path, KEY)) as connection:
        connection.execute("CREATE TABLE word (id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT)")
        connection.executemany("INSERT INTO word (word) VALUES (?)", [("one",), ("two",), ("three",)])
        connection.execute("PRAGMA user_version=7")
    return path


def words(path: Path, key: bytes) -> list[str]:
    with closing(connect(path, key)) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM word ORDER BY id")]


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_the_old_key_opens_it_no_more_and_the_new_one_finds_everything(path: Path, key_file: Path) -> None:
    rekey.rekey(path, key_file)
    new = read_key(key_file)
    assert new != KEY
    assert not fits(path, KEY)
    assert words(path, new) == ["one", "two", "three"]
    with closing(connect(path, new)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (7,)
        assert connection.execute("SELECT seq FROM sqlite_sequence").fetchone() == (3,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert names(path.parent) == {"bot.sqlite", "bot.key"}


def test_it_may_be_done_again_and_again(path: Path, key_file: Path) -> None:
    keys = {KEY}
    for _ in range(3):
        rekey.rekey(path, key_file)
        keys.add(read_key(key_file))
    assert len(keys) == 4
    assert words(path, read_key(key_file)) == ["one", "two", "three"]


def test_mode_and_owner_of_both_files_stay(path: Path, key_file: Path) -> None:
    path.chmod(0o640)
    key_file.chmod(0o440)
    rekey.rekey(path, key_file)
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, key_file)] == [0o640, 0o440]


def test_what_root_changes_still_belongs_to_the_bot(path: Path, key_file: Path) -> None:
    # Others than root can give a file to a group of theirs, and no more.
    owner = (12345, 23456) if os.getuid() == 0 else (os.getuid(), os.getgroups()[-1])
    for one in (path, key_file):
        os.chown(one, *owner)
    rekey.rekey(path, key_file)
    assert {(one.stat().st_uid, one.stat().st_gid) for one in (path, key_file)} == {owner}


def test_names_that_point_elsewhere_go_on_doing_so(path: Path, key_file: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    database, keys = (tmp_path / "links" / one.name for one in (path, key_file))
    database.symlink_to(path)
    keys.symlink_to(key_file)
    rekey.rekey(database, keys)
    assert database.is_symlink()
    assert keys.is_symlink()
    assert words(path, read_key(key_file)) == ["one", "two", "three"]


def test_the_draft_is_never_readable_in_clear(
    path: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = []

    def looked_at(draft: Path, target: Path) -> None:
        drafts.append((draft.name, stat.S_IMODE(draft.stat().st_mode), draft.read_bytes()))
        durable.take_place(draft, target)

    monkeypatch.setattr(rekey, "take_place", looked_at)
    rekey.rekey(path, key_file)
    [(name, mode, content)] = drafts
    assert (name, mode) == ("bot.sqlite.rekey", 0o600)
    assert not any(word in content for word in (b"three", b"SQLite", b"CREATE TABLE"))


# What another program does meanwhile.


def test_it_waits_for_nobody_who_has_the_database_open(path: Path, key_file: Path) -> None:
    with closing(connect(path, KEY, "busy_timeout=0")) as other:
        assert other.execute("SELECT count(*) FROM word").fetchone() == (3,)
        with pytest.raises(StorageProblem, match=r"startup\.in_use"):
            rekey.rekey(path, key_file)
        other.execute("INSERT INTO word (word) VALUES ('four')")
    assert read_key(key_file) == KEY
    assert words(path, KEY)[-1] == "four"


def test_nobody_gets_at_the_database_while_it_is_copied(
    path: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copied(*given: object) -> None:
        script = "import sys; from pathlib import Path; from storage.cipher import check_file\n"
        script += "check_file(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))"
        command = [sys.executable, "-c", script, str(path), KEY.hex()]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert "startup.in_use" in run.stderr
        cipher_copy.copy(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(rekey, "copy", copied)
    rekey.rekey(path, key_file)
    assert words(path, read_key(key_file)) == ["one", "two", "three"]


def test_whoever_opened_the_old_file_just_before_can_write_nothing_that_gets_lost(
    path: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened by its name while it was the old file, used when another file has that name."""
    late = []

    def taken(draft: Path, target: Path) -> None:
        late.append(sqlcipher.connect(str(path), isolation_level=None))
        durable.take_place(draft, target)

    monkeypatch.setattr(rekey, "take_place", taken)
    rekey.rekey(path, key_file)
    [other] = late
    other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    assert other.execute("SELECT count(*) FROM word").fetchone() == (3,)
    for attempt in ("INSERT INTO word (word) VALUES ('lost')", "PRAGMA journal_mode=WAL"):
        with pytest.raises(sqlcipher.OperationalError, match="readonly"):
            other.execute(attempt)
    other.close()
    assert names(path.parent) == {"bot.sqlite", "bot.key"}
    assert words(path, read_key(key_file)) == ["one", "two", "three"]


# What goes wrong.


@pytest.mark.parametrize("step", ["write_keys", "copy", "take_place"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=["full", "broken"])
def test_a_step_that_fails_leaves_everything_as_it_was(
    path: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: int
) -> None:
    def fails(*_: object) -> None:
        monkeypatch.undo()
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(rekey, step, fails)
    with pytest.raises(StorageProblem) as caught:
        rekey.rekey(path, key_file)
    assert (caught.value.key, caught.value.values) == ("rekey.failed", {"path": str(path)})
    assert read_keys(key_file) == (KEY,)
    assert words(path, KEY) == ["one", "two", "three"]
    assert names(path.parent) == {"bot.sqlite", "bot.key"}


@pytest.mark.parametrize("room", [0, 40, 100, 5000, 12000])
def test_a_disk_that_is_full_after_so_many_bytes_costs_nothing(path: Path, key_file: Path, room: int) -> None:
    """The kernel refuses every file beyond that size. A new key may be written there or not: both fit somewhere."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises((StorageProblem, sqlcipher.OperationalError)) as caught:
            rekey.rekey(path, key_file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert isinstance(caught.value, StorageProblem)
    assert caught.value.key in {"rekey.failed", "startup.not_writable"}
    key, _ = key_for(path, key_file, create=False)
    assert key == KEY
    rekey.settle(path, key_file)
    assert read_keys(key_file) == (KEY,)
    assert words(path, KEY) == ["one", "two", "three"]


def test_a_copy_that_differs_is_not_taken(
    path: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = iter(({"word": 2}, {"word": 3}))
    monkeypatch.setattr(cipher_copy, "_rows", lambda _: next(counted))
    with pytest.raises(StorageProblem, match=r"rekey\.failed"):
        rekey.rekey(path, key_file)
    assert read_keys(key_file) == (KEY,)
    assert names(path.parent) == {"bot.sqlite", "bot.key"}


def test_a_folder_that_loses_its_names_after_the_rename_keeps_both_keys(
    path: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rename that is not on disk for certain may be gone after a power cut, and then the old key counts again."""

    def fails(_: Path) -> None:
        raise OSError(errno.EIO, "the folder is not on disk")

    monkeypatch.setattr(rekey, "sync_folder", fails)
    with pytest.raises(StorageProblem, match=r"rekey\.old_key_left"):
        rekey.rekey(path, key_file)
    old, new = read_keys(key_file)
    assert old == KEY
    assert key_for(path, key_file, create=False) == (new, False)
    monkeypatch.undo()
    assert rekey.settle(path, key_file) == "rekey.finished"
    assert read_keys(key_file) == (new,)


@pytest.mark.parametrize("command", ["a database", "a key"])
def test_without_a_database_or_its_key_nothing_is_made(path: Path, key_file: Path, command: str) -> None:
    (path if command == "a database" else key_file).unlink()
    with pytest.raises(StorageProblem, match="missing"):
        rekey.rekey(path, key_file)
    assert len(names(path.parent)) == 1


# What a change that was broken off leaves.


@pytest.mark.parametrize("fitting", [0, 1], ids=["before the rename", "after it"])
def test_of_two_keys_the_one_that_fits_counts_and_a_start_keeps_only_that(
    path: Path, key_file: Path, fitting: int
) -> None:
    keys = (KEY, OTHER) if fitting == 0 else (OTHER, KEY)
    write_keys(key_file, *keys)
    for left in ("bot.sqlite.rekey", "bot.sqlite.rekey-wal", "bot.sqlite.restoring", "bot.key.new"):
        (path.parent / left).write_bytes(b"left")
    assert key_for(path, key_file, create=True) == (KEY, False)
    assert rekey.settle(path, key_file) == ("rekey.undone", "rekey.finished")[fitting]
    assert read_keys(key_file) == (KEY,)
    assert names(path.parent) == {"bot.sqlite", "bot.key"}
    assert rekey.settle(path, key_file) is None


def test_of_two_keys_none_is_dropped_where_neither_fits(path: Path, key_file: Path) -> None:
    write_keys(key_file, OTHER, bytes(32))
    for attempt in (lambda: key_for(path, key_file, create=True), lambda: rekey.settle(path, key_file)):
        with pytest.raises(StorageProblem, match="key_wrong"):
            attempt()
    assert read_keys(key_file) == (OTHER, bytes(32))


def test_of_two_keys_none_is_dropped_where_the_database_is_gone(path: Path, key_file: Path) -> None:
    """As on a disk that was not mounted: no new database in its place."""
    write_keys(key_file, KEY, OTHER)
    path.unlink()
    for attempt in (lambda: key_for(path, key_file, create=True), lambda: rekey.settle(path, key_file)):
        with pytest.raises(StorageProblem, match=r"database_(gone|missing)"):
            attempt()
    assert read_keys(key_file) == (KEY, OTHER)


def test_trying_the_wrong_key_first_costs_no_row_of_the_log(path: Path, key_file: Path) -> None:
    write_keys(key_file, OTHER, KEY)
    child = os.fork()
    if not child:
        connection = connect(path, KEY)
        connection.execute("INSERT INTO word (word) VALUES ('four')")
        os._exit(0)
    os.waitpid(child, 0)
    assert path.with_name("bot.sqlite-wal").stat().st_size > 0
    key, _ = key_for(path, key_file, create=False)
    assert words(path, key) == ["one", "two", "three", "four"]


def test_a_key_file_that_cannot_be_written_does_not_keep_the_bot_from_starting(
    path: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    write_keys(key_file, KEY, OTHER)
    monkeypatch.setattr(rekey, "write_keys", fails)
    assert rekey.settle(path, key_file) == "rekey.old_key_left"
    assert key_for(path, key_file, create=True) == (KEY, False)


async def commanded(path: Path, key_file: Path) -> None:
    from bot.command_line.keeping import change_key
    from bot.settings import Settings

    given = {"database": path, "key_file": key_file, "_env_file": None}
    await asyncio.create_task(change_key(Settings(**given), None))  # type: ignore[arg-type]


async def test_it_does_not_begin_while_the_bot_runs(path: Path, key_file: Path) -> None:
    with exclusive(path), pytest.raises(StorageProblem, match="already_running"):
        await commanded(path, key_file)
    assert read_key(key_file) == KEY


async def test_a_database_that_was_not_migrated_keeps_its_key(path: Path, key_file: Path) -> None:
    """It could not be noted in it; whoever reads of a failure keeps the old key as the copy."""
    with pytest.raises(StorageProblem, match="older_database"):
        await commanded(path, key_file)
    assert read_key(key_file) == KEY
    assert words(path, KEY) == ["one", "two", "three"]

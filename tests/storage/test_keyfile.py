"""A key is made only together with a new database."""

import errno
import os
import stat
from pathlib import Path

import pytest

from storage.keyfile import key_for, make_key, read_key
from storage.problems import StorageProblem


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "bot.key"


def test_a_new_database_gets_a_new_key(path: Path, key_file: Path) -> None:
    key, made = key_for(path, key_file, create=True)
    assert made
    assert len(key) == 32
    assert read_key(key_file) == key


def test_two_keys_differ(tmp_path: Path) -> None:
    assert make_key(tmp_path / "one") != make_key(tmp_path / "other")


def test_only_we_may_read_a_key(key_file: Path) -> None:
    before = os.umask(0)
    try:
        make_key(key_file)
    finally:
        os.umask(before)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [file.name for file in key_file.parent.iterdir()] == ["bot.key"]


def test_a_key_is_never_overwritten(key_file: Path) -> None:
    key = make_key(key_file)
    with pytest.raises(FileExistsError):
        make_key(key_file)
    assert read_key(key_file) == key


def test_a_disk_without_links_takes_a_key_too(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As FAT on a stick."""

    def refuses(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuses)
    key = make_key(key_file)
    with pytest.raises(FileExistsError):
        make_key(key_file)
    assert read_key(key_file) == key


@pytest.mark.parametrize("left", [b"", b"half a key"], ids=["nothing written yet", "half written"])
def test_what_a_killed_attempt_left_is_replaced(key_file: Path, left: bytes) -> None:
    key_file.with_name("bot.key.new").write_bytes(left)
    key = make_key(key_file)
    assert read_key(key_file) == key
    assert [file.name for file in key_file.parent.iterdir()] == ["bot.key"]


def test_a_kill_before_the_database_leaves_a_key_that_is_used(path: Path, key_file: Path) -> None:
    key = make_key(key_file)
    assert key_for(path, key_file, create=True) == (key, False)
    path.touch()
    assert key_for(path, key_file, create=True) == (key, False)


@pytest.mark.parametrize("create", [True, False])
def test_a_database_without_its_key_gets_no_new_one(path: Path, key_file: Path, create: bool) -> None:
    path.write_bytes(b"something")
    with pytest.raises(StorageProblem) as caught:
        key_for(path, key_file, create=create)
    assert (caught.value.key, caught.value.values) == ("startup.key_missing", {"path": str(key_file)})
    assert not key_file.exists()


@pytest.mark.parametrize("content", [None, b""], ids=["no file", "an empty file"])
def test_a_command_that_needs_a_database_makes_none(
    path: Path, key_file: Path, content: bytes | None
) -> None:
    if content is not None:
        path.write_bytes(content)
    make_key(key_file)
    with pytest.raises(StorageProblem) as caught:
        key_for(path, key_file, create=False)
    assert (caught.value.key, caught.value.values) == ("startup.database_missing", {"path": str(path)})


def test_the_key_of_a_database_is_found(path: Path, key_file: Path) -> None:
    path.write_bytes(b"something")
    key = make_key(key_file)
    assert key_for(path, key_file, create=False) == (key, False)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"a" * 63, id="a character short"),
        pytest.param(b"a" * 65, id="a character long"),
        pytest.param(b"g" * 64, id="not hexadecimal"),
        pytest.param(b"ab " * 32, id="with spaces, which fromhex would skip"),
        pytest.param(b"\xff" * 64, id="not even text"),
    ],
)
def test_a_malformed_key_is_told_without_repeating_it(key_file: Path, content: bytes) -> None:
    key_file.write_bytes(content)
    with pytest.raises(StorageProblem) as caught:
        read_key(key_file)
    assert (caught.value.key, caught.value.values) == ("startup.key_malformed", {"path": str(key_file)})


@pytest.mark.parametrize("end", ["", "\n", "\r\n", " \n"])
def test_the_end_of_the_line_does_not_matter(key_file: Path, end: str) -> None:
    key_file.write_text("AB" * 32 + end, newline="")
    assert read_key(key_file) == b"\xab" * 32


def test_a_folder_in_place_of_the_key_is_told(key_file: Path) -> None:
    key_file.mkdir()
    with pytest.raises(StorageProblem, match="key_unreadable"):
        read_key(key_file)


@pytest.mark.parametrize("folder", ["missing", "a_file"])
def test_a_key_that_cannot_be_written_is_told(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a_file").touch()
    with pytest.raises(StorageProblem, match="not_writable"):
        make_key(tmp_path / folder / "bot.key")

"""The key of the database: 32 bytes in a file of their own, made only together with a new database."""

import os
import re
import secrets
from pathlib import Path

from storage.problems import StorageProblem

KEY_BYTES = 32


def key_for(database: Path, key_file: Path, *, create: bool) -> tuple[bytes, bool]:
    """The key of `database`, and whether it was made just now; `create` says that a new database is welcome.

    StorageProblem: startup.database_missing (and not `create`), startup.key_missing (a database without
    its key), startup.key_malformed, startup.key_unreadable, startup.not_writable.
    """
    # An empty file is what a kill leaves between making the file and writing its first page.
    missing = not os.path.lexists(database) or (database.is_file() and database.stat().st_size == 0)
    if missing and not create:
        raise StorageProblem("startup.database_missing", path=database)
    if missing and not os.path.lexists(key_file):
        return make_key(key_file), True
    return read_key(key_file), False


def read_key(path: Path) -> bytes:
    """32 bytes from the 64 hex characters in `path`."""
    try:
        text = path.read_bytes().strip()
    except FileNotFoundError as error:
        raise StorageProblem("startup.key_missing", path=path) from error
    except OSError as error:
        raise StorageProblem("startup.key_unreadable", path=path) from error
    if not re.fullmatch(rb"[0-9a-fA-F]{64}", text):
        raise StorageProblem("startup.key_malformed", path=path)
    return bytes.fromhex(text.decode("ascii"))


def make_key(path: Path) -> bytes:
    """A new random key in `path` (mode 600), safely on disk before it returns.

    FileExistsError rather than overwrite a key; StorageProblem startup.not_writable.
    """
    key = secrets.token_bytes(KEY_BYTES)
    draft = path.with_name(f"{path.name}.new")
    try:
        draft.unlink(missing_ok=True)
        _write_new(draft, f"{key.hex()}\n".encode("ascii"))
        # The name appears with its whole content or not at all, and link() never replaces a file.
        os.link(draft, path)
        draft.unlink()
        sync_folder(path.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise StorageProblem("startup.not_writable", path=path) from error
    return key


def sync_folder(folder: Path) -> None:
    """Make new names in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_new(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

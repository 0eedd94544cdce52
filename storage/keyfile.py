"""The key of the database: 32 bytes in a file of their own, made only together with a new database.

While the key is being changed (storage.rekey) the file holds two, the old one first: one of them fits.
"""

import os
import re
import secrets
from pathlib import Path

from storage import cipher
from storage.durable import give_name, replace, write_new
from storage.problems import StorageProblem

KEY_BYTES = 32


def key_for(database: Path, key_file: Path, *, create: bool) -> tuple[bytes, bool]:
    """The key of `database`, and whether it was made just now; `create` says that a new database is welcome.

    StorageProblem: startup.database_missing (and not `create`), startup.key_missing (a database without
    its key), startup.key_malformed, startup.key_unreadable, startup.not_writable; where the file holds two keys also
    startup.key_wrong and rekey.database_gone.
    """
    missing = is_missing(database)
    if missing and not create:
        raise StorageProblem("startup.database_missing", path=database)
    if missing and not os.path.lexists(key_file):
        return make_key(key_file), True
    keys = read_keys(key_file)
    if len(keys) == 1:
        return keys[0], False
    if missing:  # there was one, so a new one in its place would only hide that
        raise StorageProblem("rekey.database_gone", path=database)
    return _fitting(database, keys), False


def is_missing(database: Path) -> bool:
    """An empty file is what a kill leaves between making the file and writing its first page."""
    return not os.path.lexists(database) or (database.is_file() and database.stat().st_size == 0)


def _fitting(database: Path, keys: tuple[bytes, ...]) -> bytes:
    for key in keys:
        if cipher.fits(database, key):
            return key
    raise StorageProblem("startup.key_wrong", path=database)


def read_key(path: Path) -> bytes:
    """The one key in `path`; startup.key_malformed where there are two."""
    key, *others = read_keys(path)
    if others:
        raise StorageProblem("startup.key_malformed", path=path)
    return key


def read_keys(path: Path) -> tuple[bytes, ...]:
    """One key or two, each 32 bytes from a line of 64 hex characters in `path`."""
    try:
        text = path.read_bytes().strip()
    except FileNotFoundError as error:
        raise StorageProblem("startup.key_missing", path=path) from error
    except OSError as error:
        raise StorageProblem("startup.key_unreadable", path=path) from error
    if not re.fullmatch(rb"[0-9a-fA-F]{64}(\r?\n[0-9a-fA-F]{64})?", text):
        raise StorageProblem("startup.key_malformed", path=path)
    return tuple(bytes.fromhex(line.decode("ascii")) for line in text.split())


def write_keys(path: Path, *keys: bytes) -> None:
    """Put these in the place of what is in `path`, safely on disk before it returns; OSError."""
    replace(path.resolve(), _lines(*keys))


def make_key(path: Path) -> bytes:
    """A new random key in `path` (mode 600), safely on disk before it returns.

    FileExistsError rather than overwrite a key; StorageProblem startup.not_writable.
    """
    key = secrets.token_bytes(KEY_BYTES)
    draft = path.with_name(f"{path.name}.new")
    try:
        draft.unlink(missing_ok=True)
        write_new(draft, _lines(key))
        give_name(draft, path)
    except FileExistsError:
        raise
    except OSError as error:
        raise StorageProblem("startup.not_writable", path=path) from error
    return key


def _lines(*keys: bytes) -> bytes:
    return "".join(f"{key.hex()}\n" for key in keys).encode("ascii")

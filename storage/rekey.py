"""Gives the database a new key, and cleans up after a change of key that was broken off.

SQLCipher can change the key within the file (PRAGMA rekey), in one transaction over every page; in WAL mode its
makers promise that only for a later release, and what a kill left could only be believed. So a copy is made under the
new key, compared, put on disk, and takes the name of the database by one rename. At every moment the key file holds
the key of whatever file has that name: both keys from before the copy until the rename is on disk.
"""

import secrets
from contextlib import suppress
from pathlib import Path

from storage.cipher_copy import FAILURES, copy, held
from storage.durable import sync_folder, take_place
from storage.keyfile import KEY_BYTES, key_for, read_keys, write_keys
from storage.problems import StorageProblem
from storage.unfinished import REKEY, clear, draft_of


def rekey(database: Path, key_file: Path) -> None:
    """A new key for an existing database; the old one is gone afterwards. Hold storage.lock.exclusive around it.

    StorageProblem: those of `key_for`, startup.in_use, rekey.failed (nothing has changed), rekey.old_key_left
    (it has the new key, but the key file could not be written once more).
    """
    _settled(database, key_file)
    old, _ = key_for(database, key_file, create=False)
    new = secrets.token_bytes(KEY_BYTES)
    try:
        _change(database.resolve(), key_file, old, new)
    except FAILURES as error:
        _settled(database, key_file)
        if key_for(database, key_file, create=False)[0] == old:
            raise StorageProblem("rekey.failed", path=database) from error
    if settle(database, key_file) == "rekey.old_key_left" or read_keys(key_file) != (new,):
        raise StorageProblem("rekey.old_key_left", path=key_file)


def _change(database: Path, key_file: Path, old: bytes, new: bytes) -> None:
    with held(database, old) as source:
        write_keys(key_file, old, new)
        draft = draft_of(database, REKEY)
        copy(source, draft, new)
        take_place(draft, database)


def settle(database: Path, key_file: Path) -> str | None:
    """What a change of key has to say that was broken off, None where there was none. Hold the lock around it.

    What a restore left that was broken off goes too.

    rekey.finished: the new key counts; rekey.undone: still the old one; rekey.old_key_left: either, but the key
    file holds both of them still. StorageProblem as `key_for`.
    """
    clear(database.resolve())
    with suppress(OSError):
        key_file.resolve().with_name(f"{key_file.resolve().name}.new").unlink(missing_ok=True)
    keys = read_keys(key_file)
    if len(keys) == 1:
        return None
    key, _ = key_for(database, key_file, create=False)
    try:
        # Of two files that had the name one after the other, a power cut could bring back the first.
        sync_folder(database.resolve().parent)
        write_keys(key_file, key)
    except OSError:
        return "rekey.old_key_left"
    return "rekey.undone" if key == keys[0] else "rekey.finished"


def _settled(database: Path, key_file: Path) -> None:
    with suppress(StorageProblem):
        settle(database, key_file)

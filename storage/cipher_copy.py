"""A whole database, page by page, into a new file under another key, while nobody else can open it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from storage.cipher import connect, create_file
from storage.durable import sync_file
from storage.problems import StorageProblem

FAILURES: Final = (OSError, sqlcipher.DatabaseError)


def beside(path: Path) -> tuple[Path, ...]:
    """What SQLite may put beside a file of this name."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))


@contextmanager
def held(path: Path, key: bytes) -> Iterator[sqlite3.Connection]:
    """Everything is in the one file for the block, and no other process reads or writes it.

    StorageProblem startup.in_use where one has it open. In WAL mode a new file under this name would get what the
    log of the old one holds, so the mode changes; whoever opens the database next changes it back.
    """
    with closing(_alone(path, key)) as connection:
        # Closing would delete a journal by its name, which may be that of the next file by then.
        connection.execute("PRAGMA journal_mode=MEMORY")
        for one in beside(path):
            one.unlink(missing_ok=True)
        yield connection


def _alone(path: Path, key: bytes) -> sqlite3.Connection:
    try:
        connection = connect(path, key, "journal_mode=DELETE", "locking_mode=EXCLUSIVE")
    except sqlcipher.OperationalError as error:
        raise _named(error, path) from error
    try:
        # In this locking mode the lock stays after the commit.
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        if connection.execute("PRAGMA journal_mode").fetchone() != ("delete",):
            raise StorageProblem("startup.in_use", path=path)
    except BaseException as error:
        connection.close()
        raise _named(error, path) from error
    return connection


def _named(error: BaseException, path: Path) -> BaseException:
    is_busy = (
        isinstance(error, sqlcipher.OperationalError) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    )
    return StorageProblem("startup.in_use", path=path) if is_busy else error


def copy(source: sqlite3.Connection, target: Path, key: bytes) -> None:
    """A new file `target` with all that `source` has, compared with it and safely on disk; one of FAILURES."""
    create_file(target)
    # A draft needs no journal: one that is not finished is thrown away.
    with closing(connect(target, key, "journal_mode=OFF", "synchronous=OFF")) as connection:
        source.backup(connection)
    with closing(connect(target, key, "journal_mode=DELETE")) as connection:
        if _faults(connection) or _rows(connection) != _rows(source):
            raise OSError("the copy is not what it was made of")
    sync_file(target)


def _faults(connection: sqlite3.Connection) -> bool:
    pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return bool(pages) or connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many each table has."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    counted = (f'SELECT count(*) FROM "{name}"' for (name,) in names)  # noqa: S608 - names of ours
    return {name: connection.execute(one).fetchone()[0] for (name,), one in zip(names, counted, strict=True)}

"""SQLCipher under SQLAlchemy: the one place that knows the driver, the key pragma and the other pragmas."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import URL, AsyncAdaptedQueuePool, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_dbapi
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlcipher3 import dbapi2 as sqlcipher

from storage.durable import sync_folder
from storage.one_trip import Connection as OneTripConnection
from storage.problems import StorageProblem

OLDEST_SQLITE = (3, 51, 3)  # older ones can corrupt a WAL database: sqlite.org/wal.html#walresetbug
PLAIN_HEADER = b"SQLite format 3\0"
UNWRITABLE = {
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM),
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
}

PRAGMAS = (
    "cipher_log_level=NONE",  # a wrong key is reported by us; its own lines would go to stderr
    "busy_timeout=5000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",
)


class CipherModule(AsyncAdapt_aiosqlite_dbapi):
    """SQLAlchemy's adapter of aiosqlite, which recognises sqlcipher3's exceptions and so wraps them."""

    def _init_dbapi_attributes(self) -> None:
        for name in (
            *("DatabaseError", "Error", "IntegrityError", "NotSupportedError", "OperationalError"),
            *("ProgrammingError", "sqlite_version", "sqlite_version_info"),
            *("PARSE_COLNAMES", "PARSE_DECLTYPES", "Binary"),
        ):
            setattr(self, name, getattr(self.sqlite, name))


def connect(path: Path, key: bytes, *extra: str) -> sqlite3.Connection:
    """A raw connection to an existing file, without implicit BEGIN; `extra` pragmas come last.

    It opens also an empty file, which thereby becomes a database. Raises sqlcipher3's DatabaseError.
    """
    target = f"{path.absolute().as_uri()}?mode=rw"
    # The worker thread of aiosqlite opens it, the garbage collector of another may close it.
    connection: sqlite3.Connection = sqlcipher.connect(
        target, uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")  # before anything that reads a page
        for pragma in (*PRAGMAS, *extra):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def async_engine(path: Path, key: bytes, *extra: str, begin: str, pool_size: int) -> AsyncEngine:
    """`begin` is the statement that opens each transaction, `extra` the pragmas of this engine."""

    async def opened() -> aiosqlite.Connection:
        connection = OneTripConnection(lambda: connect(path, key, *extra), iter_chunk_size=64)
        connection._thread.daemon = True  # as SQLAlchemy does: one left open must not hold up the exit
        return await connection

    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        async_creator=opened,
        module=CipherModule(aiosqlite, sqlcipher),
        poolclass=AsyncAdaptedQueuePool,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=10,
        pool_reset_on_return=None,  # every block ends in commit or rollback: another rollback is only a detour
        hide_parameters=True,  # an error must not carry what people wrote into the log
    )
    event.listen(engine.sync_engine, "begin", _begins_with(begin))
    return engine


def sync_engine(path: Path, key: bytes, *extra: str) -> Engine:
    """For Alembic, which is synchronous; one connection at a time, writing transactions."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: connect(path, key, *extra),
        module=sqlcipher,
        poolclass=NullPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begins_with("BEGIN IMMEDIATE"))
    return engine


def create_file(path: Path) -> None:
    """An empty file that only we may read, unless there is one; SQLite gives -wal and -shm the same mode."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        sync_folder(path.parent)
    except OSError as error:
        raise StorageProblem("startup.not_writable", path=path) from error


def check_file(path: Path, key: bytes) -> None:
    """Raise the StorageProblem that keeps this file from being our database under this key."""
    try:
        with path.open("rb") as file:
            if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
                raise StorageProblem("startup.not_encrypted", path=path)
        connection = connect(path, key)
        try:
            [version] = connection.execute("PRAGMA cipher_version").fetchone() or [None]
            check_build(version, sqlcipher.sqlite_version_info)
            connection.execute("SELECT count(*) FROM sqlite_master")
        finally:
            connection.close()
    except FileNotFoundError as error:
        raise StorageProblem("startup.database_missing", path=path) from error
    except OSError as error:
        raise StorageProblem("startup.not_writable", path=path) from error
    except sqlcipher.DatabaseError as error:
        raise _named(error, path) from error


def fits(path: Path, key: bytes) -> bool:
    """Whether `key` opens this file; the StorageProblem of `check_file` for anything else that is wrong."""
    try:
        check_file(path, key)
    except StorageProblem as problem:
        if problem.key != "startup.key_wrong":
            raise
        return False
    return True


def check_build(cipher_version: str | None, sqlite_version: tuple[int, ...]) -> None:
    """StorageProblem startup.cipher_missing or startup.sqlite_too_old."""
    if not cipher_version:
        raise StorageProblem("startup.cipher_missing")
    if sqlite_version < OLDEST_SQLITE:
        found, needed = (".".join(map(str, version)) for version in (sqlite_version, OLDEST_SQLITE))
        raise StorageProblem("startup.sqlite_too_old", found=found, needed=needed)


def _named(error: Any, path: Path) -> Exception:
    code = error.sqlite_errorcode & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return StorageProblem("startup.key_wrong", path=path)
    if code in UNWRITABLE:
        return StorageProblem("startup.not_writable", path=path)
    if code == sqlite3.SQLITE_BUSY:
        return StorageProblem("startup.in_use", path=path)
    return error  # type: ignore[no-any-return]


def _begins_with(statement: str) -> Callable[[Connection], None]:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    return begin

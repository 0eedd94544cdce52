"""Telling a database that cannot be reached now, and one that is damaged, from a fault of ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, TimeoutError
from sqlcipher3 import dbapi2 as sqlcipher

from storage.problems import StorageProblem

StorageError = SQLAlchemyError
_SIGNS: Final = (
    "database or disk is full",
    "disk i/o error",
    "unable to open database file",
    "database is locked",
    "attempt to write a readonly database",
)
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def is_outage(error: BaseException) -> bool:
    """Whether the same work may succeed later without any change: full disk, lost mount, lock held too long."""
    told = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(error, DBAPIError | sqlcipher.Error):
        return any(sign in str(told).lower() for sign in _SIGNS)
    return isinstance(error, TimeoutError)


@contextmanager
def naming_damage(path: Path) -> Iterator[None]:
    """StorageProblem check.damaged where a page of this database cannot be read in the block."""
    try:
        yield
    except (DBAPIError, sqlcipher.DatabaseError) as error:
        told = error.orig if isinstance(error, DBAPIError) else error
        if getattr(told, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
            raise
        raise StorageProblem("check.damaged", path=path) from error

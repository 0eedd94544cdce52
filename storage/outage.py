"""Telling a database that cannot be reached now from a fault of ours."""

from typing import Final

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, TimeoutError

StorageError = SQLAlchemyError
_SIGNS: Final = (
    "database or disk is full",
    "disk i/o error",
    "unable to open database file",
    "database is locked",
    "attempt to write a readonly database",
)


def is_outage(error: BaseException) -> bool:
    """Whether the same work may succeed later without any change: full disk, lost mount, lock held too long."""
    if isinstance(error, DBAPIError):
        return any(sign in str(error.orig).lower() for sign in _SIGNS)
    return isinstance(error, TimeoutError)

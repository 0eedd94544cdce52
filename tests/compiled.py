"""What SQLAlchemy makes of a statement is kept for a whole test run, though each test opens a file of its own.

Without it a quarter of the time of a dialogue's tests goes to making the same SQL again.
"""

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite as Dialect
from sqlalchemy.util import LRUCache

MADE: LRUCache[object, object] = LRUCache(5000)


def share() -> None:
    """The dialect is part of the key of what is kept, and each engine has one: for us they are all the same."""
    Dialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
    Dialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign, assignment]
    event.listen(Engine, "engine_connect", _share_with)


def _share_with(connection: Connection) -> None:
    if isinstance(connection.dialect, Dialect):
        connection.execution_options(compiled_cache=MADE)

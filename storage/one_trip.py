"""One trip to the connection's thread per statement, where aiosqlite makes four: cursor, execute, fetch, close."""

from collections.abc import Sequence
from typing import Any

import aiosqlite


class OneTripCursor:
    """What SQLAlchemy's adapter of aiosqlite asks of a cursor, done at once and kept as rows."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount, self.arraysize = -1, 1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "OneTripCursor":
        return self

    async def execute(self, statement: str, parameters: Any = ()) -> "OneTripCursor":
        await self._connection._execute(self._perform, "execute", statement, parameters)  # type: ignore[no-untyped-call]
        return self

    async def executemany(self, statement: str, parameters: Any) -> "OneTripCursor":
        await self._connection._execute(self._perform, "executemany", statement, parameters)  # type: ignore[no-untyped-call]
        return self

    def _perform(self, how: str, statement: str, parameters: Any) -> None:
        cursor = getattr(self._connection._conn, how)(statement, parameters)
        self.description = cursor.description
        self._rows = cursor.fetchall() if cursor.description else ()
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        cursor.close()

    async def fetchall(self) -> Sequence[Any]:
        rows, self._rows = self._rows, ()
        return rows

    async def close(self) -> None:
        self._rows = ()


class Connection(aiosqlite.Connection):
    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        return OneTripCursor(self)

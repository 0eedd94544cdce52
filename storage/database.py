"""The database of a running program: one connection that writes, a few that only read."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import cipher

Session: TypeAlias = AsyncConnection


class Database:
    """Made by `open`, given back by `close`. Nobody calls commit: the block does."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self._writer = writer
        self._reader = reader
        self._holder: asyncio.Task[object] | None = None

    @classmethod
    async def open(cls, path: Path, key: bytes) -> "Database":
        """Test file, key and build first; an absent file becomes an empty database.

        StorageProblem: startup.not_writable, not_encrypted, key_wrong, cipher_missing, sqlite_too_old.
        """
        await asyncio.to_thread(_prepare, path, key)
        return cls(
            cipher.async_engine(path, key, "foreign_keys=ON", begin="BEGIN IMMEDIATE", pool_size=1),
            cipher.async_engine(path, key, "query_only=ON", begin="BEGIN", pool_size=4),
        )

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Session]:
        """The only way to write: committed at the end of the block, rolled back by any exception.

        No network call inside. Opening one within another raises RuntimeError at once; a child task that
        tries it, while its parent waits, gets sqlalchemy's TimeoutError after ten seconds.
        Cancelling a task does not always cancel its commit, so what is done twice must be harmless.
        """
        task = asyncio.current_task()
        if task is not None and task is self._holder:
            raise RuntimeError("a transaction within a transaction: hand the open one on")
        async with self._writer.begin() as connection:
            self._holder = task
            try:
                yield connection
            finally:
                self._holder = None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """One consistent view of what was committed, beside the writer; writing raises OperationalError."""
        async with self._reader.begin() as connection:
            yield connection

    async def close(self) -> None:
        await self._reader.dispose()
        await self._writer.dispose()  # last, so that the connection that may write empties the WAL


def _prepare(path: Path, key: bytes) -> None:
    cipher.create_file(path)
    cipher.check_file(path, key)

"""Where a running bot touches its database or Telegram, and a fuse that ends the process at one such place."""

import os
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine
from telegram.request import RequestData

from handlers.http import AiohttpRequest
from tests.crash.job import Job

BLOWN = 9


class Fuse:
    """Counts the boundaries from the one named `counts_from` on; at number `blows_at` the process ends as by kill -9.

    The name of that boundary is told first; with `tells_all` each name is told.
    """

    def __init__(self, job: Job, tell: Callable[[str], None]) -> None:
        self._job, self._tell = job, tell
        self._count = 0

    def reach(self, name: str) -> None:
        if not self._count and name != (self._job.counts_from or name):
            return
        self._count += 1
        blows = self._count == self._job.blows_at
        if blows or self._job.tells_all:
            self._tell(name)
        if blows:
            os._exit(BLOWN)


class WatchedRequest(AiohttpRequest):
    """Before a request leaves, and after its answer came but before anybody saw it."""

    def __init__(self, fuse: Fuse, connections: int) -> None:
        super().__init__(connections=connections)
        self._fuse = fuse

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[1]
        self._fuse.reach(f"before {name}")
        answer = await super().do_request(url, method, request_data, *args, **kwargs)
        self._fuse.reach(f"after {name}")
        return answer


def watch(engine: AsyncEngine, name: str, fuse: Fuse) -> None:
    """Before and after each statement that writes, and each COMMIT, of this engine.

    What only reads leaves nothing behind: a stop there is one after what was written before it.
    """
    _watch_statements(engine, name, fuse)
    dialect = engine.sync_engine.dialect
    commit = dialect.do_commit

    def watched_commit(connection: Any) -> None:
        fuse.reach(f"before {name} COMMIT")
        commit(connection)
        fuse.reach(f"after {name} COMMIT")

    dialect.do_commit = watched_commit  # type: ignore[method-assign, assignment]


def _watch_statements(engine: AsyncEngine, name: str, fuse: Fuse) -> None:
    def before(_: Connection, __: Any, statement: str, *___: Any) -> None:
        if not statement.startswith("SELECT"):
            fuse.reach(f"before {name} {_short(statement)}")

    def after(_: Connection, __: Any, statement: str, *___: Any) -> None:
        if not statement.startswith("SELECT"):
            fuse.reach(f"after {name} {_short(statement)}")

    event.listen(engine.sync_engine, "before_cursor_execute", before)
    event.listen(engine.sync_engine, "after_cursor_execute", after)


def _short(statement: str) -> str:
    return " ".join(statement.split())[:160]

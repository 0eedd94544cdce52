"""Starts bots quickly: `python -m tests.crash.nursery` imports everything once and forks a bot per connection.

It prints its port. The first line of a connection is the Job; then the bot tells, one JSON pair per line, the
boundary at which it ends (or each one), and what it logs as an error. It lives until the connection closes.
"""

import asyncio
import gc
import json
import logging
import os
import select
import signal
import socket
import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.clock import Clock
from bot.settings import Settings
from bot.texts import KeysOnly, Texts
from handlers.errors import set_up_logging
from handlers.program import Program
from storage.database import Database
from tests.cast import KEY
from tests.crash.boundaries import Fuse, WatchedRequest, watch

BOUNDARY, ERROR = "boundary", "error"


@dataclass(frozen=True)
class Job:
    """Which bot to run, and where it is to end; `tells_all` makes it tell every boundary."""

    url: str
    database: str
    blows_at: int | None = None
    tells_all: bool = False

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"


class Errors(logging.Handler):
    """Hands on what is logged as an error: a sound bot logs none, however often it was killed."""

    def __init__(self, line: socket.socket) -> None:
        super().__init__(logging.ERROR)
        self._line = line

    def emit(self, record: logging.LogRecord) -> None:
        tell(self._line, ERROR, record.getMessage())


def tell(line: socket.socket, kind: str, words: str) -> None:
    line.sendall(json.dumps([kind, words]).encode() + b"\n")


def main() -> None:
    texts = KeysOnly.load()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how they ended
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        print(listener.getsockname()[1], flush=True)
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in ready:  # whoever started us has gone
                return
            line, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _live(line, texts)
            line.close()


def _live(line: socket.socket, texts: Texts) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        with line.makefile("rb") as lines:
            job = Job(**json.loads(lines.readline()))
        set_up_logging(logging.ERROR, handlers=[Errors(line)])
        asyncio.run(_run(job, line, texts))
    except BaseException:  # noqa: BLE001 - a forked child must not go on as its parent
        tell(line, ERROR, traceback.format_exc())
    finally:
        os._exit(0)


async def _run(job: Job, line: socket.socket, texts: Texts) -> None:
    """The program as it is, with a fuse in each wire."""
    fuse = Fuse(job.blows_at, lambda name: tell(line, BOUNDARY, name), tells_all=job.tells_all)
    asyncio.get_running_loop().add_reader(line.fileno(), os._exit, 0)  # nothing but its end ever comes
    database = await Database.open(Path(job.database), KEY)
    watch(database._writer, "writer", fuse)
    watch(database._reader, "reader", fuse)
    settings = Settings(token="42:TEST", api_url=job.url, database=job.database, _env_file=None)
    requests = {"request": WatchedRequest(fuse, 64), "poll_request": WatchedRequest(fuse, 2)}
    await Program(settings, Clock(), texts, database, **requests).run(asyncio.Event())


if __name__ == "__main__":
    main()

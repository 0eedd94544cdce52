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
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.clock import Clock
from bot.settings import Settings
from bot.texts import KeysOnly, Texts
from handlers.errors import set_up_logging
from handlers.program import Program
from storage.database import Database
from tests.cast import KEY
from tests.crash.boundaries import Fuse, WatchedRequest, watch
from tests.crash.job import BOUNDARY, ERROR, Job, Life
from tests.crash.scenario import AMINA, play, prepare
from tryout.server import serve
from tryout.telegram import Telegram

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
    asyncio.run(warm_up(texts))
    gc.collect()
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


async def warm_up(texts: Texts) -> None:
    """One run of the scenario here, so that no bot need pay for what is done only once per process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bot.sqlite"
        code = await prepare(path)
        telegram = Telegram()
        async with serve(telegram) as url:
            bot = asyncio.create_task(_program(Job(url, str(path)), Fuse(None, print), texts))
            try:
                await play(telegram.phone(AMINA, "Amina", "en"), code, Life(), impatient=False)
            finally:
                bot.cancel()
                await asyncio.gather(bot, return_exceptions=True)


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
    asyncio.get_running_loop().add_reader(line.fileno(), os._exit, 0)  # nothing but its end ever comes
    await _program(job, Fuse(job.blows_at, lambda name: tell(line, BOUNDARY, name), tells_all=job.tells_all), texts)


async def _program(job: Job, fuse: Fuse, texts: Texts) -> None:
    """The program as it is, with the fuse in each wire."""
    database = await Database.open(Path(job.database), KEY)
    watch(database._writer, "writer", fuse)
    watch(database._reader, "reader", fuse)
    settings = Settings(token="42:TEST", api_url=job.url, database=job.database, _env_file=None)
    calls, polls = WatchedRequest(fuse, 64), WatchedRequest(fuse, 2)
    try:
        await Program(settings, Clock(), texts, database, request=calls, poll_request=polls).run(asyncio.Event())
    finally:
        await database.close()


if __name__ == "__main__":
    main()

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
from collections.abc import Callable
from tempfile import TemporaryDirectory
from typing import Any

import aiosqlite
from pydantic import SecretStr

from bot.clock import Clock
from bot.settings import Settings
from handlers.errors import set_up_logging
from handlers.program import Program
from storage.database import Database
from tests.cast import KEY
from tests.crash.boundaries import Fuse, WatchedRequest, watch
from tests.crash.job import BOUNDARY, ERROR, Job, Life
from tests.crash.scenario import AMINA, FILE, acts, play, prepare
from tests.keys_only import KeysOnly
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


class Nursery:
    """What a bot finds ready when it is born: texts, and engines that have prepared every statement before."""

    def __init__(self) -> None:
        self._texts = KeysOnly.load()
        self._home = TemporaryDirectory()
        os.chdir(self._home.name)
        self._database = asyncio.run(self._warm_up())

    async def _warm_up(self) -> Database:
        """One run of the scenario here, so that no bot need pay for what is done only once per process."""
        code = await prepare(FILE)
        database = await Database.open(FILE, KEY)
        telegram = Telegram()
        async with serve(telegram) as url:
            fuse = Fuse(Job(url, self._home.name), print)
            bot = asyncio.create_task(self._program(url, database, fuse))
            try:
                await play(telegram.phone(AMINA, "Amina", "en"), acts(code), Life())
            finally:
                bot.cancel()
                await asyncio.gather(bot, return_exceptions=True)
        await database.close()
        return database

    def serve(self) -> None:
        with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
            print(listener.getsockname()[1], flush=True)
            while True:
                ready, _, _ = select.select([listener, sys.stdin], [], [])
                if sys.stdin in ready:  # whoever started us has gone
                    return
                line, _ = listener.accept()
                if os.fork() == 0:
                    listener.close()
                    self._live(line)
                line.close()

    def _live(self, line: socket.socket) -> None:
        """The whole life of a forked bot, which must not go on as its parent."""
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        try:
            with line.makefile("rb") as lines:
                job = Job(**json.loads(lines.readline()))
            os.chdir(job.home)
            set_up_logging(logging.ERROR, handlers=[Errors(line)])
            asyncio.run(self._run(job, line))
        except BaseException:  # noqa: BLE001
            tell(line, ERROR, traceback.format_exc())
        finally:
            os._exit(0)

    async def _run(self, job: Job, line: socket.socket) -> None:
        asyncio.get_running_loop().add_reader(line.fileno(), os._exit, 0)  # nothing but its end ever comes
        fuse = Fuse(job, lambda name: tell(line, BOUNDARY, name))
        watch(self._database._writer, "writer", fuse)
        watch(self._database._reader, "reader", fuse)
        await self._program(job.url, self._database, fuse)

    async def _program(self, url: str, database: Database, fuse: Fuse) -> None:
        """The program as it is, with the fuse in each wire."""
        settings = Settings(token=SecretStr("42:TEST"), api_url=url, database=FILE)
        calls, polls = WatchedRequest(fuse, 64), WatchedRequest(fuse, 2)
        program = Program(settings, Clock(), self._texts, database, request=calls, poll_request=polls)
        await program.run(asyncio.Event())


async def _in_this_thread(
    _: aiosqlite.Connection, work: Callable[..., Any], *given: Any, **named: Any
) -> Any:
    """Without aiosqlite's thread, which is half of the time; whoever else is ready has a turn first."""
    await asyncio.sleep(0)
    return work(*given, **named)


def main() -> None:
    aiosqlite.Connection._execute = _in_this_thread  # type: ignore[method-assign, assignment]
    nursery = Nursery()
    gc.collect()
    gc.freeze()
    gc.disable()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how they ended
    nursery.serve()


if __name__ == "__main__":
    main()

"""Keeps one bot running as a service manager would: when it ends before its time, it is started again."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from dataclasses import replace

from tests.crash.job import Job, Life

STARTS_MOST = 5


@contextmanager
def nursery() -> Iterator[int]:
    """The port at which a bot is to be had for a Job."""
    command = [sys.executable, "-m", "tests.crash.nursery"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield int(process.stdout.readline())
        process.stdin.close()


@asynccontextmanager
async def supervised(port: int, job: Job) -> AsyncIterator[Life]:
    """The bot of this job for the length of the block, without its fuse from the second start on."""
    life = Life()
    task = asyncio.create_task(_keep_alive(port, job, life))
    try:
        yield life
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep_alive(port: int, job: Job, life: Life) -> None:
    while life.starts < STARTS_MOST:
        life.starts += 1
        if life.starts == 2:
            life.started_again.set()
        await _one_life(port, job, life)
        job = replace(job, blows_at=None)
    life.errors.append(f"it ended {life.starts} times")


async def _one_life(port: int, job: Job, life: Life) -> None:
    """Until it ends; when this is cancelled it ends too, and is waited for."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(job.line())
    try:
        async for line in reader:
            life.hear(*json.loads(line))
    finally:
        with suppress(ConnectionError), closing(writer):
            writer.write_eof()
            await reader.read()

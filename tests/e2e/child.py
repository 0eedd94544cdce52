"""The command `sleutelbot` as a process of its own: started, heard out, killed.

Each is a fork of one process that has imported the program, as most of a start is imports.
"""

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals
from typing import TypeAlias

import bot
from bot.__main__ import main

REPOSITORY = Path(bot.__file__).parents[1]
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["bot.__main__", "handlers.program"])
# How fast the machine is proves nothing: these only keep a failing test from waiting for ever.
LONGEST = 60.0
PATIENCE = 40.0


async def until(condition: Callable[[], object], timeout: float = PATIENCE) -> None:
    """Return once `condition()` is true; TimeoutError after `timeout` seconds."""
    async with asyncio.timeout(timeout):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in another process
            await asyncio.sleep(0.01)


@dataclass(frozen=True)
class Ended:
    """How a command ended and all that it printed."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line on standard error; fails where there is more or less than that."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err or "nothing was told"
        return lines[0]


Main: TypeAlias = Callable[[list[str]], int]


def become(
    main: Main, command: Sequence[str], settings: Mapping[str, str], folder: Path, *output: Connection
) -> None:
    """From here on this process is the command: its folder, its settings, its output, its end."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment(settings))
    for descriptor, pipe in enumerate(output, start=1):
        os.dup2(pipe.fileno(), descriptor)
        pipe.close()
    sys.stdout, sys.stderr = open(1, "w"), open(2, "w", buffering=1)  # noqa: SIM115
    try:
        code = main(list(command))
    except Exception:  # noqa: BLE001 - told as a process of its own would tell it
        sys.excepthook(*sys.exc_info())
        code = 1
    sys.exit(code)


class Child:
    """One process. `out` and `err` grow while it runs: they are pipes, which no limit on files touches."""

    def __init__(self, process: ForkServerProcess, out: Connection, err: Connection) -> None:
        self._process = process
        self.out, self.err = "", ""
        self._over = asyncio.Event()
        asyncio.get_running_loop().add_reader(process.sentinel, self._end)
        self._listeners = (
            asyncio.create_task(self._listen(out, "out")),
            asyncio.create_task(self._listen(err, "err")),
        )

    @classmethod
    async def start(
        cls, *command: str, settings: Mapping[str, str], folder: Path, main: Main = main
    ) -> "Child":
        """`settings` by their names without SLEUTELBOT_; none of this process's own count."""
        (out, its_out), (err, its_err) = FORKS.Pipe(duplex=False), FORKS.Pipe(duplex=False)
        process = FORKS.Process(target=become, args=(main, command, settings, folder, its_out, its_err))
        process.start()
        its_out.close()
        its_err.close()
        return cls(process, out, err)

    async def _listen(self, pipe: Connection, name: str) -> None:
        stream = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stream), pipe)
        while line := await stream.readline():
            setattr(self, name, getattr(self, name) + line.decode())
        transport.close()

    def _end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._process.join()
        self._over.set()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def runs(self) -> bool:
        return not self._over.is_set()

    def signal(self, number: Signals) -> None:
        if self._process.is_alive():
            os.kill(self.pid, number)

    async def ended(self, timeout: float = LONGEST) -> Ended:
        """Wait for its end; one that does not end in time is killed, and that is a TimeoutError."""
        try:
            async with asyncio.timeout(timeout):
                await self._over.wait()
        except TimeoutError:
            await self.kill()
            raise TimeoutError(f"still running after {timeout} s; it said: {self.err}") from None
        await asyncio.gather(*self._listeners)
        assert self._process.exitcode is not None
        return Ended(self._process.exitcode, self.out, self.err)

    async def kill(self) -> Ended:
        self.signal(SIGKILL)
        return await self.ended()

    async def stop(self) -> Ended:
        """As a machine does it that goes down: SIGTERM."""
        self.signal(SIGTERM)
        return await self.ended()


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This process's own, but of ours only these settings."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.upper().startswith("SLEUTELBOT")
    }
    ours = {f"SLEUTELBOT_{name}": value for name, value in settings.items()}
    return {**inherited, "PYTHONPATH": str(REPOSITORY), **ours}

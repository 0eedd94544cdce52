"""The processes of one installation: started with its settings, and gone when it closes."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import tryout

_PROGRAM: Final = (sys.executable, "-m", "bot")
_ROOT: Final = Path(tryout.__file__).parents[1]


class CommandFailed(Exception):  # noqa: N818 - told to a person
    """A command ended with a failure; the message is its last line, and empty where nobody wants it any more."""


class Children:
    """`settings` by their names without SLEUTELBOT_; none of this process's own count."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = _environment(settings)
        self._starting: set[asyncio.Task[Process]] = set()
        self._running: set[Process] = set()
        self._closed = False

    async def start(self, *arguments: str, log: str) -> Process:
        """`sleutelbot ARGUMENTS`, whose complaints go to the file `log` in the folder."""
        if self._closed:
            raise CommandFailed("")
        starting = asyncio.create_task(self._start(arguments, log))
        self._starting.add(starting)
        starting.add_done_callback(self._starting.discard)
        # Whoever waits may give up; the process is still ours, and `close` must know it.
        return await asyncio.shield(starting)

    async def _start(self, arguments: tuple[str, ...], log: str) -> Process:
        out = DEVNULL if arguments == ("run",) else PIPE
        with (self._folder / log).open("ab") as complaints:
            # A group of its own: Ctrl-C at the terminal reaches us alone, and we end it.
            process = await asyncio.create_subprocess_exec(
                *(*_PROGRAM, *arguments),
                env=self._environment,
                cwd=self._folder,
                stdin=DEVNULL,
                stdout=out,
                stderr=complaints,
                start_new_session=True,
            )
        self._running.add(process)
        return process

    async def output(self, *arguments: str) -> str:
        """What a command prints; CommandFailed when it does not end well."""
        log = f"{arguments[0]}.log"
        process = await self.start(*arguments, log=log)
        out, _ = await process.communicate()
        self._running.discard(process)
        if self._closed:
            raise CommandFailed("")
        if process.returncode:
            raise CommandFailed(self.last_line(log) or arguments[0])
        return out.decode()

    def last_line(self, log: str) -> str:
        """The newest complaint, for whoever wonders why a process ended."""
        lines = (self._folder / log).read_text("utf-8", "replace").splitlines()
        return lines[-1] if lines else ""

    async def kill(self, process: Process) -> None:
        if process.returncode is None:
            process.kill()
        await process.wait()
        self._running.discard(process)

    async def close(self) -> None:
        """Nothing runs afterwards: what is kept here is thrown away, so nobody needs time to say goodbye."""
        self._closed = True
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(self.kill(process) for process in tuple(self._running)))


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    inherited = {
        name: value for name, value in os.environ.items() if not name.upper().startswith("SLEUTELBOT")
    }
    ours = {f"SLEUTELBOT_{name}": value for name, value in settings.items()}
    return {**inherited, "PYTHONPATH": str(_ROOT), **ours}

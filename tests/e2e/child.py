"""The command `sleutelbot` as a process of its own: started, heard out, killed."""

import asyncio
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals

import bot

REPOSITORY = Path(bot.__file__).parents[1]
PROGRAM = (sys.executable, "-m", "bot")
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


class Child:
    """One process. `out` and `err` grow while it runs: they are pipes, which no limit on files touches."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.out, self.err = "", ""
        self._listeners = (
            asyncio.create_task(self._listen(process.stdout, "out")),
            asyncio.create_task(self._listen(process.stderr, "err")),
        )

    @classmethod
    async def start(
        cls, *command: str, settings: Mapping[str, str], folder: Path, user: int | None = None
    ) -> "Child":
        """`settings` by their names without SLEUTELBOT_; none of this process's own count."""
        pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            *command,
            env=environment(settings),
            cwd=folder,
            user=user,
            stdin=nothing,
            stdout=pipe,
            stderr=pipe,
        )
        return cls(process)

    async def _listen(self, stream: asyncio.StreamReader | None, name: str) -> None:
        assert stream is not None
        while line := await stream.readline():
            setattr(self, name, getattr(self, name) + line.decode())

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def runs(self) -> bool:
        return self._process.returncode is None

    def signal(self, number: Signals) -> None:
        if self.runs:
            self._process.send_signal(number)

    async def ended(self, timeout: float = LONGEST) -> Ended:
        """Wait for its end; one that does not end in time is killed, and that is a TimeoutError."""
        try:
            async with asyncio.timeout(timeout):
                code = await self._process.wait()
        except TimeoutError:
            await self.kill()
            raise TimeoutError(f"still running after {timeout} s; it said: {self.err}") from None
        await asyncio.gather(*self._listeners)
        return Ended(code, self.out, self.err)

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

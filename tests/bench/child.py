"""A bot as a child process: started, looked at through /proc, always ended."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

PATIENCE = 10.0
TICKS = os.sysconf("SC_CLK_TCK")


class Child:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    def cpu_seconds(self) -> float:
        # The name in front may hold blanks and brackets.
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_mib(self) -> float:
        [line] = [line for line in self._proc("status").splitlines() if line.startswith("VmRSS:")]
        return int(line.split()[1]) / 1024

    def _proc(self, name: str) -> str:
        return Path(f"/proc/{self._process.pid}/{name}").read_text()


@asynccontextmanager
async def child(command: list[str], environment: Mapping[str, str], log: Path) -> AsyncIterator[Child]:
    """Runs `python -m command…` for the length of the block; its output goes to `log`."""
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *command, env={**os.environ, **environment}, stdout=output, stderr=output
        )
    try:
        yield Child(process)
    finally:
        await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), PATIENCE)
    except TimeoutError as error:
        raise RuntimeError(f"the bot did not stop within {PATIENCE:.0f} s of SIGTERM") from error
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()

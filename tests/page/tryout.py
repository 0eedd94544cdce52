"""`python -m tryout` as a process of its own: started, read until it tells its address, ended."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import tryout

ROOT = Path(tryout.__file__).parents[1]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/[\w-]{8,}/")
FOLDER = re.compile(r"/\S*sleutelbot-demo-\w+")
START_SECONDS = 60.0


@dataclass
class TryOut:
    """A running try-out and what it has printed."""

    process: subprocess.Popen[bytes]
    printed: str = field(default="")

    @classmethod
    def start(cls) -> "TryOut":
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tryout"]
        pipe = subprocess.PIPE
        return cls(subprocess.Popen(command, env=environment, stdout=pipe, stderr=subprocess.STDOUT))

    def read_until(self, pattern: re.Pattern[str], timeout: float = START_SECONDS) -> str:
        """What fits the pattern, as soon as it was printed."""
        out = self.process.stdout
        assert out is not None
        deadline = time.monotonic() + timeout
        while not (found := pattern.search(self.printed)):
            left = deadline - time.monotonic()
            assert left > 0, f"not printed within {timeout} s: {self.printed}"
            if select.select([out], [], [], left)[0]:
                read = os.read(out.fileno(), 4096)
                assert read, f"it ended: {self.printed}"
                self.printed += read.decode()
        return found.group()

    @property
    def address(self) -> str:
        return self.read_until(ADDRESS)

    @property
    def folder(self) -> Path:
        return Path(self.read_until(FOLDER))

    def end(self, number: signal.Signals = signal.SIGINT) -> float:
        """Tell it to end; the seconds it took."""
        told = time.monotonic()
        self.process.send_signal(number)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        if self.process.stdout:
            self.process.stdout.close()
        return time.monotonic() - told


def bots_of(folder: Path) -> list[int]:
    """The processes whose settings point into this folder."""
    mark = f"SLEUTELBOT_DATABASE={folder}/".encode()
    found = []
    for place in Path("/proc").iterdir():
        try:
            if place.name.isdigit() and mark in (place / "environ").read_bytes():
                found.append(int(place.name))
        except OSError:
            continue
    return found

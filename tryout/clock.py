"""The clock file: how far the bot's clock is ahead of the machine's."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path


class ClockFile:
    """Writes the offset in seconds, as ASCII, to a file that the bot reads. Time only goes forward."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ahead = timedelta(seconds=float(path.read_text("ascii"))) if path.exists() else timedelta()
        self._write()

    def now(self) -> datetime:
        """The bot's present moment, in UTC."""
        return datetime.now(UTC) + self._ahead

    @property
    def ahead(self) -> timedelta:
        """How far the bot's clock is ahead of the machine's."""
        return self._ahead

    def forward(self, delta: timedelta) -> None:
        """Move the clock ahead; ValueError when `delta` is negative."""
        if delta < timedelta():
            raise ValueError(f"time only goes forward, not by {delta}")
        self._ahead += delta
        self._write()

    def to(self, moment: datetime) -> None:
        """Move the clock ahead to an aware `moment`; ValueError when that has passed."""
        self.forward(moment - self.now())

    def _write(self) -> None:
        # The bot may read at any instant: it must see the old offset or the new one, never half a number.
        fresh = self._path.with_name(self._path.name + ".new")
        fresh.write_text(repr(self._ahead.total_seconds()), "ascii")
        os.replace(fresh, self._path)

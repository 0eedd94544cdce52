"""The only module that reads the clock."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """The time the program believes it is; ahead of the machine's by the offset in a file, when trying out.

    The file holds a number of seconds. A file that cannot be read counts as no offset.
    """

    def __init__(self, offset_file: Path | None = None) -> None:
        self._offset_file = offset_file

    def now(self) -> datetime:
        """Now, in UTC."""
        machine = datetime.now(UTC)
        try:
            return machine + self._offset()
        except OverflowError:
            return machine

    def monotonic(self) -> float:
        """Seconds on a clock that never steps back."""
        return time.monotonic()

    def _offset(self) -> timedelta:
        if self._offset_file is None:
            return timedelta()
        try:
            return timedelta(seconds=max(0.0, float(self._offset_file.read_text())))
        except (OSError, ValueError, OverflowError):
            return timedelta()

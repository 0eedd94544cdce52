"""What a bot is told when it is started, and what becomes known of it and its successors."""

import asyncio
import json
from dataclasses import asdict, dataclass, field

BOUNDARY, ERROR = "boundary", "error"


@dataclass(frozen=True)
class Job:
    """A bot in the folder `home`, and the boundary at which it ends (`tests.crash.boundaries.Fuse`)."""

    url: str
    home: str
    counts_from: str | None = None
    blows_at: int | None = None
    tells_all: bool = False

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"


@dataclass
class Life:
    """Where a bot ended, and what it and its successors logged as errors."""

    boundaries: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    starts: int = 0
    started_again: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, kind: str, words: str) -> None:
        (self.boundaries if kind == BOUNDARY else self.errors).append(words)

"""A dialogue with what storage could know when it is walked: one per situation that changes what it asks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.dialog import Dialog, Place, Tap, replay

NOW: Final = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
ZONE: Final = ZoneInfo("Europe/Amsterdam")
LARGEST: Final = 2**63 - 1  # what a column for numbers holds
LONG_NAME: Final = "W" * 120  # as long as the name of a team may be


@dataclass(frozen=True)
class Stage:
    """`facts` follow from the taps, as they do in the program; `words` are typed where a step asks for some.

    `turns` is how many answers besides the first of each question are tried on one way.
    """

    name: str
    dialog: Dialog[Any]
    facts: Callable[[Sequence[Tap]], Any]
    turns: int = 2
    words: Mapping[str, str] = field(default_factory=dict)

    def place(self, taps: Sequence[Tap]) -> Place[Any]:
        return replay(self.dialog, taps, self.facts(taps))

"""How often somebody in no team gets an answer: one line a day, a few tries with a code, some safety cards."""

from datetime import date, datetime
from enum import IntEnum
from typing import Final


class Most(IntEnum):
    """What can be had, and how often a day."""

    LINES = 1
    CODES = 5
    CARDS = 10


MOST_REMEMBERED: Final = 10_000


class Strangers:
    """Kept in memory for one day and never stored."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._answered: dict[tuple[int, Most], int] = {}

    def may_answer(self, chat_id: int, now: datetime, most: Most = Most.LINES) -> bool:
        """Whether there is still one to be had today; asking takes it."""
        if now.date() != self._day or len(self._answered) >= MOST_REMEMBERED:
            self._day, self._answered = now.date(), {}
        before = self._answered.get((chat_id, most), 0)
        self._answered[(chat_id, most)] = before + 1
        return before < most

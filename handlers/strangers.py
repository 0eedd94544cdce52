"""How often somebody who is not in gets an answer: one line a day, and a few tries with a code."""

from datetime import date, datetime
from typing import Final

LINES_A_DAY: Final = 1
CODES_A_DAY: Final = 5
MOST_REMEMBERED: Final = 10_000


class Strangers:
    """Kept in memory for one day and never stored."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._answered: dict[tuple[int, bool], int] = {}

    def may_answer(self, chat_id: int, now: datetime, *, tries_code: bool = False) -> bool:
        if now.date() != self._day or len(self._answered) >= MOST_REMEMBERED:
            self._day, self._answered = now.date(), {}
        before = self._answered.get((chat_id, tries_code), 0)
        self._answered[(chat_id, tries_code)] = before + 1
        return before < (CODES_A_DAY if tries_code else LINES_A_DAY)

"""How a report says a text, a number and a day in one language."""

import re
import unicodedata
from datetime import date
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal

from bot.screen import Text
from bot.texts import Texts

_ISOLATED: Final = re.compile("\u2068([^\u2068\u2069]*)\u2069")
# Letters that are read from right to left.
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


_NOT_DRAWN: Final = frozenset({"So", "Cc", "Cn", "Co", "Cs"})


def drawable(name: str) -> str:
    """Without pictures and unknown signs, which our fonts have no shape for; as it is if nothing else is in it."""
    plain = "".join(one for one in name if unicodedata.category(one) not in _NOT_DRAWN and one != "\ufe0f")
    return " ".join(plain.split()) or name


class Speech:
    """The words of one language, without the invisible signs that a name in another script alone needs."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts, self.language = texts, language

    def __call__(self, text: Text) -> str:
        said = self._texts.plain(self.language, text)
        while True:
            bare = _ISOLATED.sub(self._bare, said)
            if bare == said:
                return said.replace("\ue000", "\u2068").replace("\ue001", "\u2069")
            said = bare

    @staticmethod
    def _bare(found: re.Match[str]) -> str:
        return f"\ue000{found[1]}\ue001" if _RIGHT_TO_LEFT.search(found[1]) else found[1]

    def number(self, number: int) -> str:
        return str(format_decimal(number, locale=self.language))

    def change(self, number: int) -> str:
        """With its sign; the dash is as wide as the plus."""
        if number == 0:
            return "="
        sign = "+" if number > 0 else "\u2013"
        return sign + self.number(abs(number))

    def day(self, day: date) -> str:
        return str(format_date(day, "d MMMM y", locale=self.language))

    def days(self, first: date, last: date) -> str:
        if first == last:
            return self.day(first)
        begins = (
            format_date(first, "d MMMM", locale=self.language) if first.year == last.year else self.day(first)
        )
        return f"{begins} – {self.day(last)}"

"""Telegram's cleaning of texts: which characters vanish, and what is trimmed."""

import re
from collections.abc import Iterable

from tryout.text.spans import Span

# U+2028-U+202E with the old direction marks go; the isolates U+2066-U+2069 stay (tdlib, clean_input_string).
_VANISHES = r"\r\u2028-\u202e\u030a\u0333\u033f"
_BLANK = r"\x00-\x08\t\x0b\x0c\x0e-\x1f"
_DOUBLED_MARK = r"[\u200e\u200f](?=[\u200e\u200f])"
_ODD = re.compile(f"(?P<gone>[{_VANISHES}])|(?P<blank>[{_BLANK}])|(?P<mark>{_DOUBLED_MARK})")
_SPACE = " \n"


def _replacement(match: re.Match[str]) -> str:
    return {"gone": "", "blank": " ", "mark": "\u200c"}[match.lastgroup or "gone"]


def clean(text: str, spans: Iterable[Span] = ()) -> tuple[str, list[Span]]:
    """The text without what Telegram takes out, and the spans moved along."""
    matches = list(_ODD.finditer(text))
    if not matches:
        return text, list(spans)
    gone = [match.start() for match in matches if match.lastgroup == "gone"]

    def shifted(place: int) -> int:
        return place - sum(index < place for index in gone)

    moved = [span.moved(shifted(span.start), shifted(span.end)) for span in spans]
    return _ODD.sub(_replacement, text), [span for span in moved if span.start < span.end]


def trim(text: str, spans: Iterable[Span] = ()) -> tuple[str, list[Span]]:
    """The text without blank edges, and the spans cut to what is left."""
    left = len(text) - len(text.lstrip(_SPACE))
    trimmed = text.strip(_SPACE)

    def cut(place: int) -> int:
        return min(max(place - left, 0), len(trimmed))

    moved = [span.moved(cut(span.start), cut(span.end)) for span in spans]
    return trimmed, [span for span in moved if span.start < span.end]

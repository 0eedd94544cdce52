"""A stretch of formatted text, counted in code points here and in UTF-16 units at the Bot API."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Span:
    """Characters `start` up to and not including `end` are of `type`; `extra` holds url, language and the like."""

    type: str
    start: int
    end: int
    extra: dict[str, Any] = field(default_factory=dict)

    def moved(self, start: int, end: int) -> "Span":
        return Span(self.type, start, end, self.extra)

    def of(self, type_: str, extra: dict[str, Any]) -> "Span":
        return Span(type_, self.start, self.end, extra)


def utf16_length(text: str) -> int:
    """Characters beyond U+FFFF count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def to_entities(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """MessageEntity objects in Telegram's order: by place, the longer one first."""
    return [
        {
            "type": span.type,
            "offset": utf16_length(text[: span.start]),
            "length": utf16_length(text[span.start : span.end]),
            **span.extra,
        }
        for span in sorted(spans, key=lambda span: (span.start, -span.end))
    ]


def from_entities(text: str, entities: Iterable[dict[str, Any]]) -> list[Span]:
    """Spans of MessageEntity objects; those that lie outside the text are cut or left out."""
    place = [0]
    for index, character in enumerate(text):
        place.extend([index + 1] * (2 if character > "\uffff" else 1))
    spans = []
    for entity in entities:
        extra = {name: value for name, value in entity.items() if name not in {"type", "offset", "length"}}
        begin = int(entity["offset"])
        end = min(begin + int(entity["length"]), len(place) - 1)
        if 0 <= begin < end:
            spans.append(Span(str(entity["type"]), place[begin], place[end], extra))
    return spans

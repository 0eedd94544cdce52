"""A text as a message carries it: plain, with entities, within the limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tryout.errors import bad_request
from tryout.text.cleaning import clean, trim
from tryout.text.detect import detect
from tryout.text.html import parse_html
from tryout.text.spans import Span, from_entities, to_entities, utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


@dataclass(frozen=True)
class Formatted:
    """Plain text, its MessageEntity objects, and the HTML it came from, if any."""

    text: str
    entities: list[dict[str, Any]]
    html: str | None = None


def plain(text: str) -> Formatted:
    """What a person typed."""
    return _finish(text, (), None)


def formatted(source: str, parse_mode: str, entities: list[dict[str, Any]]) -> Formatted:
    """What the bot sent; ApiError for a parse mode or markup that Telegram would not take."""
    match parse_mode.lower():
        case "":
            return _finish(source, from_entities(source, entities), None)
        case "html":
            return _finish(*parse_html(source), source)
    # The bot writes HTML only; pretending to understand Markdown would hide mistakes.
    raise bad_request("unsupported parse_mode")


def message_text(source: str, parse_mode: str, entities: list[dict[str, Any]]) -> Formatted:
    """A message's text: 1 to 4096 UTF-16 units after parsing and trimming."""
    if not source:
        raise bad_request("message text is empty")
    result = formatted(source, parse_mode, entities)
    if not result.text:
        raise bad_request("text must be non-empty")
    if utf16_length(result.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return result


def caption_text(source: str, parse_mode: str, entities: list[dict[str, Any]]) -> Formatted:
    """A caption: 0 to 1024 UTF-16 units after parsing and trimming."""
    result = formatted(source, parse_mode, entities)
    if utf16_length(result.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return result


def _finish(text: str, spans: Iterable[Span], html: str | None) -> Formatted:
    cleaned, kept = trim(*clean(text, spans))
    return Formatted(cleaned, to_entities(cleaned, detect(cleaned, kept)), html)

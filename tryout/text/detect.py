"""What Telegram finds in a text by itself: commands, links, mentions, mail addresses."""

import re
from collections.abc import Sequence

from tryout.text.spans import Span

_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<url>\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)\]])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31}\b)"
)
_MAY_HOLD = re.compile("[/@]")
_OPAQUE = frozenset({"code", "pre", "text_link"})


def detect(text: str, spans: Sequence[Span] = ()) -> list[Span]:
    """The spans given plus those found outside code and links."""
    if not _MAY_HOLD.search(text):
        return list(spans)
    opaque = [span for span in spans if span.type in _OPAQUE]
    found = [Span(match.lastgroup or "", match.start(), match.end()) for match in _FOUND.finditer(text)]
    free = [new for new in found if not any(new.start < old.end and old.start < new.end for old in opaque)]
    return [*spans, *free]

"""Typed words in which nobody may be recognised: taken, or refused with what was found, never kept before."""

from bot.rules.names import visible
from bot.rules.personal_data import fits, found_in
from bot.screen import Several, Text


def checked(words: str) -> str | None:
    """In one line; None for no words, too many, or such as may tell who somebody is."""
    line = visible(words)
    return line if fits(line) and not found_in(line) else None


def why(words: str) -> Text | None:
    """What was found, in outline only: what is told stands in the chat, and waits in the outbox before."""
    line = visible(words)
    found = found_in(line) if fits(line) else ()
    if not found:
        return None
    told = [Text(key=f"recognised.{one.kind}", values={"words": one.outline}) for one in found]
    return Text(key="common.recognised", values={"found": Several(several=tuple(told))})

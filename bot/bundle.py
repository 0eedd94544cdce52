"""What waited for somebody, as one message that says what waited and since when.

Its first line shows on a locked phone, in whoever's hand that is: it never holds a name, a number or a time of hers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.screen import Button, Screen, Text
from bot.when import when

WHY = Button(label=Text(key="gate.why"), data="/why")
NEUTRAL = Text(key="gate.news")


@dataclass(frozen=True)
class Held:
    """One thing to say, since when it was to be said, and whether it had to wait."""

    screen: Screen
    since: datetime
    waited: bool


def bundle(held: Sequence[Held], now: datetime, zone: ZoneInfo) -> Screen:
    """One message, in order. What did not have to wait stands there as it is."""
    lines = [line for one in held for line in _apart(one.screen.lines)]
    buttons = [row for one in held for row in one.screen.buttons]
    buttons = [row for at, row in enumerate(buttons) if row not in buttons[:at]]
    waited = [one for one in held if one.waited]
    if waited:
        since = when(min(one.since for one in waited), now, zone)
        head = Text(key="gate.several" if len(held) > 1 else "gate.waited", values={"since": since})
        lines, buttons = [head, *lines], [*buttons, (WHY,)]
    elif lines[0].values:
        lines = [NEUTRAL, *lines]
    else:
        lines[0] = lines[0].model_copy(update={"apart": False})
    return Screen(lines=tuple(lines), buttons=tuple(buttons))


def _apart(lines: Sequence[Text]) -> list[Text]:
    first, *rest = lines
    return [first.model_copy(update={"apart": True}), *rest]

"""That something was changed, said over the screen or in a message of its own."""

from typing import Any

from bot.dialog import Dialog, Scene, Write
from bot.screen import Screen, Text
from handlers.deps import Turn


def told(turn: Turn, dialog: Dialog[Any], scene: Scene[Any], line: Text) -> Text | None:
    """A note over the screen after a tap; typed words have none, so there it is a message."""
    last = list(scene.answers)[-1]
    if not any(one.name == last and isinstance(one, Write) for one in dialog.steps):
        return line
    turn.say(Screen(lines=(line,)))
    return None

"""Small dialogues to try the walk on, without a program around them."""

from typing import Any

from bot.access import EVERYBODY
from bot.dialog import Dialog, Done, Step
from bot.screen import Screen


async def _nothing(*_: Any) -> Any:
    return Done(Screen(lines=()))


def dialog_of(*steps: Step[None], **more: Any) -> Dialog[None]:
    """A dialogue called `play` of these steps, that saves nothing."""
    kept = {"gather": _nothing, "on_save": _nothing, "on_expire": _nothing}
    return Dialog(name="play", roles=EVERYBODY, steps=steps, **(kept | more))

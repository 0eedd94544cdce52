"""/export: the door to what leaves the program as a file."""

from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import export as dialog


async def start(turn: Turn, _: str) -> None:
    await conversation.start(turn, dialog.DIALOG)

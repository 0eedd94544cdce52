"""/coordinator: who is there for her now, always as a fresh page; the one shown before is closed."""

from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs.coordinator import DIALOG


async def coordinator(turn: Turn, _: str) -> None:
    """What the old page said of now is so no longer, and a question that was typed on it goes with it."""
    await conversation.afresh(turn, DIALOG)

"""/seen: who opened her data, as a fresh page below; the one shown before is closed."""

from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs.seen import DIALOG


async def seen(turn: Turn, _: str) -> None:
    await conversation.afresh(turn, DIALOG)

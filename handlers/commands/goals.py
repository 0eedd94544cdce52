"""/goals: the page of goals as it is now, below; the one shown before is closed."""

from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs.goals import DIALOG


async def goals(turn: Turn, _: str) -> None:
    await conversation.afresh(turn, DIALOG)

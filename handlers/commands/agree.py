"""/agree: the door to arranging hours with somebody of the team."""

from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs.agree import DIALOG


async def start(turn: Turn, _: str) -> None:
    await conversation.start(turn, DIALOG)

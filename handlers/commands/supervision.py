"""/supervision: her team for a coordinator, her own sessions for a key person; always a fresh page, below."""

from bot.model import Role
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import sessions as own
from handlers.dialogs import supervision as of_team


async def supervision(turn: Turn, _: str) -> None:
    if Role.COORDINATOR in turn.person.roles:
        await conversation.close(turn, own.DIALOG)
        return await conversation.afresh(turn, of_team.DIALOG)
    await conversation.close(turn, of_team.DIALOG)
    await conversation.afresh(turn, own.DIALOG)

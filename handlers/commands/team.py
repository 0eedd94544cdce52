"""The commands of coordinators: each shows its page as it is now, below; the one shown before is closed."""

from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import on_call as on_call_dialog
from handlers.dialogs import overview as overview_dialog
from handlers.dialogs import settings as settings_dialog
from handlers.dialogs import team as team_dialog


async def settings(turn: Turn, _: str) -> None:
    await conversation.afresh(turn, settings_dialog.DIALOG)


async def team(turn: Turn, _: str) -> None:
    await conversation.afresh(turn, team_dialog.DIALOG)


async def overview(turn: Turn, _: str) -> None:
    await conversation.afresh(turn, overview_dialog.DIALOG)


async def on_call(turn: Turn, _: str) -> None:
    await conversation.afresh(turn, on_call_dialog.DIALOG)

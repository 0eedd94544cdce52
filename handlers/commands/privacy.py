"""The commands of her rights, open to everybody of whom something is kept: each as a fresh page below."""

from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import correct as correct_dialog
from handlers.dialogs import forget as forget_dialog
from handlers.dialogs import mydata_page
from handlers.dialogs import privacy as privacy_dialog


async def privacy(turn: Turn, _: str) -> None:
    await conversation.afresh(turn, privacy_dialog.DIALOG)


async def mydata(turn: Turn, _: str) -> None:
    await mydata_page.give(turn)


async def correct(turn: Turn, _: str) -> None:
    await conversation.afresh(turn, correct_dialog.DIALOG)


async def forget(turn: Turn, _: str) -> None:
    await conversation.afresh(turn, forget_dialog.DIALOG)

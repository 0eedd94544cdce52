"""The commands of her rights, open to everybody of whom something is kept: each as a fresh page below."""

from typing import Any

from bot.dialog import Dialog
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import correct as correct_dialog
from handlers.dialogs import forget as forget_dialog
from handlers.dialogs import mydata_page
from handlers.dialogs import privacy as privacy_dialog
from storage import drafts


async def privacy(turn: Turn, _: str) -> None:
    await _afresh(turn, privacy_dialog.DIALOG)


async def mydata(turn: Turn, _: str) -> None:
    await mydata_page.give(turn)


async def correct(turn: Turn, _: str) -> None:
    await _afresh(turn, correct_dialog.DIALOG)


async def forget(turn: Turn, _: str) -> None:
    await _afresh(turn, forget_dialog.DIALOG)


async def _afresh(turn: Turn, dialog: Dialog[Any]) -> None:
    """A page shown before is closed."""
    draft = await drafts.find(turn.session, turn.person.id, dialog.name)
    if draft:
        await drafts.drop(turn.session, draft.id)
        if draft.message_id is not None:
            turn.show(await dialog.on_expire(turn.session, draft), draft.message_id)
    await conversation.proceed(turn, dialog, 0, (), in_place=None)

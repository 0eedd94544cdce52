"""The commands of coordinators: each shows its page as it is now, below; the one shown before is closed."""

from typing import Any

from bot.dialog import Dialog
from bot.model import Draft
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import on_call as on_call_dialog
from handlers.dialogs import overview as overview_dialog
from handlers.dialogs import settings as settings_dialog
from handlers.dialogs import team as team_dialog
from storage import drafts


async def settings(turn: Turn, _: str) -> None:
    await _afresh(turn, settings_dialog.DIALOG)


async def team(turn: Turn, _: str) -> None:
    await _afresh(turn, team_dialog.DIALOG)


async def overview(turn: Turn, _: str) -> None:
    await _afresh(turn, overview_dialog.DIALOG)


async def on_call(turn: Turn, _: str) -> None:
    await _afresh(turn, on_call_dialog.DIALOG)


async def _afresh(turn: Turn, dialog: Dialog[Any]) -> None:
    draft = await drafts.find(turn.session, turn.person.id, dialog.name)
    if draft:
        await _close(turn, dialog, draft)
    await conversation.proceed(turn, dialog, 0, (), in_place=None)


async def _close(turn: Turn, dialog: Dialog[Any], draft: Draft) -> None:
    """Nothing that it showed stays behind: it could be taken for what is so now."""
    await drafts.drop(turn.session, draft.id)
    if draft.message_id is not None:
        turn.show(await dialog.on_expire(turn.session, draft), draft.message_id)

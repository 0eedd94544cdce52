"""/supervision: her team for a coordinator, her own sessions for a key person; always a fresh page, below."""

from typing import Any

from bot.dialog import Dialog
from bot.model import Role
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import sessions as own
from handlers.dialogs import supervision as of_team
from storage import drafts


async def supervision(turn: Turn, _: str) -> None:
    coordinates = Role.COORDINATOR in turn.person.roles
    for dialog in (of_team.DIALOG, own.DIALOG):
        await _close(turn, dialog)
    shown: Dialog[Any] = of_team.DIALOG if coordinates else own.DIALOG
    await conversation.proceed(turn, shown, 0, (), in_place=None)


async def _close(turn: Turn, dialog: Dialog[Any]) -> None:
    """Nothing that was shown stays behind: it could be taken for what is so now."""
    draft = await drafts.find(turn.session, turn.person.id, dialog.name)
    if draft is None:
        return
    await drafts.drop(turn.session, draft.id)
    if draft.message_id is not None:
        turn.show(await dialog.on_expire(turn.session, draft), draft.message_id)

"""/report: asks anew which report is wanted; what was begun before is left."""

from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import report as dialog
from storage import drafts


async def report(turn: Turn, _: str) -> None:
    draft = await drafts.find(turn.session, turn.person.id, dialog.DIALOG.name)
    if draft:
        turn.strip(draft.message_id)
    await conversation.proceed(turn, dialog.DIALOG, 0, (), in_place=None)

"""/hours: the page as it is now, below; the one shown before loses its buttons."""

from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs.hours import DIALOG
from storage import drafts


async def show(turn: Turn, _: str) -> None:
    draft = await drafts.find(turn.session, turn.person.id, DIALOG.name)
    if draft:
        turn.strip(draft.message_id)
    await conversation.proceed(turn, DIALOG, 0, (), in_place=None)

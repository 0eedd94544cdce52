"""/goals: the page of goals as it is now, below; the one shown before is closed."""

from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import goals as dialog
from storage import drafts


async def goals(turn: Turn, _: str) -> None:
    draft = await drafts.find(turn.session, turn.person.id, dialog.DIALOG.name)
    if draft:
        await drafts.drop(turn.session, draft.id)
        if draft.message_id is not None:
            turn.show(await dialog.DIALOG.on_expire(turn.session, draft), draft.message_id)
    await conversation.proceed(turn, dialog.DIALOG, 0, (), in_place=None)

"""/seen: who opened her data, as a fresh page below; the one shown before is closed."""

from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs.seen import DIALOG
from storage import drafts


async def seen(turn: Turn, _: str) -> None:
    draft = await drafts.find(turn.session, turn.person.id, DIALOG.name)
    if draft:
        await drafts.drop(turn.session, draft.id)
        if draft.message_id is not None:
            turn.show(await DIALOG.on_expire(turn.session, draft), draft.message_id)
    await conversation.proceed(turn, DIALOG, 0, (), in_place=None)

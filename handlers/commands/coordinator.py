"""/coordinator: who is there for her now, always as a fresh page; the one shown before is closed."""

from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs.coordinator import DIALOG
from storage import drafts


async def coordinator(turn: Turn, _: str) -> None:
    """What the old page said of now is so no longer, and a question that was typed on it goes with it."""
    draft = await drafts.find(turn.session, turn.person.id, DIALOG.name)
    if draft:
        await drafts.drop(turn.session, draft.id)
        if draft.message_id is not None:
            turn.show(await DIALOG.on_expire(turn.session, draft), draft.message_id)
    await conversation.proceed(turn, DIALOG, 0, (), in_place=None)

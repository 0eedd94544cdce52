"""A document that the directory of services waits for; any other document is kept nowhere."""

from bot.dialog import replay
from bot.screen import Text
from bot.sheets_read import LARGEST
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs.directory import DIALOG
from handlers.dialogs.directory_facts import gather
from storage import drafts


async def take(turn: Turn, file_id: str, size: int) -> bool:
    """Whether this file was waited for; then it is being read, or refused with a reason."""
    draft = await drafts.find(turn.session, turn.person.id, DIALOG.name)
    if draft is None:
        return False
    place = replay(DIALOG, draft.taps, await gather(turn, 0, draft.taps))
    if place.step is None or place.step.name != "file":
        return False
    turn.strip(draft.message_id)
    large = Text(key="directory.unreadable.too_large") if size > LARGEST else None
    sent = () if large else ({"file": f"document:{size}:{file_id}"},)
    await conversation.proceed(turn, DIALOG, 0, (*place.taps, *sent), in_place=None, notice=large)
    return True

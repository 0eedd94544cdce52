"""Dialogues that lay still too long end, and their message says so without a sound."""

from datetime import datetime

from bot.model import Draft
from bot.screen import Edit
from handlers.dialogs import DIALOGS
from handlers.jobs.round import Round
from storage import drafts, outbox, people
from storage.database import Session
from storage.outbox import Item


async def run(work: Round) -> None:
    while True:
        async with work.database.transaction() as session:
            draft = await drafts.expired(session, work.now)
            if draft is None:
                return
            items = await _end(session, draft, work.now)
        work.delivery.post(items)


async def _end(session: Session, draft: Draft, now: datetime) -> list[Item]:
    """A silent change of a message is not speech, so it needs no gate."""
    chat_id, language = await people.address(session, draft.person_id)
    await drafts.drop(session, draft.id)
    dialog = DIALOGS.get(draft.dialog)
    if dialog is None:
        return []
    screen = await dialog.on_expire(session, draft)
    if draft.message_id is None:
        return []
    return await outbox.change(
        session, chat_id, language, [Edit(message_id=draft.message_id, screen=screen)], now
    )

"""Dialogues that lay still too long end, and their message says so without a sound."""

import logging
from datetime import datetime

from bot.model import Draft
from bot.screen import Edit
from handlers.dialogs import DIALOGS
from handlers.errors import describe
from handlers.jobs.round import PUT_OFF, Round
from storage import drafts, outbox, people
from storage.database import Session
from storage.outage import is_outage
from storage.outbox import Item

log = logging.getLogger(__name__)


async def run(work: Round) -> None:
    while True:
        async with work.database.transaction() as session:
            draft = await drafts.expired(session, work.now)
            if draft is None:
                return
            items = await _ended(session, draft, work.now)
        work.delivery.post(items)


async def _ended(session: Session, draft: Draft, now: datetime) -> list[Item]:
    """One that cannot end is put off, so that it does not hold up the others."""
    try:
        async with session.begin_nested():
            return await _end(session, draft, now)
    except Exception as error:
        if is_outage(error):
            raise
        log.error("draft %s of %s cannot end: %s", draft.id, draft.dialog, describe(error))
        await drafts.put_off(session, draft.id, now + PUT_OFF)
        return []


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

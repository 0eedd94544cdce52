"""Once a day, whatever has been kept long enough goes: contacts to weekly numbers, who left a year ago for good."""

import logging
from datetime import date

from bot.rules.retention import RETENTION, Kept
from handlers.errors import describe
from handlers.jobs.round import MOST_AT_ONCE, Round
from storage import audit, retention
from storage.outage import is_outage

log = logging.getLogger(__name__)


async def run(work: Round) -> None:
    today = work.now.astimezone(work.zone).date()
    async with work.database.reading() as session:
        if await retention.is_done(session, today):
            return
    ended = [await _kind(work, one, today) for one in RETENTION]
    if all(ended):
        async with work.database.transaction() as session:
            await retention.finish(session, today)


async def _kind(work: Round, one: Kept, today: date) -> bool:
    """Whether there is no more of it; the rest comes with the next round, and what fails tomorrow."""
    try:
        for _ in range(MOST_AT_ONCE):
            if not await _piece(work, one, today):
                return True
    except Exception as error:
        if is_outage(error):
            raise
        log.error("retention of %s failed: %s", one.kind, describe(error))
        return True
    return False


async def _piece(work: Round, one: Kept, today: date) -> int:
    async with work.database.transaction() as session:
        gone = await retention.let_go(session, one, work.now, today)
        if gone:
            await audit.write(session, 0, audit.Action.RETENTION, None, work.now)
        return gone

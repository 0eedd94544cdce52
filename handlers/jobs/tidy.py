"""What is no longer needed goes; what could not be written down before is written down."""

from datetime import timedelta
from typing import Final

from handlers.jobs.round import Round
from storage import contacts, inbox, notices

# Telegram delivers again for a day at most; a week leaves room for a clock that was wrong.
NUMBERS_KEPT: Final = timedelta(days=7)
# As long as the card it can be brought back from, at the least.
UNDONE_KEPT: Final = timedelta(days=1)
# What was said and when; no key is made anew for something that ended so long ago.
NOTICES_KEPT: Final = timedelta(days=90)


async def run(work: Round) -> None:
    now = work.now
    async with work.database.transaction() as session:
        await inbox.forget_before(session, now - NUMBERS_KEPT)
        await contacts.purge_undone(session, now - UNDONE_KEPT)
        await notices.forget_before(session, now - NOTICES_KEPT)
    await work.delivery.write_outcomes()

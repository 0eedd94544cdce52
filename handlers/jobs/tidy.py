"""What is no longer needed goes; what could not be written down before is written down."""

from datetime import timedelta
from typing import Final

from handlers.jobs.round import Round
from storage import contacts, inbox, leaving, notices, outbox

# Telegram delivers again for a day at most; a week leaves room for a clock that was wrong.
NUMBERS_KEPT: Final = timedelta(days=7)
# That something failed, for whoever looks after the bot; neither what it was nor whose.
FAILED_KEPT: Final = timedelta(days=90)
# As long as the card it can be brought back from, at the least.
UNDONE_KEPT: Final = timedelta(days=1)
# What was said and when; no key is made anew for something that ended so long ago.
NOTICES_KEPT: Final = timedelta(days=90)
# That a talk is due is said once, however long it is.
DUE_KEPT: Final = timedelta(days=365)


async def run(work: Round) -> None:
    now = work.now
    async with work.database.transaction() as session:
        await inbox.forget_before(session, now - NUMBERS_KEPT, now - FAILED_KEPT)
        await outbox.forget_before(session, now - FAILED_KEPT)
        await contacts.purge_undone(session, now - UNDONE_KEPT)
        await leaving.drop_what_waits(session, now)
        await notices.forget_before(session, now - NOTICES_KEPT, now - DUE_KEPT)
    await work.delivery.write_outcomes()

"""What is no longer needed goes; what could not be written down before is written down."""

from datetime import datetime, timedelta
from typing import Final

from handlers.delivery import Delivery
from storage import inbox
from storage.database import Database

# Telegram delivers again for a day at most; a week leaves room for a clock that was wrong.
NUMBERS_KEPT: Final = timedelta(days=7)


async def run(database: Database, delivery: Delivery, now: datetime) -> None:
    async with database.transaction() as session:
        await inbox.forget_before(session, now - NUMBERS_KEPT)
    await delivery.write_outcomes()

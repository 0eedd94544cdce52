"""A request that nobody answered in time ends, and whoever asked hears of it once."""

from datetime import timedelta
from typing import Final

from handlers.dialogs.asked import tell_expired
from handlers.jobs.round import Round, one_by_one
from storage import requests
from storage.database import Session
from storage.requests import Request

# Until then a tap on an old button is told what became of it; after that nothing shows who said yes or no.
KEPT: Final = timedelta(days=30)


async def run(work: Round) -> None:
    await one_by_one(work, requests.due, _expire, requests.put_off)
    async with work.database.transaction() as session:
        await requests.forget_before(session, work.now - KEPT)


async def _expire(session: Session, one: Request, work: Round) -> None:
    await requests.expire(session, one.id, work.now)
    await tell_expired(session, one, work.now)

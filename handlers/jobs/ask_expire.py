"""A request that nobody answered in time ends, and whoever asked hears of it once."""

from handlers.dialogs.asked import tell_expired
from handlers.jobs.round import Round, one_by_one
from storage import requests
from storage.database import Session
from storage.requests import Request


async def run(work: Round) -> None:
    await one_by_one(work, requests.due, _expire, requests.put_off)


async def _expire(session: Session, one: Request, work: Round) -> None:
    await requests.expire(session, one.id, work.now)
    await tell_expired(session, one, work.now)

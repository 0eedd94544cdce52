"""Whoever wanted her coordinator to call is asked, at her next opening, whether somebody did."""

from datetime import datetime

from bot.when import when
from handlers.dialogs.alarms import question
from handlers.jobs.round import Round, one_by_one
from storage import alarms, notices, people
from storage.alarms import Alarm
from storage.database import Session


async def run(work: Round) -> None:
    await one_by_one(work, alarms.due, _ask, _put_off)


async def _put_off(session: Session, one: Alarm, moment: datetime) -> None:
    await alarms.ask_at(session, one.id, moment)


async def _ask(session: Session, one: Alarm, work: Round) -> None:
    """Asked for by herself: nobody else hears of it, whatever becomes of the question."""
    me, now = one.person_id, work.now
    zone = await people.zone(session, me, work.zone)
    await notices.recall_all(session, f"alarm.ask:{one.id}:")
    key, asks = f"alarm.ask:{one.id}:{now.isoformat()}", question(one, when(one.raised_at, now, zone))
    await notices.put(session, me, one.team_id, key, asks, now, asked_by=me)
    await alarms.ask_at(session, one.id, None)

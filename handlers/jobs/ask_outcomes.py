"""Some time after a referral she is asked, in her own hours and one at a time, what came of it."""

from datetime import timedelta
from typing import Final

from bot.rules.referrals import ask_from
from handlers.dialogs.referred import question
from handlers.jobs.round import Round, one_by_one
from storage import notices, people, referrals
from storage.database import Session
from storage.referrals import Referral

# As far as what was asked on the same day can lie back in any zone.
LATELY: Final = timedelta(days=2)


async def run(work: Round) -> None:
    await one_by_one(work, referrals.due, _look, referrals.put_off)


async def _look(session: Session, one: Referral, work: Round) -> None:
    """Asked now, or all of hers later: she was asked enough for today, or just now."""
    me, now = one.person_id, work.now
    zone = await people.zone(session, me, work.zone)
    ask_at = ask_from(await referrals.said(session, me, now - LATELY), now, zone)
    if ask_at > now:
        return await referrals.postpone(session, me, ask_at)
    # Asked for by herself: nobody else hears of it, whatever becomes of the question.
    key = f"{one.key}{one.times}"
    await notices.put(session, me, one.team_id, key, question(one), now, asked_by=me)
    await referrals.asked(session, one)

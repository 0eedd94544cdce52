"""After a session its host is asked, in her own hours, whether it was held."""

from datetime import datetime

from bot.screen import Screen, Text
from bot.supervision import Meeting
from handlers.dialogs.meeting_notice import after_key
from handlers.dialogs.meeting_words import button, lines
from handlers.jobs.round import Round, one_by_one
from storage import meetings, notices, people
from storage.database import Session


async def run(work: Round) -> None:
    await one_by_one(work, meetings.over, _ask, _give_up)


async def _ask(session: Session, meeting: Meeting, work: Round) -> None:
    host = meeting.host.person_id
    zone = await people.zone(session, host, work.zone)
    said = (Text(key="meeting.after"), *lines(meeting, host, zone))
    acts = tuple((button(meeting, act, zone),) for act in ("held", "missed"))
    key = f"{after_key(meeting)}{host}"
    await notices.put(session, host, meeting.team_id, key, Screen(lines=said, buttons=acts), work.now)
    await meetings.asked(session, meeting.id, work.now)


async def _give_up(session: Session, meeting: Meeting, moment: datetime) -> None:
    """It stays on the list of those that are not recorded."""
    await meetings.asked(session, meeting.id, moment)

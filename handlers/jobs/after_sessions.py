"""After a session its host is asked, in her own hours, whether it was held."""

from bot.screen import Screen, Text
from handlers.dialogs.meeting_words import button, lines
from handlers.jobs.round import Round
from storage import meetings, notices, people


async def run(work: Round) -> None:
    while True:
        async with work.database.transaction() as session:
            meeting = await meetings.over(session, work.now)
            if meeting is None:
                return
            host = meeting.host.person_id
            zone = await people.zone(session, host, work.zone)
            said = (Text(key="meeting.after"), *lines(meeting, host, zone))
            acts = tuple((button(meeting, act, zone),) for act in ("held", "missed"))
            key = f"supervision.after:{meeting.id}:{meeting.sequence}"
            screen = Screen(lines=said, buttons=acts)
            await notices.put(session, host, meeting.team_id, key, screen, work.now)
            await meetings.asked(session, meeting.id, work.now)

"""Where a talk is agreed on every so many weeks, the coordinator hears in time that one is due."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.model import Membership, Role
from bot.rules.rhythm import Status, status
from bot.screen import Button, Day, Screen, Text
from bot.supervision import Rhythm
from handlers.dialogs.arranging import named
from handlers.dialogs.due import due_day
from handlers.dialogs.meeting_words import ICONS
from handlers.jobs.round import Round
from storage import guides, notices, people, series
from storage.database import Session

LOOK_AGAIN: Final = timedelta(days=1)


async def run(work: Round) -> None:
    while True:
        async with work.database.transaction() as session:
            one = await series.rhythm_due(session, work.now)
            if one is None:
                return
            await _look(session, one, work.now, work.zone)
            await series.look_later(session, one.id, work.now + LOOK_AGAIN)


async def _look(session: Session, one: Rhythm, now: datetime, house: ZoneInfo) -> None:
    mine = Membership(one.team_id, "", Role.KEY_PERSON, one.membership_id)
    guide = (await guides.of(session, mine, one.person_id)).coordinator
    if guide is None:
        return
    zone = await people.zone(session, guide, house)
    today = now.astimezone(zone).date()
    due, planned = await due_day(session, one, guide, zone, house)
    stands = status(due, planned, today)
    if stands is Status.DUE or (stands is Status.OVERDUE and planned is None):
        await _tell(session, one, guide, due, stands, now)


async def _tell(session: Session, one: Rhythm, guide: int, due: date, stands: Status, now: datetime) -> None:
    """Once when it is due and once when it is late: more would not make it happen."""
    values = {"name": named(one.name, one.person_id), "day": Day(day=due)}
    said = (
        Text(key=f"rhythm.{stands}", values=values),
        Text(key="meeting.what", values={"kind": Text(key=f"meeting.kind.{one.kind}")}, icon=ICONS[one.kind]),
        Text(key="rhythm.weeks", values={"count": one.weeks}),
    )
    plan = Button(label=Text(key="rhythm.plan", values={"name": values["name"]}), data=f"/plan {one.id}")
    screen = Screen(lines=said, buttons=((plan,),))
    key = f"supervision.{stands}:{one.id}:{due}"
    await notices.put(session, guide, one.team_id, key, screen, now)

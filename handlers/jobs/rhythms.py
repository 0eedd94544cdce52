"""Where a talk is agreed on every so many weeks, the coordinator hears in time that one is due."""

from datetime import date, datetime, timedelta
from typing import Final

from bot.model import Membership, Role
from bot.rules.rhythm import Status, status
from bot.screen import Button, Day, Screen, Text
from bot.supervision import Rhythm
from handlers.dialogs.arranging import named
from handlers.dialogs.due import due_day
from handlers.dialogs.meeting_words import ICONS
from handlers.jobs.round import Round, one_by_one
from storage import guides, notices, people, series
from storage.database import Session

LOOK_AGAIN: Final = timedelta(days=1)


async def run(work: Round) -> None:
    await one_by_one(work, series.rhythm_due, _look, _put_off)


async def _put_off(session: Session, one: Rhythm, moment: datetime) -> None:
    await series.look_later(session, one.id, moment)


async def _look(session: Session, one: Rhythm, work: Round) -> None:
    now, house = work.now, work.zone
    await series.look_later(session, one.id, now + LOOK_AGAIN)
    mine = Membership(one.team_id, "", Role.KEY_PERSON, one.membership_id)
    guide = (await guides.of(session, mine, one.person_id)).coordinator
    if guide is None:
        return
    zone = await people.zone(session, guide, house)
    today = now.astimezone(zone).date()
    due, planned = await due_day(session, one, guide, zone, house, now)
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
    key = f"supervision.{stands}:{one.id}:{one.membership_id}:{one.kind}:{due}"
    if stands is Status.OVERDUE:
        await notices.recall_all(session, f"supervision.{Status.DUE}:{one.id}:")
    await notices.put(session, guide, one.team_id, key, screen, now)

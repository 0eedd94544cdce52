"""When the next talk of a rhythm is due, by the agreed hours of both."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.rules import hours as rules
from bot.rules.rhythm import Status, due_on
from bot.rules.stretches import common, whole_day
from bot.supervision import Meeting, Rhythm
from handlers.deps import Turn
from storage import hours, meetings, notices, series
from storage.database import Session


async def due_day(
    session: Session, one: Rhythm, guide: int, zone: ZoneInfo, house: ZoneInfo, now: datetime
) -> tuple[date, date | None]:
    """The day by which they should talk, and that of the talk which is planned; days are those of the coordinator."""
    last, coming = await meetings.talks_of(session, one.person_id, one.team_id, one.kind, now)
    possible = await _both_work(session, one, guide, zone, house)
    talked = last.astimezone(zone).date() if last else None
    counted = talked if talked and talked >= one.since else None  # what was before it was agreed is not late
    due = due_on(one.weeks, one.since, counted, possible)
    return due, coming.astimezone(zone).date() if coming else None


async def _both_work(
    session: Session, one: Rhythm, guide: int, zone: ZoneInfo, house: ZoneInfo
) -> Callable[[date], bool]:
    reaches = [await hours.reach(session, person_id, house) for person_id in (one.person_id, guide)]

    def possible(day: date) -> bool:
        whole = whole_day(day, zone)
        return all(
            any(common([whole], rules.stretches(duty, *whole)) for duty in reach.duties.get(one.team_id, ()))
            for reach in reaches
        )

    return possible


async def overtake(turn: Turn, planned: Meeting) -> None:
    """That a talk is due is not said any more once it has a time."""
    guests = {one.person_id for one in planned.guests}
    for one in await series.rhythms(turn.session, turn.person, planned.team_id):
        if one.person_id in guests and one.kind is planned.kind:
            await recall(turn.session, one)


async def recall(session: Session, one: Rhythm) -> None:
    """What was not said yet of this rhythm is not said any more."""
    for stands in (Status.DUE, Status.OVERDUE):
        await notices.recall_all(session, f"supervision.{stands}:{one.id}:")

"""Sessions that were planned before a transcript begins, and what its people hear of them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.supervision import Every, Meeting, MeetingKind, MeetingState, Plan
from handlers.dialogs import meeting_news
from storage import meetings, notices, series
from tests.cast import Someone, World
from tests.rules.stage import ZONE

NEXT_MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)  # at ten in the morning


async def plan(
    world: World,
    host: Someone,
    *guests: Someone,
    at: datetime = NEXT_MONDAY,
    kind: MeetingKind = MeetingKind.PROGRESS,
    state: MeetingState = MeetingState.PLANNED,
    told: bool = False,
    **of_series: Any,
) -> Meeting:
    """A session of an hour; its guests hear of it where it is `told`."""
    team_id = (await host.person()).memberships[0].team_id
    host_id, people = (await host.person()).id, [(await one.person()).id for one in guests]
    what = Plan(team_id, kind, 60)
    async with world.database.transaction() as session:
        given = (session, what, at, host_id, people, world.clock.now())
        made = await meetings.known(session, await meetings.add(*given, state=state, **of_series))
        if told:
            await meeting_news.tell(session, made, "planned", host_id, world.clock.now(), ZONE)
    return made


async def weekly(world: World, host: Someone, *guests: Someone, days: Sequence[date]) -> list[Meeting]:
    """Sessions at ten on these days, planned as a series; its guests hear of that."""
    team_id = (await host.person()).memberships[0].team_id
    host_id, people = (await host.person()).id, [(await one.person()).id for one in guests]
    what = Plan(team_id, MeetingKind.PEER, 60)
    async with world.database.transaction() as session:
        given = (session, what, Every.WEEK, days[0], 600, "Europe/Amsterdam", host_id, people)
        number = await series.start(*given, world.clock.now())
        await series.made(session, number, days[-1], datetime(2027, 1, 1, tzinfo=UTC))
    made = [
        await plan(world, host, *guests, at=_ten(day), kind=MeetingKind.PEER, series=(number, day))
        for day in days
    ]
    async with world.database.transaction() as session:
        now = world.clock.now()
        await meeting_news.tell(session, made[0], "planned", host_id, now, ZONE, Every.WEEK)
    return made


def _ten(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


async def now_is(world: World, meeting: Meeting) -> Meeting:
    found = await world.read(meetings.known, meeting.id)
    assert isinstance(found, Meeting)
    return found


async def waits(world: World, who: Someone) -> list[str]:
    """The first lines of news that waits for somebody; reminders come later."""
    held = await world.read(notices.held, (await who.person()).id)
    return [one.screen.lines[0].key for one in held if not one.key.startswith("supervision.reminder:")]


async def hears(world: World, who: Someone) -> list[str]:
    """What the next round of the gate brings her, without the values."""
    before = len(world.telegram.calls)
    world.clock.forward(minutes=11)
    await world.tick()
    return [line for line in who.lines_since(before) if line.startswith("meeting.") and "news" in line]


def button(who: Someone, act: str) -> str:
    """The newest button of news or a reminder that stands for this."""
    shown = (one.data or "" for message in reversed(who.phone.messages) for one in message.buttons)
    return next(f"[{data}]" for data in shown if data.startswith("/meeting ") and data.split()[2] == act)


async def moves(who: Someone, meeting: Meeting) -> list[str]:
    """She takes the first of the times that fit everybody."""
    await who.does(f"/meeting {meeting.id} move")
    return await who.does(f"[{who.options()[0]}]")

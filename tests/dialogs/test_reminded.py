"""Who is reminded of what after something changed: leave, a no, a yes after it, a guest who came in later."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.rules.hours import Arrangement, Kind, Window
from bot.supervision import Meeting, MeetingKind, MeetingState
from storage import notices
from storage.tables import meeting as meeting_table
from tests.cast import Someone, World
from tests.dialogs.arranging import arrange
from tests.dialogs.planned import button, now_is, plan
from tests.dialogs.test_meeting import fatma, group, talk

__all__ = ["fatma", "group", "talk"]
REMINDER = "meeting.reminder"
WEDNESDAY = datetime(2026, 11, 25, 13, 0, tzinfo=UTC)  # at two in the afternoon
MONDAY = datetime(2026, 11, 30, 13, 0, tzinfo=UTC)


async def round_at(world: World, who: Someone, moment: datetime) -> list[str]:
    """What the next round brings her, at this moment."""
    world.clock.moment = moment
    before = len(world.telegram.calls)
    await world.tick()
    return who.lines_since(before)


async def later(world: World, who: Someone, **step: float) -> list[str]:
    return await round_at(world, who, world.clock.now() + timedelta(**step))


def on(day: int, hour: int, minute: int = 5, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


async def day_off_said(world: World, host: Someone, until: int = 30) -> list[str]:
    """What the host hears, until its day, of somebody who has that day off."""
    heard = await later(world, host, minutes=20)
    for day in range(24, until + 1):
        heard += await round_at(world, host, on(day, 8))
    return [line for line in heard if line.startswith("meeting.day_off")]


async def takes_leave(who: Someone, day: str = "30-11") -> None:
    await who.does("/hours", "[leave]", "[other]", day)
    await who.hears(("[yes]", "leave.taken"))


async def test_leave_of_the_only_guest_is_told_once_with_what_can_be_done(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await takes_leave(amina)
    assert "meeting.day_off(Amina)" in await later(world, vera, minutes=20)
    assert [one.split()[2] for one in vera.options() if one.startswith(f"/meeting {talk.id} ")] == [
        "move",
        "cancel",
    ]
    assert await day_off_said(world, vera) == []


@pytest.mark.parametrize("act", ["move", "cancel"])
async def test_the_buttons_under_it_do_what_they_say(
    world: World, amina: Someone, vera: Someone, talk: Meeting, act: str
) -> None:
    await takes_leave(amina)
    await later(world, vera, minutes=20)
    await vera.hears((button(vera, act), "meeting.offer.ask" if act == "move" else "meeting.state.cancelled"))


async def test_leave_of_the_host_herself_is_told_her_once(world: World, vera: Someone, talk: Meeting) -> None:
    await takes_leave(vera)
    assert await day_off_said(world, vera) == ["meeting.day_off(Vera)"]
    assert (await now_is(world, talk)).state is MeetingState.PLANNED


async def test_of_a_group_only_the_leave_of_its_host_counts(
    world: World, amina: Someone, fatma: Someone, vera: Someone, group: Meeting
) -> None:
    await takes_leave(amina)
    await takes_leave(fatma)
    assert await day_off_said(world, vera, until=26) == []
    await takes_leave(vera)
    assert [line for line in await later(world, vera, minutes=20) if "day_off" in line] == [
        "meeting.day_off(Vera)"
    ]
    for who in (amina, fatma):
        assert not [line for line in await later(world, who, hours=1) if "day_off" in line]


async def test_leave_on_another_day_is_no_reason(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await takes_leave(amina, "1-12")
    assert await day_off_said(world, vera) == []


async def test_a_meeting_that_got_another_time_because_of_leave_is_not_told_of_again(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await takes_leave(amina)
    await vera.does(f"/meeting {talk.id} move", "[other]", "4-12", "14:30", "[yes]")
    assert await day_off_said(world, vera) == []


async def reminded_of(world: World, who: Someone, moment: datetime) -> list[str]:
    return [line for line in await round_at(world, who, moment) if line == REMINDER]


async def look_anew(world: World, who: Someone) -> None:
    number = (await who.person()).id
    async with world.database.transaction() as session:
        await notices.look_anew(session, number, world.clock.now())


@pytest.fixture
async def peers(world: World, amina: Someone, fatma: Someone, vera: Someone) -> Meeting:
    """On Wednesday afternoon; a day before, at the same time, everybody is reminded."""
    made = await plan(world, vera, amina, fatma, at=WEDNESDAY, kind=MeetingKind.PEER)
    assert REMINDER not in await later(world, amina, minutes=20)
    return made


async def test_a_reminder_that_waits_is_not_said_after_a_no_and_the_next_one_is_after_a_yes(
    world: World, amina: Someone, fatma: Someone, peers: Meeting
) -> None:
    world.clock.moment = on(24, 13)
    await amina.does("/contact")  # she is busy with a question: it waits
    assert REMINDER in await later(world, fatma)
    assert len(await world.read(notices.held, (await amina.person()).id)) == 1
    await amina.does(f"/meeting {peers.id} no")
    assert REMINDER not in await later(world, amina, minutes=20)
    await amina.hears((f"/meeting {peers.id} yes", "meeting.mine.yes"))
    assert REMINDER not in await later(world, amina, minutes=20)
    assert (await round_at(world, amina, on(25, 11))).count(REMINDER) == 1


async def test_without_a_yes_nobody_is_reminded_after_a_no(
    world: World, amina: Someone, fatma: Someone, peers: Meeting
) -> None:
    await amina.does(f"/meeting {peers.id} no")
    await look_anew(world, amina)
    for moment in (on(24, 13), on(25, 11)):
        before = len(world.telegram.calls)
        assert await reminded_of(world, amina, moment) == []
        assert REMINDER in fatma.lines_since(before)


async def test_after_a_yes_both_reminders_come(world: World, amina: Someone, peers: Meeting) -> None:
    await amina.does(f"/meeting {peers.id} no")
    await later(world, amina, minutes=20)
    await amina.does(f"/meeting {peers.id} yes")
    heard = [await reminded_of(world, amina, one) for one in (on(24, 12), on(24, 13), on(25, 10), on(25, 11))]
    assert heard == [[], [REMINDER], [], [REMINDER]]


async def test_hours_that_changed_between_a_no_and_a_yes_change_when_and_not_whether(
    world: World, amina: Someone, peers: Meeting
) -> None:
    """From Tuesday on she works on Wednesdays only: what would come on Tuesday comes on Monday at half past four."""
    await amina.does(f"/meeting {peers.id} no")
    wednesdays = (Window(2, 9 * 60, 17 * 60),)
    await arrange(world, amina, Arrangement(Kind.HOURS, date(2026, 11, 24), windows=wednesdays))
    await look_anew(world, amina)
    assert REMINDER not in await later(world, amina, minutes=20)
    await amina.does(f"/meeting {peers.id} yes")
    moments = (on(23, 15, 25), on(23, 15, 35), on(24, 13), on(25, 11))
    assert [await reminded_of(world, amina, one) for one in moments] == [[], [REMINDER], [], [REMINDER]]


async def test_what_comes_days_early_is_said_after_a_no_and_a_yes_too(
    world: World, amina: Someone, fatma: Someone, vera: Someone
) -> None:
    """The day before a Monday is said on Friday at half past four."""
    made = await plan(world, vera, amina, fatma, at=MONDAY, kind=MeetingKind.PEER)
    await later(world, amina, minutes=20)
    world.clock.moment = on(27, 15, 35)
    await amina.does("/contact")
    await later(world, amina)
    await amina.does(f"/meeting {made.id} no", f"/meeting {made.id} yes")
    assert REMINDER in await later(world, amina, minutes=20)


async def test_whoever_is_added_four_days_before_is_invited_and_reminded_a_day_before(
    world: World, amina: Someone, fatma: Someone, vera: Someone
) -> None:
    friday = datetime(2026, 12, 4, 13, 0, tzinfo=UTC)
    made = await plan(world, vera, amina, at=friday)
    await later(world, amina, minutes=20)
    assert await reminded_of(world, amina, on(27, 13)) == [REMINDER]
    world.clock.moment = on(30, 13)
    await vera.does(f"/meeting {made.id} people", f"[p{(await fatma.person()).id}]", "[done]")
    invited = await later(world, fatma, minutes=11)
    assert "meeting.news.planned(Vera)" in invited
    assert REMINDER not in invited
    moments = (on(1, 9, month=12), on(2, 13, month=12), on(3, 13, month=12), on(4, 11, month=12))
    heard = [await reminded_of(world, fatma, one) for one in moments]
    assert heard == [[], [], [REMINDER], [REMINDER]]


async def breaks(world: World, one: Meeting, kind: str) -> None:
    async with world.database.transaction() as session:
        broken = update(meeting_table).where(meeting_table.c.id == one.id).values(kind=kind)
        await session.execute(broken)


async def test_a_reminder_that_cannot_be_made_holds_up_nobody_and_is_tried_again_after_an_hour(
    world: World, amina: Someone, fatma: Someone, vera: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    """As of a release that knew another kind."""
    broken = await plan(world, vera, amina, at=on(25, 10, 0))
    await plan(world, vera, fatma, at=on(25, 11, 0))
    await breaks(world, broken, "nonsense")
    await later(world, vera, minutes=20)
    assert await reminded_of(world, fatma, on(24, 11)) == [REMINDER]
    logged = [one.getMessage() for one in caplog.records if one.name == "handlers.jobs.round"]
    assert logged
    assert not [one for one in logged if "nonsense" in one or "Amina" in one]
    await breaks(world, broken, "progress")
    assert await reminded_of(world, amina, on(24, 11, 35)) == []
    assert await reminded_of(world, amina, on(24, 12, 6)) == [REMINDER]

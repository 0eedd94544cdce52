"""When what the bot has to say arrives: in her own hours, several things in one message, once."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot.rules.hours import Arrangement, Kind, Window
from bot.rules.quiet import Quiet
from storage import hours, notices
from storage.tables import notice
from tests.cast import Someone
from tests.gate.rough import TEAM, RoughWorld

# In Amsterdam: Monday 18:00, and the opening of the Tuesday after it.
EVENING = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
OPENING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
UTRECHT = "Utrecht West"


async def arrange(world: RoughWorld, whom: Someone, made: Arrangement, team: str = TEAM) -> None:
    """What both agreed on, without the dialogue in which they did."""
    person = await whom.person()
    [membership] = [one for one in person.memberships if one.team == team]
    async with world.database.transaction() as session:
        await hours.propose(session, membership.id, made, person.id, world.clock.now(), agreed=True)
        await notices.look_anew(session, person.id, world.clock.now())


async def week(world: RoughWorld, whom: Someone, *windows: Window, team: str = TEAM) -> None:
    await arrange(world, whom, Arrangement(Kind.HOURS, date(2026, 11, 1), windows=windows), team)


async def silent_at(world: RoughWorld, whom: Someone, *moments: datetime) -> None:
    before = len(world.heard(whom))
    for moment in moments:
        world.at(moment)
        await world.tick()
        assert len(world.heard(whom)) == before, f"said at {moment}"


async def hears_at(world: RoughWorld, whom: Someone, moment: datetime) -> list[str]:
    """The one message that arrives at this moment, and not a second before it."""
    await silent_at(world, whom, moment - A_SECOND)
    before = len(world.heard(whom))
    world.at(moment)
    await world.tick()
    [message] = world.heard(whom)[before:]
    return message


async def test_on_duty_it_is_said_at_once_and_as_it_is(world: RoughWorld, amina: Someone) -> None:
    await world.put(amina, "tea")
    await world.tick()
    assert world.heard(amina) == [["test.tea"]]
    assert amina.options() == ["/test tea"]


async def test_off_duty_it_waits_for_the_next_opening_and_says_since_when(
    world: RoughWorld, amina: Someone
) -> None:
    world.at(EVENING)
    await world.put(amina, "tea")
    await silent_at(world, amina, EVENING, EVENING + timedelta(hours=1), OPENING - timedelta(hours=1))
    assert await hears_at(world, amina, OPENING) == ["gate.waited(when.yesterday(18:00))", "test.tea"]
    assert amina.options() == ["/test tea", "/why"]


async def test_several_become_one_message_in_order(world: RoughWorld, amina: Someone) -> None:
    for number, mark in enumerate(("first", "second", "third")):
        world.at(EVENING + timedelta(hours=number))
        await world.put(amina, mark)
        await world.tick()
    message = await hears_at(world, amina, OPENING)
    assert message == [
        "gate.several(when.yesterday(18:00))",
        "test.first",
        "test.second",
        "test.third",
    ]
    assert amina.options() == ["/test first", "/test second", "/test third", "/why"]


async def test_what_came_on_duty_has_no_heading_even_together(world: RoughWorld, amina: Someone) -> None:
    await world.put(amina, "first")
    await world.put(amina, "second")
    await world.tick()
    assert world.heard(amina) == [["test.first", "test.second"]]


async def test_of_more_than_ten_the_rest_follows_in_order(world: RoughWorld, amina: Someone) -> None:
    world.at(EVENING)
    marks = [f"number{number:02}" for number in range(13)]
    for mark in marks:
        await world.put(amina, mark)
    world.at(OPENING)
    await world.tick()
    await world.tick()
    await world.tick()
    messages = [[line for line in lines if line.startswith("test.")] for lines in world.heard(amina)]
    assert messages == [[f"test.{mark}" for mark in part] for part in (marks[:10], marks[10:])]


async def test_a_live_dialogue_is_not_disturbed(world: RoughWorld, amina: Someone) -> None:
    now = world.clock.now()
    await amina.does("/contact")
    await world.put(amina, "tea")
    await silent_at(world, amina, now + timedelta(minutes=5))
    await amina.does("[phone_call]")
    await silent_at(world, amina, now + timedelta(minutes=11))
    assert await hears_at(world, amina, now + timedelta(minutes=15)) == [
        "gate.waited(when.today(12:00))",
        "test.tea",
    ]


async def test_a_live_dialogue_of_somebody_else_holds_nothing(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    world.clock.forward(minutes=11)
    await amina.does("/contact")
    await world.put(vera, "tea")
    await world.tick()
    assert world.heard(vera) == [["test.tea"]]


async def test_quiet_hours_hold_although_agreed_hours_include_them(world: RoughWorld, amina: Someone) -> None:
    await week(world, amina, Window(0, 18 * 60, 22 * 60), Window(1, 6 * 60, 10 * 60), Window(6, 0, 24 * 60))
    quiet = EVENING.replace(hour=19)
    world.at(quiet)
    await world.put(amina, "tea")
    eight = OPENING - timedelta(hours=1)
    await silent_at(world, amina, quiet, eight - timedelta(hours=2))
    message = await hears_at(world, amina, eight)
    assert message == ["gate.waited(when.yesterday(20:00))", "test.tea"]
    sunday = OPENING + timedelta(days=5)
    world.at(sunday)
    await world.put(amina, "coffee")
    await silent_at(world, amina, sunday)


async def test_her_own_quiet_hours_hold_longer(world: RoughWorld, amina: Someone) -> None:
    person = await amina.person()
    async with world.database.transaction() as session:
        await hours.set_quiet(session, person.id, Quiet(19 * 60, 10 * 60, frozenset({1})))
    world.at(EVENING)
    await world.put(amina, "tea")
    await silent_at(world, amina, OPENING, OPENING + timedelta(hours=3))
    await hears_at(world, amina, OPENING + timedelta(days=1, hours=1))


async def test_what_is_under_way_arrives_before_it_gets_quiet(world: RoughWorld, amina: Someone) -> None:
    closing = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    world.at(closing - timedelta(seconds=59))
    await world.put(amina, "tea")
    await silent_at(world, amina, closing - timedelta(seconds=59), closing - A_SECOND, closing)
    assert await hears_at(world, amina, OPENING) == ["gate.waited(when.yesterday(16:59))", "test.tea"]


async def test_while_she_is_away_it_waits(world: RoughWorld, amina: Someone) -> None:
    back = OPENING + timedelta(hours=2)
    person = await amina.person()
    async with world.database.transaction() as session:
        await hours.set_away(session, person.id, back, world.clock.now())
    await world.put(amina, "tea")
    await silent_at(world, amina, world.clock.now(), OPENING)
    assert await hears_at(world, amina, back) == ["gate.waited(when.yesterday(12:00))", "test.tea"]


async def test_a_public_holiday_is_skipped(world: RoughWorld, amina: Someone) -> None:
    eve = datetime(2026, 12, 24, 18, 0, tzinfo=UTC)
    world.at(eve)
    await world.put(amina, "tea")
    await silent_at(world, amina, *(eve.replace(day=day, hour=10) for day in (25, 26, 27)))
    await hears_at(world, amina, datetime(2026, 12, 28, 8, 0, tzinfo=UTC))


async def test_after_the_clock_is_put_forward_it_still_opens_at_nine(
    world: RoughWorld, amina: Someone
) -> None:
    world.at(datetime(2027, 3, 26, 17, 0, tzinfo=UTC))
    await world.put(amina, "tea")
    await hears_at(world, amina, datetime(2027, 3, 29, 7, 0, tzinfo=UTC) + timedelta(days=1))


async def test_each_hears_it_in_the_hours_of_her_own_zone(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    person = await vera.person()
    async with world.database.transaction() as session:
        await hours.set_zone(session, person.id, "Europe/Kyiv")
    world.at(EVENING)
    await world.put(amina, "tea")
    await world.put(vera, "coffee")
    kyiv = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Kyiv")).astimezone(UTC)
    assert await hears_at(world, vera, kyiv) == ["gate.waited(when.yesterday(19:00))", "test.coffee"]
    assert world.heard(amina) == []
    await hears_at(world, amina, OPENING)


async def test_of_two_teams_each_has_its_own_hours(world: RoughWorld, amina: Someone) -> None:
    await amina.does(f"/start {await world.invite(UTRECHT)}")
    await week(world, amina, Window(0, 18 * 60, 20 * 60), team=UTRECHT)
    world.clock.forward(minutes=11)
    await world.put(amina, "utrecht", UTRECHT)
    await world.put(amina, "haarlem", TEAM)
    await world.tick()
    assert world.heard(amina) == [["test.haarlem"]]
    await hears_at(world, amina, EVENING)
    await world.put(amina, "later", TEAM)
    await world.put(amina, "nobodys", None)
    await world.tick()
    assert world.heard(amina)[2:] == [["test.nobodys"]]
    assert await hears_at(world, amina, OPENING) == ["gate.waited(when.yesterday(18:00))", "test.later"]


async def test_what_waits_is_looked_at_anew_when_her_hours_change(world: RoughWorld, amina: Someone) -> None:
    world.at(EVENING)
    await world.put(amina, "tea")
    await world.tick()
    today = date(2026, 11, 23)
    await arrange(world, amina, Arrangement(Kind.OPENING, today, today, 18 * 60 + 30, 19 * 60))
    await hears_at(world, amina, EVENING + timedelta(minutes=30))


async def test_hours_that_were_taken_away_in_the_meantime_hold(world: RoughWorld, amina: Someone) -> None:
    world.at(EVENING)
    await world.put(amina, "tea")
    await world.tick()
    tomorrow = date(2026, 11, 24)
    await arrange(world, amina, Arrangement(Kind.LEAVE, tomorrow, tomorrow))
    await silent_at(world, amina, OPENING, OPENING + timedelta(hours=5))
    await hears_at(world, amina, OPENING + timedelta(days=1))


async def test_what_has_a_key_that_was_used_is_neither_stored_nor_said_again(
    world: RoughWorld, amina: Someone
) -> None:
    assert await world.put(amina, "tea") is True
    assert await world.put(amina, "tea") is False
    await world.tick()
    assert await world.put(amina, "tea") is False
    await world.tick()
    assert world.heard(amina) == [["test.tea"]]


async def test_two_rounds_at_once_say_it_once(world: RoughWorld, amina: Someone) -> None:
    await world.put(amina, "tea")
    await asyncio.gather(world.program.gate.release(), world.program.gate.release())
    assert world.heard(amina) == [["test.tea"]]


async def test_what_waits_outlasts_a_restart(world: RoughWorld, amina: Someone) -> None:
    world.at(EVENING)
    await world.put(amina, "tea")
    await world.tick()
    await world.restart()
    await hears_at(world, amina, OPENING)
    await world.restart()
    await world.tick()
    assert len(world.heard(amina)) == 1


async def test_what_became_pointless_is_not_said_but_reported_to_the_coordinators(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    world.at(EVENING)
    over = EVENING + timedelta(hours=1)
    await world.put(amina, "tea", expires_at=over)
    await silent_at(world, vera, EVENING, over)
    assert await hears_at(world, vera, OPENING) == [
        "gate.waited(when.yesterday(19:00))",
        "gate.expired(Amina)",
    ]
    await world.tick()
    assert world.heard(amina) == []


async def test_whoever_asked_hears_that_it_became_pointless_and_nobody_else(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    second = world.someone(1004, "Second")
    await second.joins(TEAM)
    world.at(EVENING)
    by = (await second.person()).id
    await world.put(amina, "tea", asked_by=by, expires_at=OPENING)
    world.at(OPENING)
    await world.tick()
    assert world.heard(second) == [["gate.expired(Amina)"]]
    assert world.heard(amina) == world.heard(vera) == []


async def test_what_expires_on_duty_is_said_before(world: RoughWorld, amina: Someone, vera: Someone) -> None:
    await world.put(amina, "tea", expires_at=world.clock.now() + timedelta(minutes=5))
    await world.tick()
    world.clock.forward(hours=1)
    await world.tick()
    assert world.heard(amina) == [["test.tea"]]
    assert world.heard(vera) == []


async def test_what_cannot_be_read_any_more_holds_up_nobody_and_is_reported(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    """A program of another day wrote it; it is due, it is over, or it was on its way."""
    soon = world.clock.now() + timedelta(minutes=1)
    for mark, over in (("due", None), ("over", soon), ("under_way", None)):
        await world.put(amina, mark, expires_at=over)
    await world.put(amina, "tea")
    async with world.database.transaction() as session:
        spoilt = notice.c.key.not_like("%tea")
        await session.execute(update(notice).where(spoilt).values(content='{"lines": 1}'))
        state = notices.State.SENDING.value
        await session.execute(update(notice).where(notice.c.key.like("%under_way")).values(state=state))
    world.clock.forward(minutes=2)
    await world.restart()
    await world.tick()
    await world.tick()
    assert world.heard(amina) == [["test.tea"]]
    told = [line for message in world.heard(vera) for line in message if line.startswith("gate.")]
    assert sorted(told) == ["gate.expired(Amina)", "gate.unknown(Amina)", "gate.unknown(Amina)"]

"""Another time for a session: three that fit everybody, one that is typed, and a wish of a guest."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.rules.hours import NINE_TO_FIVE, Arrangement, Kind, Window
from bot.supervision import Answer, Meeting, MeetingKind, MeetingState
from storage import notices
from tests.cast import Someone, World
from tests.dialogs.arranging import arrange
from tests.dialogs.planned import NEXT_MONDAY, button, hears, moves, now_is, plan, waits
from tests.dialogs.test_meeting import answer_of, fatma, group, hears_of, talk

__all__ = ["fatma", "group", "talk"]
CHRISTMAS_EVE = datetime(2026, 12, 24, 13, 30, tzinfo=UTC)
# On the Friday before, when whoever comes on Monday is reminded.
LAST_CALL = datetime(2026, 11, 27, 15, 35, tzinfo=UTC)
SUNDAYS = (Window(6, 600, 660),)


async def test_three_times_fit_both_and_one_tap_moves_it(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await amina.hears((button(amina, "move"), "meeting.offer.ask"))
    *offered, wish = amina.options()[:4]
    assert (len(offered), wish) == (3, "none_fits")
    assert NEXT_MONDAY.strftime("%Y%m%dT%H%M") not in offered
    await amina.hears((f"[{offered[0]}]", "meeting.told.moved"))
    moved = await now_is(world, talk)
    assert (moved.sequence, moved.starts_at.strftime("%Y%m%dT%H%M")) == (1, offered[0])
    assert await answer_of(world, talk, amina) is Answer.YES
    lines = await hears(world, vera)
    assert hears_of(lines) == ["meeting.news.moved"]


async def test_the_others_hear_the_new_time_and_the_one_before(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await vera.does(f"/meeting {talk.id} move", "[other]", "24-12", "14:30", "[yes]")
    assert (await now_is(world, talk)).starts_at == CHRISTMAS_EVE
    before = len(world.telegram.calls)
    await hears(world, amina)
    said = amina.lines_since(before)
    assert "meeting.when(meeting.at(weekday 3, 2026-12-24, 14:30))" in said
    assert "meeting.was(meeting.at(weekday 0, 2026-11-30, 10:00))" in said


async def test_moved_before_it_was_heard_of_is_said_once_as_planned(
    world: World, amina: Someone, vera: Someone
) -> None:
    made = await plan(world, vera, amina, told=True)
    await moves(vera, made)
    assert hears_of(await hears(world, amina)) == ["meeting.news.planned"]


async def test_moved_there_and_back_before_it_was_heard_is_not_said(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await vera.does(f"/meeting {talk.id} move", "[other]", "24-12", "14:30", "[yes]")
    await vera.does("[move]", "[other]", "30-11", "10:00", "[yes]")
    assert await waits(world, amina) == []
    assert (await now_is(world, talk)).starts_at == NEXT_MONDAY


async def test_moved_and_cancelled_before_it_was_heard_names_the_time_she_knows(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await vera.does(f"/meeting {talk.id} move", "[other]", "24-12", "14:30", "[yes]", "[cancel]")
    before = len(world.telegram.calls)
    assert hears_of(await hears(world, amina)) == ["meeting.news.cancelled"]
    assert "meeting.when(meeting.at(weekday 0, 2026-11-30, 10:00))" in amina.lines_since(before)
    await vera.does("[restore]")
    assert await waits(world, amina) == ["meeting.news.restored"]


async def test_what_waits_for_whoever_moves_it_herself_is_not_said(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await vera.does(f"/meeting {talk.id} move", "[other]", "24-12", "14:30", "[yes]")
    await moves(amina, talk)
    assert await waits(world, amina) == []
    assert hears_of(await hears(world, vera)) == ["meeting.news.moved"]


@pytest.mark.parametrize("act", ["yes", "move", "cancel"])
async def test_a_button_under_another_time_counts_for_nothing(
    world: World, amina: Someone, vera: Someone, talk: Meeting, act: str
) -> None:
    old = button(amina, act)
    await moves(vera, talk)
    moved = await now_is(world, talk)
    lines = await amina.does(old)
    assert {"meeting.moved_since", "meeting.do.ask"} <= set(lines)
    assert await now_is(world, talk) == moved
    assert await answer_of(world, talk, amina) is Answer.OPEN
    await hears(world, amina)
    await amina.hears((button(amina, "yes"), "meeting.told.yes"))


async def test_a_no_to_the_time_before_is_none_to_the_new_one(
    world: World, amina: Someone, vera: Someone, group: Meeting
) -> None:
    old = button(amina, "no")
    await amina.does(old)
    assert await waits(world, vera) == ["meeting.guest.no"]
    await moves(vera, group)
    assert await waits(world, vera) == []
    await amina.hears((old, "meeting.moved_since"))
    assert await answer_of(world, group, amina) is Answer.OPEN


async def test_a_guest_asks_for_another_time_and_it_stays_as_it_is(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await amina.hears((f"/meeting {talk.id} move", "meeting.offer.ask"), ("[none_fits]", "meeting.wished"))
    await amina.does("[move]", "[none_fits]")
    assert (await now_is(world, talk)).sequence == 0
    assert await waits(world, vera) == ["meeting.guest.other_time"]
    world.clock.forward(minutes=11)
    await world.tick()
    await vera.hears((button(vera, "move"), "meeting.offer.ask"))


async def test_without_common_hours_a_guest_can_only_ask(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await arrange(world, amina, Arrangement(Kind.HOURS, date(2026, 11, 23), windows=SUNDAYS))
    await amina.hears((f"/meeting {talk.id} move", "meeting.no_times.ask"))
    assert amina.options()[:2] == ["none_fits", "@back"]
    await vera.hears((f"/meeting {talk.id} move", "meeting.no_times.ask"), ("[other]", "meeting.day.ask"))
    await amina.hears(("[none_fits]", "meeting.wished"))


@pytest.mark.parametrize(
    ("day", "time", "why"),
    [
        ("28-11", "10:00", "times.problem.nobodys_hours"),
        ("1-12", "10:30", "times.problem.overlap"),
    ],
)
async def test_a_typed_time_that_does_not_work_loses_nothing(
    world: World, amina: Someone, vera: Someone, talk: Meeting, day: str, time: str, why: str
) -> None:
    await plan(world, vera, amina, at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    await vera.does(f"/meeting {talk.id} move", "[other]", day)
    await vera.hears((time, why), ("[again]", "meeting.offer.ask"))
    assert (await now_is(world, talk)).sequence == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [("yesterday-ish", "meeting.day.refused"), ("22-11-2026", "meeting.day.refused")],
)
async def test_a_day_that_cannot_be_is_asked_again(
    vera: Someone, talk: Meeting, words: str, said: str
) -> None:
    await vera.does(f"/meeting {talk.id} move", "[other]")
    await vera.hears((words, said), ("24-12", "meeting.time.ask"), ("25 past", "meeting.time.refused"))
    await vera.hears(("14:30", "meeting.sure.ask"), ("[@back]", "meeting.time.ask"))


async def test_a_time_that_has_been_is_asked_again(vera: Someone, talk: Meeting) -> None:
    await vera.does(f"/meeting {talk.id} move", "[other]", "23-11")
    await vera.hears(("9:00", "meeting.time.refused"))


async def test_that_one_of_them_is_off_duty_then_is_said_and_hinders_nothing(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await arrange(world, vera, Arrangement(Kind.HOURS, date(2026, 11, 23), windows=(*NINE_TO_FIVE, *SUNDAYS)))
    await vera.does(f"/meeting {talk.id} move", "[other]", "29-11")
    await vera.hears(("10:00", "times.off_duty(common.name(Amina))"), ("[yes]", "meeting.told.moved"))
    assert (await now_is(world, talk)).starts_at == datetime(2026, 11, 29, 9, 0, tzinfo=UTC)


async def test_an_offered_time_that_was_taken_meanwhile_is_looked_at_again(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await vera.does(f"/meeting {talk.id} move")
    taken = vera.options()[0]
    at = datetime.strptime(taken, "%Y%m%dT%H%M").replace(tzinfo=UTC)
    await plan(world, vera, amina, at=at)
    await vera.does(f"[{taken}]")
    assert (await now_is(world, talk)).sequence == 0


async def test_the_time_it_has_is_no_change(world: World, vera: Someone, talk: Meeting) -> None:
    await vera.does(f"/meeting {talk.id} move", "[other]", "30-11", "10:00")
    await vera.hears(("[yes]", "meeting.told.same_time"))
    assert (await now_is(world, talk)).sequence == 0


async def test_one_that_was_skipped_gets_another_time_or_is_off(
    world: World, amina: Someone, vera: Someone
) -> None:
    made = await plan(world, vera, amina, state=MeetingState.SKIPPED)
    await amina.hears((f"/meeting {made.id} yes", "meeting.why_not.skipped"))
    await vera.hears((f"/meeting {made.id}", "meeting.state.skipped"))
    assert vera.options() == ["move", "cancel", "file"]
    await moves(vera, made)
    assert (await now_is(world, made)).state is MeetingState.PLANNED
    other = await plan(world, vera, amina, kind=MeetingKind.PEER, state=MeetingState.SKIPPED)
    await vera.hears((f"/meeting {other.id} cancel", "meeting.state.cancelled"))


async def test_each_reads_the_time_on_her_own_clock(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    async with world.database.transaction() as session:
        number = (await amina.person()).id
        await session.exec_driver_sql(f"update person set zone = 'Africa/Asmara' where id = {number}")
    mine = await amina.does(f"/meeting {talk.id}")
    hers = await vera.does(f"/meeting {talk.id}")
    assert "meeting.when(meeting.at(weekday 0, 2026-11-30, 12:00))" in mine
    assert "meeting.when(meeting.at(weekday 0, 2026-11-30, 10:00))" in hers
    await vera.does("[move]", "[other]", "24-12", "14:30", "[yes]")
    [waiting] = await world.read(notices.held, number)
    at = waiting.screen.lines[2].values["when"]
    assert at.model_dump()["values"]["time"] == "16:30"


async def test_both_are_reminded_of_the_new_time_alone(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await vera.does(f"/meeting {talk.id} move", "[other]", "24-12", "14:30", "[yes]")
    await hears(world, amina)
    for moment, times in ((LAST_CALL, 0), (CHRISTMAS_EVE - timedelta(days=1), 1)):
        world.clock.moment = moment
        before = len(world.telegram.calls)
        await world.tick()
        for one in (amina, vera):
            reminded = [line for line in one.lines_since(before) if line.startswith("meeting.reminder")]
            assert len(reminded) == times

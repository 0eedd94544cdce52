"""The page of a session, from both sides: come or not, cancel, bring back, the calendar, who takes part."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from bot.model import Role
from bot.rules.hours import Arrangement, Kind
from bot.supervision import Answer, Meeting, MeetingKind, MeetingState
from tests.cast import Someone, World
from tests.dialogs.arranging import arrange, forged, toast
from tests.dialogs.planned import NEXT_MONDAY, button, hears, moves, now_is, plan, waits, weekly

MONDAYS = [date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14)]
ACTS = ("", *("yes", "no", "move", "cancel", "restore", "people", "file", "agenda", "held", "missed"))


@pytest.fixture
async def fatma(world: World, amina: Someone) -> Someone:
    """Another key person of Haarlem."""
    fatma = world.someone(1004, "Fatma")
    await fatma.joins("Haarlem Effect")
    return fatma


@pytest.fixture
async def talk(world: World, amina: Someone, vera: Someone) -> Meeting:
    """Vera's talk with Amina, heard of by both."""
    made = await plan(world, vera, amina, told=True)
    assert await hears(world, amina) == ["meeting.news.planned(Vera)"]
    return made


@pytest.fixture
async def group(world: World, amina: Someone, fatma: Someone, vera: Someone) -> Meeting:
    made = await plan(world, vera, amina, fatma, kind=MeetingKind.PEER, told=True)
    await hears(world, amina)
    return made


async def answer_of(world: World, meeting: Meeting, who: Someone) -> Answer:
    found = (await now_is(world, meeting)).attendee((await who.person()).id)
    assert found
    return found.answer


def hears_of(lines: list[str]) -> list[str]:
    return [line.partition("(")[0] for line in lines]


async def test_she_says_in_one_tap_that_she_comes(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    lines = await amina.does(button(amina, "yes"))
    assert {"meeting.told.yes", "meeting.mine.yes"} <= set(lines)
    assert await answer_of(world, talk, amina) is Answer.YES
    await vera.hears((f"/meeting {talk.id}", "meeting.who.coming"))
    assert await waits(world, vera) == []


async def test_a_page_has_what_its_reader_can_do(amina: Someone, vera: Someone, talk: Meeting) -> None:
    await amina.does(f"/meeting {talk.id}")
    assert amina.options() == ["yes", "move", "cancel", "agenda", "file"]
    lines = await vera.does(f"/meeting {talk.id}")
    assert vera.options() == ["move", "cancel", "people", "file"]
    assert "meeting.with(common.name(Amina))" in lines
    assert "meeting.who.silent(common.name(Amina))" in lines


async def test_of_several_one_says_that_she_cannot_come_and_the_host_hears_it(
    world: World, amina: Someone, fatma: Someone, vera: Someone, group: Meeting
) -> None:
    assert [one.split()[2] for one in amina.options()] == ["yes", "no", "file"]
    await amina.hears((button(amina, "no"), "meeting.mine.no"))
    assert (await now_is(world, group)).state is MeetingState.PLANNED
    assert await waits(world, vera) == ["meeting.guest.no"]
    assert await waits(world, fatma) == []
    await vera.hears((f"/meeting {group.id}", "meeting.who.not_coming(common.name(Amina))"))


async def test_a_change_of_mind_before_it_was_heard_is_not_said(
    world: World, amina: Someone, vera: Someone, group: Meeting
) -> None:
    await amina.does(f"/meeting {group.id}", "[no]", "[no]", "[yes]")
    assert await waits(world, vera) == []
    await amina.does("[no]")
    world.clock.forward(minutes=11)
    await world.tick()
    await amina.does("[yes]")
    assert await waits(world, vera) == ["meeting.guest.yes"]


async def test_where_there_are_two_not_to_come_is_to_cancel(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await amina.hears((f"/meeting {talk.id} no", "meeting.state.cancelled"))
    assert (await now_is(world, talk)).state is MeetingState.CANCELLED
    assert await waits(world, vera) == ["meeting.news.cancelled"]


async def test_what_is_cancelled_can_be_brought_back_by_both(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await vera.hears((f"/meeting {talk.id} cancel", "meeting.state.cancelled"))
    assert vera.options() == ["restore", "file"]
    assert hears_of(await hears(world, amina)) == ["meeting.news.cancelled"]
    await amina.hears(
        (f"/meeting {talk.id}", "meeting.state.cancelled"), ("[restore]", "meeting.told.restored")
    )
    assert (await now_is(world, talk)).state is MeetingState.PLANNED
    assert await waits(world, vera) == ["meeting.news.restored"]
    assert "cancel" in amina.options()


async def test_it_is_not_brought_back_into_another_session(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await vera.does(f"/meeting {talk.id} cancel")
    await plan(world, vera, amina)
    lines = await vera.does("[restore]")
    assert {"times.problem.overlap", "meeting.cannot.ask"} <= set(lines)
    await vera.hears(("[ok]", "meeting.state.cancelled"))
    assert (await now_is(world, talk)).state is MeetingState.CANCELLED


async def test_planned_and_cancelled_before_it_was_heard_is_not_said_at_all(
    world: World, amina: Someone, vera: Someone
) -> None:
    made = await plan(world, vera, amina, told=True)
    await vera.does(f"/meeting {made.id} cancel")
    assert await waits(world, amina) == []
    await vera.does("[restore]")
    assert hears_of(await hears(world, amina)) == ["meeting.news.planned"]


async def test_cancelled_and_brought_back_before_it_was_heard_is_not_said_at_all(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await vera.does(f"/meeting {talk.id} cancel", "[restore]")
    assert await waits(world, amina) == []
    await amina.hears((button(amina, "yes"), "meeting.told.yes"))
    assert await answer_of(world, talk, amina) is Answer.YES


async def test_news_comes_in_her_hours(world: World, amina: Someone, vera: Someone, talk: Meeting) -> None:
    world.clock.forward(hours=9)
    await vera.does(f"/meeting {talk.id} cancel")
    assert await hears(world, amina) == []
    world.clock.forward(hours=12)
    assert hears_of(await hears(world, amina)) == ["meeting.news.cancelled"]


async def test_news_and_buttons_say_nothing_of_what_she_wants_to_talk_about(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    shown = amina.phone.last
    assert "agenda" not in shown.text
    assert [one.split()[2] for one in amina.options()] == ["yes", "move", "cancel", "file"]
    assert [row[0].text.split("(")[0] for row in shown.inline] == [
        *("meeting.button.yes", "meeting.button.move"),
        *("meeting.button.cancel", "meeting.button.file"),
    ]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("held", "meeting.why_not.not_yet"),
        ("restore", "meeting.why_not.still_on"),
        ("people", "meeting.why_not.not_hers"),
        ("move", "meeting.why_not.not_hers"),
        ("cancel", "meeting.why_not.not_hers"),
        ("dance", "meeting.do.ask"),
    ],
)
async def test_what_a_guest_cannot_do_is_said_and_the_page_stays(
    world: World, amina: Someone, group: Meeting, act: str, said: str
) -> None:
    lines = await amina.does(f"/meeting {group.id} {act}")
    assert {said, "meeting.do.ask"} <= set(lines)
    after = await now_is(world, group)
    assert (after.sequence, after.state, len(after.guests)) == (0, MeetingState.PLANNED, 2)


@pytest.mark.parametrize(("act", "why"), [("yes", "not_guest"), ("no", "not_guest"), ("agenda", "no_agenda")])
async def test_whoever_is_no_guest_has_nothing_to_answer(
    amina: Someone, vera: Someone, talk: Meeting, act: str, why: str
) -> None:
    await vera.hears((f"/meeting {talk.id} {act}", f"meeting.why_not.{why}"))


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (datetime(2026, 11, 30, 9, 30, tzinfo=UTC), "begun"),
        (datetime(2026, 11, 30, 10, 0, tzinfo=UTC), "over"),
    ],
)
async def test_what_has_begun_is_neither_moved_nor_answered(
    world: World, amina: Someone, vera: Someone, talk: Meeting, at: datetime, why: str
) -> None:
    world.clock.moment = at
    for act in ("yes", "move", "cancel"):
        lines = await amina.does(f"/meeting {talk.id} {act}")
        assert {f"meeting.why_not.{why}", f"meeting.state.{why}"} <= set(lines)
    await vera.does(f"/meeting {talk.id}")
    assert {"held", "missed"} <= set(vera.options())
    assert (await now_is(world, talk)).sequence == 0


async def test_what_is_off_is_neither_answered_nor_moved(
    amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await vera.does(f"/meeting {talk.id} cancel")
    await amina.hears(
        (f"/meeting {talk.id} yes", "meeting.why_not.cancelled"),
        (f"/meeting {talk.id} move", "meeting.state.cancelled"),
        (f"/meeting {talk.id} held", "meeting.why_not.cancelled"),
    )


async def test_there_is_nothing_to_choose_before_a_training(
    world: World, amina: Someone, vera: Someone
) -> None:
    made = await plan(world, vera, amina, kind=MeetingKind.TRAINING)
    await amina.hears((f"/meeting {made.id} agenda", "meeting.why_not.no_agenda"))


@pytest.mark.parametrize("act", ACTS)
async def test_petro_finds_nothing_of_haarlem(world: World, petro: Someone, talk: Meeting, act: str) -> None:
    await petro.does(f"/start {await world.invite('Utrecht West', Role.COORDINATOR)}")
    assert (await petro.person()).roles == {Role.KEY_PERSON, Role.COORDINATOR}
    before = len(petro.phone.messages)
    assert await petro.does(f"/meeting {talk.id} {act}") == ["meeting.gone"]
    assert await petro.does(f"/meeting {talk.id + 999} {act}") == ["meeting.gone"]
    assert len([one for one in petro.phone.messages[before:] if one.from_bot]) == 2
    assert await now_is(world, talk) == talk
    assert await waits(world, petro) == []


@pytest.mark.parametrize("words", ["", "x", "-1", "1" * 40, "٣", "1 2 3 4", "0"])
async def test_nonsense_is_no_session(amina: Someone, words: str) -> None:
    assert await amina.does(f"/meeting {words}") == ["meeting.gone"]


async def test_a_colleague_who_is_not_invited_sees_nothing(
    amina: Someone, fatma: Someone, talk: Meeting
) -> None:
    await fatma.hears((f"/meeting {talk.id}", "meeting.gone"))


async def test_another_coordinator_of_the_team_leads_it_too(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    noor = world.someone(1005, "Noor")
    await noor.joins("Haarlem Effect", Role.COORDINATOR)
    await noor.does(f"/meeting {talk.id}")
    assert noor.options() == ["move", "cancel", "people", "file"]
    await noor.does("[cancel]")
    assert await waits(world, vera) == await waits(world, amina) == ["meeting.news.cancelled"]


async def test_who_takes_part_changes_for_this_time(
    world: World, amina: Someone, fatma: Someone, vera: Someone, talk: Meeting
) -> None:
    number = (await fatma.person()).id
    await vera.hears((f"/meeting {talk.id}", "meeting.do.ask"), ("[people]", "meeting.people.ask"))
    assert f"p{(await vera.person()).id}" not in vera.options()
    await vera.does(f"[p{number}]")
    assert [one.name for one in (await now_is(world, talk)).guests] == ["Amina", "Fatma"]
    assert hears_of(await hears(world, fatma)) == ["meeting.news.planned"]
    await vera.does(f"[p{number}]")
    assert hears_of(await hears(world, fatma)) == ["meeting.news.without_you"]
    await fatma.hears((f"/meeting {talk.id}", "meeting.gone"))
    await vera.does(f"[p{number}]", f"[p{number}]", f"[p{number}]")
    assert hears_of(await hears(world, fatma)) == ["meeting.news.planned"]
    await vera.hears(("[done]", "meeting.do.ask"))


async def test_invited_and_left_out_before_she_heard_is_not_said(
    world: World, fatma: Someone, vera: Someone, talk: Meeting
) -> None:
    number = (await fatma.person()).id
    await vera.does(f"/meeting {talk.id} people", f"[p{number}]", f"[p{number}]")
    assert await waits(world, fatma) == []


async def test_the_last_one_stays(world: World, amina: Someone, vera: Someone, talk: Meeting) -> None:
    lines = await vera.does(f"/meeting {talk.id} people", f"[p{(await amina.person()).id}]")
    assert {"meeting.last_one", "meeting.cannot.ask"} <= set(lines)
    await vera.hears(("[ok]", "meeting.people.ask"))
    assert len((await now_is(world, talk)).guests) == 1
    assert await waits(world, amina) == []


async def test_nobody_is_invited_into_two_sessions_at_once(
    world: World, fatma: Someone, vera: Someone, talk: Meeting
) -> None:
    await plan(world, fatma, vera, at=datetime(2026, 11, 30, 9, 30, tzinfo=UTC))
    lines = await vera.does(f"/meeting {talk.id} people", f"[p{(await fatma.person()).id}]")
    assert {"meeting.is_busy(common.name(Fatma))", "meeting.cannot.ask"} <= set(lines)
    assert len((await now_is(world, talk)).guests) == 1


async def test_a_whole_series_is_stopped_and_each_hears_it_once(
    world: World, amina: Someone, fatma: Someone, vera: Someone
) -> None:
    first, *rest = await weekly(world, vera, amina, fatma, days=MONDAYS)
    assert hears_of(await hears(world, amina)) == ["meeting.news.planned"]
    await vera.does(f"/meeting {first.id} cancel")
    assert vera.options() == ["restore", "stop", "file"]
    await vera.hears(("[stop]", "meeting.sure_stop.ask"), ("[yes]", "meeting.told.stopped"))
    assert {(await now_is(world, one)).state for one in (first, *rest)} == {MeetingState.CANCELLED}
    assert await waits(world, amina) == await waits(world, fatma) == ["meeting.news.stopped"]
    assert vera.options() == ["restore", "file"]


async def test_a_series_that_nobody_heard_of_ends_without_a_word(
    world: World, amina: Someone, vera: Someone
) -> None:
    first, *_ = await weekly(world, vera, amina, days=MONDAYS)
    await vera.does(f"/meeting {first.id} cancel", "[stop]", "[yes]")
    assert await waits(world, amina) == []


async def test_that_one_time_is_off_hides_no_series(world: World, amina: Someone, vera: Someone) -> None:
    first, second, _ = await weekly(world, vera, amina, days=MONDAYS)
    await vera.does(f"/meeting {first.id} cancel", "[stop]", "[no]")
    assert (await now_is(world, second)).state is MeetingState.PLANNED
    assert await waits(world, amina) == ["meeting.news.planned", "meeting.news.cancelled"]


async def test_a_guest_stops_no_series(world: World, amina: Someone, vera: Someone) -> None:
    first, *_ = await weekly(world, vera, amina, days=MONDAYS)
    await amina.does(f"/meeting {first.id} cancel")
    assert amina.options() == ["restore", "file"]
    forged(amina, "stop")
    await world.settle()
    assert toast(amina) == "common.old_button"


def calendar_of(who: Someone) -> tuple[str, int, datetime, str]:
    """The newest file in her chat."""
    content = next(one.content for one in reversed(who.phone.messages) if one.file_name)
    assert content
    found: list[Any] = Calendar.from_ical(content).walk("VEVENT")
    [event] = found
    status, sequence = str(event["STATUS"]), int(event["SEQUENCE"])
    return str(event["UID"]), sequence, event["DTSTART"].dt, status


async def test_the_file_for_a_calendar_follows_what_becomes_of_the_session(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await amina.does(button(amina, "file"))
    uid, sequence, starts_at, status = calendar_of(amina)
    assert (sequence, starts_at, status) == (0, NEXT_MONDAY, "CONFIRMED")
    await moves(vera, talk)
    await amina.does(f"/meeting {talk.id}", "[file]")
    moved = await now_is(world, talk)
    assert calendar_of(amina) == (uid, 1, moved.starts_at, "CONFIRMED")
    await vera.does("[cancel]")
    await vera.does("[file]")
    assert calendar_of(vera) == (uid, 2, moved.starts_at, "CANCELLED")


async def test_a_page_of_before_obeys_no_more(
    world: World, amina: Someone, vera: Someone, talk: Meeting
) -> None:
    await amina.does(f"/meeting {talk.id}")
    await vera.does(f"/meeting {talk.id} cancel", "[restore]")
    await amina.does("[cancel]")
    assert toast(amina) == "common.old_button"
    assert (await now_is(world, talk)).state is MeetingState.PLANNED


async def test_whoever_is_left_out_cannot_use_the_page_she_has(
    world: World, amina: Someone, vera: Someone, group: Meeting
) -> None:
    await amina.does(f"/meeting {group.id}")
    await vera.does(f"/meeting {group.id} people", f"[p{(await amina.person()).id}]")
    await amina.does("[yes]")
    assert toast(amina) == "common.old_button"
    await amina.hears((f"/meeting {group.id} yes", "meeting.gone"))


async def test_a_page_closes_after_a_day(world: World, amina: Someone, talk: Meeting) -> None:
    await amina.does(f"/meeting {talk.id}")
    world.clock.forward(hours=25)
    before = len(world.telegram.calls)
    await world.tick()
    assert "meeting.closed" in amina.lines_since(before)


async def test_leave_of_one_is_no_end_of_it(world: World, amina: Someone, talk: Meeting) -> None:
    await arrange(world, amina, Arrangement(Kind.LEAVE, date(2026, 11, 30), date(2026, 11, 30)))
    await amina.hears((f"/meeting {talk.id} yes", "meeting.mine.yes"))


async def test_her_own_points_are_a_tap_away(world: World, amina: Someone, talk: Meeting) -> None:
    lines = await amina.does(f"/meeting {talk.id} agenda")
    assert [line for line in lines if line.startswith("agenda.")]
    await amina.does(f"/meeting {talk.id}")
    lines = await amina.does("[agenda]")
    assert [line for line in lines if line.startswith("agenda.")]


@pytest.mark.parametrize("act", ["held", "missed"])
async def test_its_coordinator_says_afterwards_whether_it_was_held(
    world: World, vera: Someone, amina: Someone, talk: Meeting, act: str
) -> None:
    world.clock.moment = NEXT_MONDAY.replace(hour=11)
    await amina.hears((f"/meeting {talk.id} {act}", "meeting.why_not.not_hers"))
    lines = await vera.does(f"/meeting {talk.id} {act}")
    assert [line for line in lines if line.startswith("outcome.")]

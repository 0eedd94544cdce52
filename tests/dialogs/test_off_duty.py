"""Logging off duty: always possible, never blamed; a line, one question, a note for later."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.model import Contact, Role, Talk, Timing
from bot.rules.hours import NINE_TO_FIVE, Arrangement, Kind
from bot.screen import Screen, Text
from storage import contacts, hours, membership_changes, notes, notices
from tests.cast import Someone, World

# In Amsterdam: Monday 22:10, and the Tuesday after it 09:05.
EVENING = datetime(2026, 11, 23, 21, 10, tzinfo=UTC)
NEXT_OPENING = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)
LOGS = ("/contact", "[phone_call]", "[money]", "[explained]", "[none]")


@pytest.fixture
async def late(world: World, amina: Someone) -> World:
    """Amina is in; it is ten past ten in the evening."""
    world.clock.moment = EVENING
    return world


async def logged(world: World, amina: Someone) -> list[Contact]:
    found: list[Contact] = await world.read(contacts.latest, (await amina.person()).id)
    return found


async def waiting(world: World, someone: Someone) -> Sequence[notices.Notice]:
    found: Sequence[notices.Notice] = await world.read(notices.held, (await someone.person()).id)
    return found


async def test_on_duty_nothing_is_said_of_hours(world: World, amina: Someone) -> None:
    lines = [*await amina.does("/contact"), *await amina.does(*LOGS)]
    assert not [line for line in lines if line.startswith("boundary.")]
    [contact] = await logged(world, amina)
    assert contact.timing is None
    assert "note" not in amina.options()


async def test_off_duty_the_first_screen_says_when_she_works_again(late: World, amina: Someone) -> None:
    lines = await amina.does("/contact")
    assert lines[0] == "boundary.off_duty_until(when.tomorrow(09:00))"
    assert "note" in amina.options()


async def test_a_note_is_kind_and_topic_and_comes_back_at_the_next_opening(
    late: World, amina: Someone
) -> None:
    await amina.hears(
        ("/contact", "log_contact.kind.ask"),
        ("[note]", "log_contact.kind.ask"),
        ("[home_visit]", "log_contact.topic.ask"),
        ("[housing]", "log_contact.noted"),
    )
    assert await logged(late, amina) == []
    await late.tick()
    late.clock.moment = NEXT_OPENING - timedelta(minutes=10)
    before = len(late.telegram.calls)
    await late.tick()
    assert amina.lines_since(before) == []
    late.clock.moment = NEXT_OPENING
    await late.tick()
    lines = amina.lines_since(before)
    assert lines[0] == "gate.waited(when.yesterday(22:10))"
    assert lines[1].startswith("notes.waits(")
    await amina.hears(
        ("[/notes]", "notes.pick.ask"),
        (
            f"[finish_{(await late.read(notes.own, (await amina.person()).id))[0].id}]",
            "log_contact.action.ask",
        ),
        ("[listened]", "log_contact.referral.ask"),
        ("[none]", "card.line.ask"),
    )
    [contact] = await logged(late, amina)
    assert (contact.kind, contact.questions[0].topic) == ("home_visit", "housing")
    assert contact.happened_on == date(2026, 11, 23), "the day it was noted, not the day it was finished"
    assert contact.timing is Timing.UNASKED
    assert await late.read(notes.own, (await amina.person()).id) == []


async def test_a_note_can_be_dropped(late: World, amina: Someone) -> None:
    await amina.does("/contact", "[note]", "[home_visit]", "[housing]")
    [note] = await late.read(notes.own, (await amina.person()).id)
    await amina.hears(
        ("/notes", "notes.pick.ask"), (f"[drop_{note.id}]", "notes.none"), ("/notes", "notes.none")
    )
    assert await late.read(notes.own, (await amina.person()).id) == []


async def test_a_note_begun_and_left_goes_on_where_it_was(late: World, amina: Someone) -> None:
    await amina.does("/contact", "[note]", "[home_visit]", "[housing]", "/notes")
    [note] = await late.read(notes.own, (await amina.person()).id)
    await amina.does(f"[finish_{note.id}]", "[listened]")
    await amina.hears(("/notes", "notes.pick.ask"), (f"[finish_{note.id}]", "log_contact.referral.ask"))


@pytest.mark.parametrize(
    ("answer", "timing", "line"),
    [
        pytest.param("earlier", Timing.EARLIER, "card.record.timing.earlier", id="it was earlier, on duty"),
        pytest.param(
            "extra", Timing.EXTRA, "card.record.timing.extra", id="it was now and counts as extra time"
        ),
        pytest.param("left", Timing.LEFT, "card.saved", id="she leaves it"),
    ],
)
async def test_the_card_asks_once_and_takes_one_tap(
    late: World, amina: Someone, answer: str, timing: Timing, line: str
) -> None:
    lines = await amina.does(*LOGS)
    assert "boundary.ask_timing" in lines
    lines = await amina.does(f"[{answer}]")
    assert line in lines
    assert "boundary.ask_timing" not in lines
    [contact] = await logged(late, amina)
    assert contact.timing is timing


async def test_unanswered_stays_unknown(late: World, amina: Someone) -> None:
    await amina.does(*LOGS)
    [contact] = await logged(late, amina)
    assert contact.timing is Timing.ASKED


async def test_an_answer_can_be_changed_later(late: World, amina: Someone) -> None:
    await amina.does(*LOGS, "[extra]")
    await amina.hears(("[timing]", "card.timing.ask"), ("[earlier]", "card.record.timing.earlier"))
    [contact] = await logged(late, amina)
    assert contact.timing is Timing.EARLIER


async def test_one_reminder_per_stretch(late: World, amina: Someone) -> None:
    def reminders(lines: list[str]) -> list[str]:
        return [line for line in lines if line.startswith("boundary.reminder.")]

    [reminder] = reminders(await amina.does(*LOGS))
    assert "when.tomorrow(09:00)" in reminder
    late.clock.forward(minutes=20)
    assert reminders(await amina.does(*LOGS)) == []
    late.clock.forward(days=1)
    assert len(reminders(await amina.does(*LOGS))) == 1


async def test_after_three_times_earlier_it_stops_asking_for_four_weeks(late: World, amina: Someone) -> None:
    for _ in range(3):
        assert "boundary.ask_timing" in await amina.does(*LOGS)
        await amina.does("[earlier]")
        late.clock.forward(days=1)
    assert "boundary.ask_timing" not in await amina.does(*LOGS)
    assert (await logged(late, amina))[0].timing is Timing.UNASKED
    late.clock.forward(days=28)
    assert "boundary.ask_timing" in await amina.does(*LOGS)


async def extra(world: World, amina: Someone) -> list[str]:
    await amina.does(*LOGS)
    lines = await amina.does("[extra]")
    world.clock.forward(days=1)
    return lines


async def test_the_third_time_in_a_week_a_talk_is_offered_and_no_is_no(
    late: World, amina: Someone, vera: Someone
) -> None:
    assert "boundary.talk_offer" not in await extra(late, amina)
    assert "boundary.talk_offer" not in await extra(late, amina)
    assert "boundary.talk_offer" in await extra(late, amina)
    assert "boundary.talk_offer" not in await amina.does("[talk_no]")
    assert await waiting(late, vera) == []
    assert "boundary.talk_offer" not in await extra(late, amina), "once a week is enough"


async def test_a_yes_reaches_the_coordinator_in_her_own_hours_and_without_a_reason(
    late: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    for _ in range(3):
        await extra(late, amina)
    await amina.hears(("[talk_yes]", "boundary.talk_passed_on"))
    assert (await logged(late, amina))[0].talk is Talk.YES
    [held] = await waiting(late, vera)
    assert [line.key for line in held.screen.lines] == ["boundary.talk_wanted"]
    before = len(late.telegram.calls)
    await late.tick()
    assert vera.lines_since(before) == []
    late.clock.moment = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    await late.tick()
    assert any(line.startswith("boundary.talk_wanted(") for line in vera.lines_since(before))
    assert await waiting(late, petro) == []


async def test_after_midnight_once_is_enough_for_the_offer(
    late: World, amina: Someone, vera: Someone
) -> None:
    late.clock.moment = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert "boundary.talk_offer" in await extra(late, amina)


async def test_why_and_show_it_now(late: World, amina: Someone) -> None:
    await amina.does("/contact", "[note]", "[home_visit]", "[housing]")
    lines = await amina.does("/why")
    assert lines == ["waiting.since_until(when.today(22:10), waiting.reason.quiet, when.tomorrow(09:00))"]
    shown = await amina.does("[/waiting]")
    assert shown[0].startswith("notes.waits(")
    assert await waiting(late, amina) == []
    await amina.hears(("/why", "waiting.nothing"), ("/waiting", "waiting.nothing"))


async def test_afterwards_she_can_ask_why_it_waited(late: World, amina: Someone) -> None:
    await amina.does("/contact", "[note]", "[home_visit]", "[housing]")
    await late.tick()
    late.clock.moment = NEXT_OPENING
    await late.tick()
    assert await amina.does("[/why]") == ["waiting.waited(when.yesterday(22:10), waiting.was.quiet)"]


async def test_a_coordinator_has_no_notes(world: World, vera: Someone) -> None:
    assert Role.COORDINATOR in (await vera.person()).roles
    await vera.hears(("/notes", "common.not_for_you"))


async def test_at_eighty_percent_of_her_hours_the_card_says_so(world: World, amina: Someone) -> None:
    person = await amina.person()
    agreed = Arrangement(Kind.HOURS, date(2026, 11, 2), windows=NINE_TO_FIVE, weekly_minutes=150)
    async with world.database.transaction() as session:
        await hours.propose(
            session, person.memberships[0].id, agreed, person.id, world.clock.now(), agreed=True
        )
    lines = await amina.does(*LOGS, "[minutes]", "[90]")
    assert not [line for line in lines if line.startswith("hours.")]
    lines = await amina.does("[minutes]", "[120]")
    assert [line for line in lines if line.startswith("hours.")] != []


async def test_a_card_that_she_deleted_does_not_come_back_at_night_to_shrink(
    world: World, amina: Someone
) -> None:
    await amina.does(*LOGS)
    amina.phone.delete()
    world.clock.moment = EVENING + timedelta(days=1)
    before = len(world.telegram.calls)
    await world.tick()
    tried = [call.method for call in world.telegram.calls[before:]]
    assert "editMessageText" in tried
    assert "sendMessage" not in tried


async def puts(world: World, whom: Someone, key: str, signs: int) -> None:
    person = await whom.person()
    said = Screen(lines=(Text(key=f"test.{key}", values={"words": key[0] * signs}),))
    async with world.database.transaction() as session:
        await notices.put(session, person.id, person.memberships[0].team_id, key, said, world.clock.now())


async def test_what_is_too_long_for_one_message_comes_in_several(late: World, amina: Someone) -> None:
    for number in range(4):
        await puts(late, amina, f"long{number}", 1500)
    heard: list[str] = []
    for shown in ("/waiting", "[/waiting]"):
        heard += await amina.does(shown)
    assert [line.partition("(")[0] for line in heard] == [f"test.long{number}" for number in range(4)]
    assert await waiting(late, amina) == []


async def test_what_no_message_can_hold_stays_and_keeps_nothing_else(late: World, amina: Someone) -> None:
    await puts(late, amina, "endless", 5000)
    await puts(late, amina, "short", 1)
    assert await amina.does("/waiting") == ["test.short(s)"]
    assert [one.key for one in await waiting(late, amina)] == ["endless"]


WISHES = (*LOGS, "[extra]", "[talk_yes]")


@pytest.fixture
async def tired(late: World, amina: Someone, vera: Someone) -> World:
    """Half past one at night Amina has said that she wants to talk; Vera hears of it in the morning."""
    late.clock.forward(hours=3)
    await amina.does(*WISHES)
    assert len(await waiting(late, vera)) == 1
    return late


async def test_a_contact_that_comes_back_brings_the_wish_to_talk_back(
    tired: World, amina: Someone, vera: Someone
) -> None:
    [contact] = await logged(tired, amina)
    await amina.does("[undo]")
    assert await waiting(tired, vera) == []
    assert "boundary.talk_passed_on" in await amina.does("[redo]")
    assert len(await waiting(tired, vera)) == 1
    await amina.does("/today", f"[undo_{contact.id}]")
    assert await waiting(tired, vera) == []
    await amina.does(f"[redo_{contact.id}]")
    assert len(await waiting(tired, vera)) == 1


async def test_a_wish_is_heard_although_another_of_this_number_was_heard_before(
    tired: World, amina: Someone, vera: Someone
) -> None:
    tired.clock.moment = NEXT_OPENING
    await tired.tick()
    assert await waiting(tired, vera) == []
    [before] = await logged(tired, amina)
    await amina.does("[undo]")
    for _ in range(6):
        tired.clock.forward(hours=6)
        await tired.tick()
    tired.clock.moment = datetime(2026, 11, 26, 0, 10, tzinfo=UTC)
    assert "boundary.talk_passed_on" in await amina.does(*WISHES)
    assert [one.id for one in await logged(tired, amina)] == [before.id]
    assert len(await waiting(tired, vera)) == 1


@pytest.mark.parametrize("goes", [membership_changes.leave, membership_changes.pause])
async def test_a_wish_goes_to_whoever_is_there_once_its_coordinator_is_not(
    tired: World, amina: Someone, vera: Someone, goes: Callable[..., Awaitable[None]]
) -> None:
    wim = tired.someone(1010, "Wim")
    await wim.joins("Haarlem Effect", Role.COORDINATOR)
    hers = (await vera.person()).memberships[0].id
    async with tired.database.transaction() as session:
        await goes(session, await wim.person(), hers, tired.clock.now())
    assert "boundary.talk_wanted" in {one.screen.lines[0].key for one in await waiting(tired, wim)}


async def test_a_dropped_note_leaves_nothing_for_the_next(late: World, amina: Someone) -> None:
    await amina.does("/contact", "[note]", "[phone_call]", "[money]")
    await amina.does("/notes", "[finish_1]")
    await amina.does("/notes", "[drop_1]")
    await amina.does("/contact", "[note]", "[home_visit]", "[health]")
    said = str(await amina.does("/notes", "[finish_1]"))
    assert "health" in said
    assert "money" not in said

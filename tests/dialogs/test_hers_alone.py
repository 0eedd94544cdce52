"""What is hers alone stays with her, and what is undone leaves no trail."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.model import Role, Talk, Timing
from bot.rules.hours import Arrangement, Kind, Window
from bot.rules.names import first_name
from bot.screen import Screen, Text
from storage import contacts, hours, notes, notices, people, spent
from storage.hours import AGREED, PROPOSED
from storage.notices import Notice
from tests.cast import Someone, World

EVENING = datetime(2026, 11, 23, 21, 10, tzinfo=UTC)
LOGS = ("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
NOTES_IT = ("/contact", "[note]", "[home_visit]", "[housing]")
ZONE = ZoneInfo("Europe/Amsterdam")


async def waiting(world: World, someone: Someone) -> Sequence[Notice]:
    found: Sequence[Notice] = await world.read(notices.held, (await someone.person()).id)
    return found


async def held(world: World, someone: Someone, number: int) -> None:
    person = await someone.person()
    async with world.database.transaction() as session:
        for one in range(number):
            screen = Screen(lines=(Text(key="notes.none"),))
            await notices.put(session, person.id, None, f"test:{person.id}:{one}", screen, world.clock.now())


async def arranged(world: World, someone: Someone, membership: int, *windows: Window) -> None:
    person = await someone.person()
    agreed = Arrangement(Kind.HOURS, date(2026, 11, 2), windows=windows)
    async with world.database.transaction() as session:
        await hours.propose(
            session, person.memberships[membership].id, agreed, person.id, world.clock.now(), agreed=True
        )


@pytest.mark.parametrize("how", ["drop", "finish"])
async def test_a_note_that_is_gone_does_not_come_back(world: World, amina: Someone, how: str) -> None:
    world.clock.moment = EVENING
    await amina.does(*NOTES_IT, "/notes")
    [note] = await world.read(notes.own, (await amina.person()).id)
    await amina.does(f"[{how}_{note.id}]", *(["[listened]", "[none]"] if how == "finish" else []))
    assert await waiting(world, amina) == []


async def test_the_next_note_is_brought_back_like_the_first(world: World, amina: Someone) -> None:
    world.clock.moment = EVENING
    for _ in range(2):
        await amina.does(*NOTES_IT)
        assert len(await waiting(world, amina)) == 1
        world.clock.forward(hours=12)
        await world.tick()
        assert await waiting(world, amina) == [], "it was brought back"
        [note] = await world.read(notes.own, (await amina.person()).id)
        await amina.does("/notes", f"[finish_{note.id}]", "[listened]", "[none]")
        world.clock.forward(hours=12)


async def test_going_back_out_of_a_note_and_noting_again_leaves_one(world: World, amina: Someone) -> None:
    world.clock.moment = EVENING
    await amina.does(*NOTES_IT, "/notes")
    [note] = await world.read(notes.own, (await amina.person()).id)
    await amina.does(f"[finish_{note.id}]", "[@back]", "[@back]", "[note]", "[phone_call]", "[money]")
    assert len(await world.read(notes.own, (await amina.person()).id)) == 1
    assert len(await waiting(world, amina)) == 1


async def test_nobody_hears_of_a_note_even_when_she_cannot_be_reached(
    world: World, amina: Someone, vera: Someone
) -> None:
    world.clock.moment = EVENING
    await amina.does(*NOTES_IT)
    amina.phone.block()
    await world.settle()
    world.clock.moment = EVENING + timedelta(days=1)
    await world.tick()
    assert await waiting(world, vera) == []


async def test_whoever_does_something_can_be_reached_again(world: World, amina: Someone) -> None:
    async with world.database.transaction() as session:
        await people.set_reachable(session, amina.id, reachable=False)
    await held(world, amina, 1)
    await world.tick()
    assert len(await waiting(world, amina)) == 1
    await amina.does("/help")
    await world.tick()
    assert await waiting(world, amina) == []


async def test_much_that_waits_is_shown_ten_at_a_time(world: World, amina: Someone) -> None:
    world.clock.moment = EVENING
    await held(world, amina, 12)
    assert len(await amina.does("/waiting")) == 10
    assert len(await amina.does("[/waiting]")) == 2
    await amina.hears(("/waiting", "waiting.nothing"))


async def test_the_reminder_belongs_to_the_stretch_of_now(world: World, amina: Someone) -> None:
    world.clock.moment = EVENING
    first = await amina.does(*LOGS)
    assert [line for line in first if line.startswith("boundary.reminder.")]
    world.clock.moment = EVENING + timedelta(hours=21)
    old_card = await amina.does("[extra]")
    assert not [line for line in old_card if line.startswith("boundary.reminder.")]


async def test_an_answer_taken_back_takes_the_offer_along(
    world: World, amina: Someone, vera: Someone
) -> None:
    world.clock.moment = EVENING + timedelta(hours=3)
    await amina.does(*LOGS)
    assert "boundary.talk_offer" in await amina.does("[extra]")
    assert "boundary.talk_offer" not in await amina.does("[timing]", "[earlier]")
    [contact] = await world.read(contacts.latest, (await amina.person()).id)
    assert (contact.timing, contact.talk) == (Timing.EARLIER, None)


async def test_in_whatever_order_the_cards_are_answered_the_third_brings_the_offer(
    world: World, amina: Someone, vera: Someone
) -> None:
    world.clock.moment = EVENING
    shown = []
    for _ in range(3):
        await amina.does(*LOGS)
        shown.append(amina.button("extra"))
        world.clock.forward(minutes=5)
    lines: list[str] = []
    for message, data in reversed(shown):
        amina.phone.tap(data, message.message_id)
        before = len(world.telegram.calls)
        await world.settle()
        lines = amina.lines_since(before)
    assert "boundary.talk_offer" in lines


async def test_without_anybody_to_talk_to_no_talk_is_offered(world: World, amina: Someone) -> None:
    world.clock.moment = EVENING + timedelta(hours=3)
    await amina.does(*LOGS)
    assert "boundary.talk_offer" not in await amina.does("[extra]")


async def test_undoing_the_contact_takes_the_wish_back(world: World, amina: Someone, vera: Someone) -> None:
    world.clock.moment = EVENING + timedelta(hours=3)
    await amina.does(*LOGS, "[extra]", "[talk_yes]")
    assert len(await waiting(world, vera)) == 1
    [contact] = await world.read(contacts.latest, (await amina.person()).id)
    assert contact.talk is Talk.YES
    await amina.does("[undo]")
    assert await waiting(world, vera) == []


async def test_who_coordinates_too_is_off_duty_outside_her_hours_as_a_key_person(
    world: World, amina: Someone
) -> None:
    await amina.does(f"/start {await world.invite('Haarlem Effect', Role.COORDINATOR)}")
    assert [one.role for one in (await amina.person()).memberships] == [Role.KEY_PERSON, Role.COORDINATOR]
    await arranged(world, amina, 0, Window(4, 540, 600))
    lines = await amina.does("/contact")
    assert lines[0].startswith("boundary.off_duty_until(")


async def test_with_several_teams_nothing_is_said_before_the_team_is_known(
    world: World, amina: Someone
) -> None:
    await amina.does(f"/start {await world.invite('Utrecht')}")
    await arranged(world, amina, 0, Window(4, 540, 600))
    assert await amina.does("/contact") == ["log_contact.team.ask"]


async def test_a_coordinator_cannot_tell_that_somebody_is_away(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does("/away 2 h")
    person = await amina.person()
    lines = await vera.does("/agree", f"[{person.memberships[0].id}]", "[leave]", "24-12", "[propose]")
    assert any(line.startswith("agree.reads_now(") for line in lines), lines


async def test_hours_that_are_answered_late_do_not_hold_backwards(
    world: World, amina: Someone, vera: Someone
) -> None:
    person, by = await amina.person(), await vera.person()
    proposed = Arrangement(Kind.HOURS, date(2026, 11, 2), windows=(Window(0, 540, 600),))
    async with world.database.transaction() as session:
        entry = await hours.propose(
            session, person.memberships[0].id, proposed, by.id, world.clock.now(), agreed=False
        )
    await amina.does("/hours", f"[yes_{entry}]")
    [found] = await world.read(hours.history, person.memberships[0].id)
    assert (found.state, found.arrangement.first) == (AGREED, date(2026, 11, 23))


async def test_of_what_was_logged_for_another_day_it_is_not_known_whether_it_was_off_duty(
    world: World, amina: Someone
) -> None:
    await amina.does(*LOGS)
    await amina.does(*LOGS, "[day]", "[yesterday]", "[night]")
    person = await amina.person()
    now = world.clock.now()
    counted = await world.read(
        spent.off_duty_counts,
        person.memberships[0].team_id,
        now - timedelta(days=1),
        now + timedelta(days=1),
        ZONE,
    )
    assert counted == {person.id: (0, 1)}


async def test_who_proposed_first_hears_that_it_was_replaced(
    world: World, amina: Someone, vera: Someone
) -> None:
    person = await amina.person()
    wim = world.someone(1007, "Wim")
    await wim.joins("Haarlem Effect", Role.COORDINATOR)
    ask = ("/agree", f"[{person.memberships[0].id}]", "[leave]", "24-12", "[propose]")
    await vera.does(*ask)
    await wim.does(*ask)
    told = [one.screen.lines[0].key for one in await waiting(world, vera)]
    assert told == ["arranging.replaced"]
    states = [one.state for one in await world.read(hours.history, person.memberships[0].id)]
    assert states.count(PROPOSED) == 1


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        pytest.param("Amina", "Amina", id="as it is"),
        pytest.param("  Amina \n B ", "Amina B", id="spaces that nobody sees"),
        pytest.param("\u202eanimA\u2069", "animA", id="no turning of the line"),
        pytest.param("\u3164", "", id="a letter that shows as nothing is no name"),
        pytest.param("\u2800", "", id="nor is a sign that shows as nothing"),
        pytest.param("آمنة", "آمنة", id="any script"),
        pytest.param("A" * 60, "A" * 40, id="cut"),
    ],
)
def test_a_first_name_is_what_can_be_shown(told: str, shown: str) -> None:
    assert first_name(told) == shown

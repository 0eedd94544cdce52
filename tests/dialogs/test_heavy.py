"""After a heavy contact: one tap, one question, an answer that is kept nowhere, and a call if she wants one."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.dialog import Scene
from bot.export import CONTACT_COLUMNS, contact_row
from bot.model import Contact, Role
from bot.rules.hours import Arrangement, Kind
from handlers.dialogs import card_options
from storage import contacts, guides, notices, people, show
from storage.notices import State
from tests.cast import MONDAY_NOON, Someone, World
from tests.dialogs.arranging import arrange

# In Amsterdam: Monday 22:10, and the Tuesday after it 09:05.
EVENING = datetime(2026, 11, 23, 21, 10, tzinfo=UTC)
NEXT_OPENING = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)
LOGS = ("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
ASKED = ["/how fine", "/how so_so", "/how heavy", "/how talk"]
LEAVE = Arrangement(Kind.LEAVE, date(2026, 11, 23), date(2026, 11, 27))
# What an update leaves behind anyway: its number, and what waits to be sent.
OF_EVERY_UPDATE = {"inbox", "outbox"}


async def the_contact(world: World, who: Someone) -> Contact:
    [found] = await world.read(contacts.latest, (await who.person()).id)
    assert isinstance(found, Contact)
    return found


async def waiting(world: World, who: Someone) -> Sequence[notices.Notice]:
    found: Sequence[notices.Notice] = await world.read(notices.held, (await who.person()).id)
    return found


async def team_of(who: Someone) -> int:
    return (await who.person()).memberships[0].team_id


async def stored(world: World) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = await world.read(show.rows)
    assert all(one["payload"] is None for one in rows["inbox"])
    return {table: found for table, found in rows.items() if table not in OF_EVERY_UPDATE}


async def wim_joins(world: World) -> Someone:
    """A second coordinator of Haarlem: the deputy, as nobody was chosen."""
    wim = world.someone(1007, "Wim")
    await wim.joins("Haarlem Effect", Role.COORDINATOR)
    return wim


async def test_on_duty_one_tap_brings_the_question_at_once(world: World, amina: Someone) -> None:
    await amina.does(*LOGS)
    lines = await amina.does("[heavy]")
    assert lines[:2] == ["heavy.how_now", "heavy.not_kept"]
    assert "heavy.waits" not in lines
    assert [one.rpartition(" ")[0] for one in amina.options()] == ASKED
    assert (await the_contact(world, amina)).heavy
    assert await waiting(world, amina) == []


async def test_it_is_marked_on_the_card_and_can_be_taken_back(world: World, amina: Someone) -> None:
    await amina.does(*LOGS, "[heavy]")
    assert marked(await the_contact(world, amina)) == ["heavy"]
    await amina.does("[heavy]")
    assert marked(await the_contact(world, amina)) == []


def marked(contact: Contact) -> list[str]:
    """What stands ticked on its card."""
    facts = card_options.Facts(contact, MONDAY_NOON, ZoneInfo("Europe/Amsterdam"), {})
    return [one.id for one in card_options.lines(Scene({}, facts)) if one.marked]


async def test_it_is_asked_at_most_once_per_contact(world: World, amina: Someone) -> None:
    await amina.does(*LOGS)
    assert "heavy.how_now" in await amina.does("[heavy]")
    await amina.does("[heavy]")
    assert "heavy.how_now" not in await amina.does("[heavy]")
    world.clock.moment = EVENING
    await amina.does("[heavy]")
    assert "heavy.waits" not in await amina.does("[heavy]")
    assert await waiting(world, amina) == []
    world.clock.moment = NEXT_OPENING
    await amina.does(*LOGS)
    assert "heavy.how_now" in await amina.does("[heavy]"), "another contact is asked about of its own"


async def test_off_duty_it_is_asked_at_the_next_opening(world: World, amina: Someone) -> None:
    world.clock.moment = EVENING
    await amina.does(*LOGS)
    lines = await amina.does("[heavy]")
    assert "heavy.waits" in lines
    assert not [line for line in lines if line.startswith("heavy.how_")]
    before = len(world.telegram.calls)
    await world.tick()
    assert amina.lines_since(before) == []
    world.clock.moment = NEXT_OPENING
    await world.tick()
    lines = amina.lines_since(before)
    assert "heavy.how_later(meeting.at(weekday 0, 2026-11-23, 22:10))" in lines
    assert [one.rpartition(" ")[0] for one in amina.options()[:4]] == ASKED
    await amina.hears((f"[/how so_so {await team_of(amina)}]", "heavy.met.so_so"))
    assert "heavy.waits" not in await amina.does("[minutes]", "[30]")


@pytest.mark.parametrize("deed", ["[heavy]", "[undo]"])
async def test_taken_back_before_it_was_said_it_is_not_asked(world: World, amina: Someone, deed: str) -> None:
    world.clock.moment = EVENING
    await amina.does(*LOGS, "[heavy]")
    assert len(await waiting(world, amina)) == 1
    assert "heavy.waits" not in await amina.does(deed)
    assert await waiting(world, amina) == []


async def test_a_contact_that_is_brought_back_is_asked_about_after_all(world: World, amina: Someone) -> None:
    world.clock.moment = EVENING
    await amina.does(*LOGS, "[heavy]", "[undo]")
    assert "heavy.waits" in await amina.does("[redo]")
    assert len(await waiting(world, amina)) == 1


async def test_a_contact_with_the_number_of_one_that_is_gone_is_asked_about(
    world: World, amina: Someone
) -> None:
    await amina.does(*LOGS, "[heavy]", "[undo]")
    world.clock.forward(hours=25)
    await world.tick()
    await amina.does(*LOGS)
    assert "heavy.how_now" in await amina.does("[heavy]")


@pytest.mark.parametrize("answer", ["fine", "so_so", "heavy"])
async def test_an_answer_is_met_with_kind_words_and_stored_nowhere(
    world: World, amina: Someone, vera: Someone, answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    await amina.does(*LOGS, "[heavy]")
    team_id = await team_of(amina)
    before = await stored(world)
    with caplog.at_level(logging.DEBUG):
        await amina.hears((f"[/how {answer} {team_id}]", f"heavy.met.{answer}"))
    assert await stored(world) == before
    ours = [one.getMessage() for one in caplog.records if one.name.startswith(("bot", "handlers", "storage"))]
    assert not [line for line in ours if answer in line or "/how" in line]
    assert await waiting(world, vera) == []


async def test_who_wants_to_talk_is_called_and_nobody_hears_why(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    await amina.does(*LOGS, "[heavy]")
    team_id = await team_of(amina)
    lines = await amina.does(f"[/how talk {team_id}]")
    assert lines == ["heavy.talk_passed_on(Vera)", "reading.now(Vera)", "heavy.until_then"]
    [held] = await waiting(world, vera)
    assert (held.asked_by, held.team_id) == ((await amina.person()).id, team_id)
    before = len(world.telegram.calls)
    world.clock.forward(minutes=11)
    await world.tick()
    assert vera.lines_since(before) == ["heavy.talk_wanted(Amina)"]
    assert vera.phone.last.inline == []
    assert await waiting(world, petro) == []


async def test_two_taps_on_one_day_ask_once_and_the_next_day_asks_anew(
    world: World, amina: Someone, vera: Someone
) -> None:
    talk = f"/how talk {await team_of(amina)}"
    await amina.does(talk, talk)
    assert len(await waiting(world, vera)) == 1
    await world.tick()
    assert await waiting(world, vera) == []
    await amina.hears((talk, "heavy.talk_passed_on"))
    assert await waiting(world, vera) == []
    world.clock.forward(days=1)
    await amina.does(talk)
    assert len(await waiting(world, vera)) == 1


async def test_what_waits_over_the_weekend_is_one_request(
    world: World, amina: Someone, vera: Someone
) -> None:
    talk = f"/how talk {await team_of(amina)}"
    world.clock.forward(days=5)
    await amina.does(talk)
    world.clock.forward(days=1)
    lines = await amina.does(talk)
    assert lines[1] == "reading.later(Vera, when.tomorrow(09:00))"
    assert len(await waiting(world, vera)) == 1


async def test_a_request_that_got_lost_can_be_made_again_on_the_same_day(
    world: World, amina: Someone, vera: Someone
) -> None:
    talk = f"/how talk {await team_of(amina)}"
    await amina.does(talk)
    [held] = await waiting(world, vera)
    async with world.database.transaction() as session:
        await notices.settle(session, [held.id], State.UNKNOWN, world.clock.now())
    await amina.does(talk)
    assert len(await waiting(world, vera)) == 1


@pytest.mark.parametrize("why", ["leave", "away", "blocked"])
async def test_while_her_coordinator_is_not_there_the_deputy_hears_it(
    world: World, amina: Someone, vera: Someone, why: str
) -> None:
    wim = await wim_joins(world)
    if why == "leave":
        await arrange(world, vera, LEAVE)
    elif why == "away":
        await vera.does("/away 2 h")
    else:
        async with world.database.transaction() as session:
            await people.set_reachable(session, vera.id, reachable=False)
    lines = await amina.does(f"/how talk {await team_of(amina)}")
    assert lines[:2] == ["heavy.talk_passed_on(Wim)", "reading.now(Wim)"]
    assert await waiting(world, vera) == []
    assert len(await waiting(world, wim)) == 1


async def test_the_coordinator_that_was_chosen_for_her_hears_it(
    world: World, amina: Someone, vera: Someone
) -> None:
    wim = await wim_joins(world)
    mine, chosen = (await amina.person()).memberships[0].id, (await wim.person()).id
    async with world.database.transaction() as session:
        await guides.choose(session, mine, chosen, None)
    await amina.hears((f"/how talk {await team_of(amina)}", "heavy.talk_passed_on(Wim)"))
    assert await waiting(world, vera) == []


async def test_where_everybody_is_away_it_waits_for_her_coordinator(
    world: World, amina: Someone, vera: Someone
) -> None:
    await arrange(world, vera, LEAVE)
    lines = await amina.does(f"/how talk {await team_of(amina)}")
    assert lines[0] == "heavy.talk_passed_on(Vera)"
    assert lines[1].startswith("reading.later(Vera, ")
    assert len(await waiting(world, vera)) == 1


async def test_that_her_coordinator_is_away_for_herself_is_not_told(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does("/away 2 h")
    assert (await amina.does(f"/how talk {await team_of(amina)}"))[1] == "reading.now(Vera)"


async def test_without_a_coordinator_that_is_said_and_there_is_help(world: World, petro: Someone) -> None:
    before = await stored(world)
    await petro.hears((f"/how talk {await team_of(petro)}", "heavy.nobody"))
    assert petro.options() == ["sos"]
    assert await stored(world) == before


@pytest.mark.parametrize(
    "argument", ["", "talk", "talk 99", "talk x", "talk -1", "fine", "fine 99", "other 1", "heavy.x 1"]
)
async def test_what_was_made_up_changes_nothing(
    world: World, amina: Someone, vera: Someone, argument: str
) -> None:
    before = await stored(world)
    await amina.hears((f"/how {argument}", "heavy.unknown"))
    assert await stored(world) == before


async def test_the_team_of_somebody_else_does_not_count(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    haarlem = await team_of(amina)
    await petro.hears((f"/how talk {haarlem}", "heavy.unknown"), (f"/how fine {haarlem}", "heavy.unknown"))
    assert await waiting(world, vera) == []
    await vera.hears((f"/how talk {haarlem}", "common.not_for_you"))


async def test_that_it_was_heavy_is_in_no_export_and_no_overview(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does(*LOGS)
    seen = (await vera.does("/overview"))[-5:]
    await amina.does("[heavy]")
    one = await the_contact(world, amina)
    assert one.heavy
    assert "heavy" not in CONTACT_COLUMNS
    key = bytes(32)
    assert contact_row(one, "Haarlem", key) == contact_row(replace(one, heavy=False), "Haarlem", key)
    assert (await vera.does("/overview"))[-5:] == seen
    assert await waiting(world, vera) == []


async def test_nobody_hears_of_the_question_even_when_she_cannot_be_reached(
    world: World, amina: Someone, vera: Someone
) -> None:
    world.clock.moment = EVENING
    await amina.does(*LOGS, "[heavy]")
    amina.phone.block()
    await world.settle()
    world.clock.moment = NEXT_OPENING
    await world.tick()
    assert await waiting(world, vera) == []


async def test_the_wish_to_talk_after_work_in_her_own_time_reaches_the_deputy_too(
    world: World, amina: Someone, vera: Someone
) -> None:
    wim = await wim_joins(world)
    await arrange(world, vera, LEAVE)
    world.clock.moment = MONDAY_NOON.replace(day=24, hour=1)
    await amina.does(*LOGS, "[extra]", "[talk_yes]")
    assert await waiting(world, vera) == []
    assert [one.screen.lines[0].key for one in await waiting(world, wim)] == ["boundary.talk_wanted"]
    await amina.does("[undo]")
    assert await waiting(world, wim) == []

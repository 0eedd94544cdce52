"""What is proposed to a key person holds after her yes, and only hers; its history stays."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.rules.hours import Arrangement, Kind
from bot.screen import Screen, Text
from handlers.dialogs.arranging import notice_of
from storage import hours, notices
from storage.hours import AGREED, DECLINED, PROPOSED, WITHDRAWN
from tests.cast import Someone, World
from tests.dialogs.arranging import (
    CLOSED_TODAY,
    MONDAYS,
    WEEKLY,
    arrange,
    forged,
    states,
    toast,
    told,
)
from tests.dialogs.said import hears_news, put


@pytest.fixture
async def asked(world: World, amina: Someone, vera: Someone) -> int:
    """Vera's proposal to Amina: the number of it."""
    return await arrange(world, amina, replace(WEEKLY, first=date(2026, 11, 23)), by=vera)


async def test_a_proposal_holds_only_after_her_yes_and_its_proposer_reads_the_same_sentence(
    world: World, amina: Someone, vera: Someone, asked: int
) -> None:
    lines = await amina.does("/hours")
    sentence = lines[1:5]
    assert lines[0] == "hours.proposed(Haarlem Effect)"
    assert sentence[0] == "arranged.hours(2026-11-23)"
    assert "hours.not_agreed" in lines
    lines = await amina.does(f"[yes_{asked}]")
    assert "hours.agreed" in lines
    assert "hours.not_agreed" not in lines
    assert toast(amina) == "hours.said_yes"
    assert await states(world, amina) == [AGREED]
    world.clock.forward(minutes=20)
    await world.tick()
    assert vera.phone.last.text.split("\n") == ["gate.news", "", "hours.they_agreed(Amina)", *sentence]


async def test_a_declined_proposal_holds_nothing_and_its_proposer_hears_that_she_wants_to_talk(
    world: World, amina: Someone, vera: Someone, asked: int
) -> None:
    await amina.hears(("/hours", "hours.proposed"), (f"[no_{asked}]", "hours.not_agreed"))
    assert toast(amina) == "hours.said_no"
    assert await states(world, amina) == [DECLINED]
    assert await told(world, vera) == ["hours.they_declined"]


async def test_answering_again_changes_nothing(
    world: World, amina: Someone, vera: Someone, asked: int
) -> None:
    await amina.does("/hours")
    shown, data = amina.button(f"yes_{asked}")
    await amina.does(f"[yes_{asked}]")
    amina.phone.tap_data(data, shown.message_id)
    forged(amina, f"no_{asked}")
    await world.settle()
    assert toast(amina) == "common.old_button"
    assert await states(world, amina) == [AGREED]
    assert await told(world, vera) == ["hours.they_agreed"]


async def test_a_newer_proposal_takes_the_place_of_the_one_that_is_shown(
    world: World, amina: Someone, vera: Someone, asked: int
) -> None:
    await amina.does("/hours")
    _, data = amina.button(f"yes_{asked}")
    newer = await arrange(
        world, amina, Arrangement(Kind.HOURS, date(2026, 12, 1), windows=MONDAYS[:1]), by=vera
    )
    amina.phone.tap_data(data, amina.phone.last.message_id)
    await world.settle()
    assert toast(amina) == "common.old_button"
    assert await states(world, amina) == [PROPOSED, WITHDRAWN]
    await amina.hears(("/hours", "hours.proposed"), (f"[yes_{newer}]", "arranged.hours(2026-12-01)"))
    assert await states(world, amina) == [AGREED, WITHDRAWN]


async def test_two_proposals_are_asked_one_after_the_other(
    world: World, amina: Someone, vera: Someone, asked: int
) -> None:
    second = await arrange(world, amina, CLOSED_TODAY, by=vera)
    await amina.does("/hours")
    assert amina.options()[:2] == [f"yes_{asked}", f"no_{asked}"]
    await amina.hears((f"[yes_{asked}]", "arranged.closing_whole(2026-11-23, 2026-11-23, 00:00–24:00)"))
    assert amina.options()[:2] == [f"yes_{second}", f"no_{second}"]
    await amina.hears((f"[yes_{second}]", "hours.free.closed"))


async def test_petro_cannot_answer_for_amina(
    world: World, amina: Someone, petro: Someone, asked: int
) -> None:
    await petro.does("/hours")
    forged(petro, f"yes_{asked}")
    await world.settle()
    assert toast(petro) == "common.old_button"
    assert await states(world, amina) == [PROPOSED]
    async with world.database.transaction() as session:
        now = world.clock.now()
        answered = await hours.answer(session, (await petro.person()).id, asked, AGREED, now, now.date())
    assert answered is None


async def test_petro_hears_nothing_of_a_proposal_that_was_his(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    """Whoever does not coordinate the team is told nothing, whatever stands in the row."""
    entry = await arrange(world, amina, WEEKLY, by=petro)
    await amina.does("/hours", f"[yes_{entry}]")
    assert await told(world, petro) == []
    assert await told(world, vera) == ["hours.they_agreed"]


async def test_what_waits_comes_at_once_when_her_yes_puts_her_on_duty(
    world: World, amina: Someone, vera: Someone
) -> None:
    world.clock.moment = datetime(2026, 11, 28, 10, tzinfo=UTC)
    extra = Arrangement(Kind.OPENING, date(2026, 11, 28), start=600, end=900)
    entry = await arrange(world, amina, extra, by=vera)
    await put(world, amina)
    assert not await hears_news(world, amina)
    await amina.does("/hours", f"[yes_{entry}]")
    world.clock.forward(minutes=11)
    assert await hears_news(world, amina)


async def test_who_has_answered_already_is_not_asked_again_in_her_hours(
    world: World, amina: Someone, vera: Someone, asked: int
) -> None:
    async with world.database.transaction() as session:
        asks = Screen(lines=(Text(key="hours.pick.ask"),))
        await notices.put(session, (await amina.person()).id, None, notice_of(asked), asks, world.clock.now())
    await amina.does("/hours", f"[yes_{asked}]")
    assert await told(world, amina) == []


async def test_history_tells_what_became_of_each_proposal_the_newest_first(
    world: World, amina: Someone, vera: Someone, asked: int
) -> None:
    await arrange(world, amina, CLOSED_TODAY)
    await amina.does("/hours", f"[no_{asked}]")
    lines = await amina.does("[history]")
    assert [line for line in lines if line.startswith("hours.state")] == [
        "hours.state.agreed(2026-11-23)",
        "hours.state.declined(2026-11-23)",
    ]
    await amina.hears(("[back]", "hours.pick.ask"))


async def test_history_shows_the_newest_eight(world: World, amina: Someone) -> None:
    for day in range(1, 11):
        await arrange(world, amina, Arrangement(Kind.LEAVE, date(2026, 12, day)))
    lines = await amina.does("/hours", "[history]")
    said = [line for line in lines if line.startswith("arranged.leave_day(")]
    assert len(said) == 8
    assert said[0].startswith("arranged.leave_day(2026-12-10")

"""What becomes of what the bot has to say when something goes wrong: said once, or honestly reported, never lost."""

from datetime import timedelta

import pytest

from bot.screen import Screen, Text
from tests.cast import Someone
from tests.gate.rough import RoughWorld

UTRECHT = "Utrecht West"
SENDING = "sendMessage"
UNKNOWN, UNREACHABLE = ["gate.unknown(Amina)"], ["gate.unreachable(Amina)"]


async def rounds(world: RoughWorld, count: int = 4, **step: float) -> None:
    """Time passes on duty, a minute between one round and the next."""
    for _ in range(count):
        world.clock.forward(**step or {"minutes": 1})
        await world.tick()


async def test_when_telegram_asks_for_patience_it_comes_later_and_once(
    world: RoughWorld, amina: Someone
) -> None:
    before = world.tried(amina)
    world.telegram.faults.add("too_many", method=SENDING, retry_after=40)
    await world.put(amina, "tea")
    await world.tick()
    await rounds(world, 1, seconds=39)
    assert world.heard(amina) == []
    assert world.tried(amina) == before + 1
    await rounds(world, 1, seconds=2)
    await rounds(world)
    assert world.heard(amina) == [["test.tea"]]


async def test_what_surely_did_not_arrive_is_said_once_later(world: RoughWorld, amina: Someone) -> None:
    world.road.spoils["refused"] = 2
    await world.put(amina, "tea")
    await world.tick()
    assert world.heard(amina) == []
    await rounds(world)
    assert world.heard(amina) == [["test.tea"]]


async def test_while_nobody_can_be_reached_nothing_gets_lost(
    world: RoughWorld, amina: Someone, petro: Someone
) -> None:
    await world.put(amina, "tea")
    await world.put(petro, "coffee", UTRECHT)
    world.road.closed = True
    for _ in range(5):
        await world.program.gate.release()
        world.clock.forward(minutes=10)
    world.road.closed = False
    await rounds(world)
    assert world.heard(amina) == [["test.tea"]]
    assert world.heard(petro) == [["test.coffee"]]


async def test_a_token_that_is_not_known_for_a_while_loses_nothing(
    world: RoughWorld, amina: Someone, petro: Someone
) -> None:
    await world.put(amina, "tea")
    await world.put(petro, "coffee", UTRECHT)
    world.telegram.faults.add("unauthorized", times=None)
    for _ in range(3):
        await world.program.gate.release()
        world.clock.forward(minutes=1)
    world.telegram.faults.clear()
    await rounds(world)
    assert (world.heard(amina), world.heard(petro)) == ([["test.tea"]], [["test.coffee"]])


DOUBTFUL = ("lost_answer", "reset", "server_error", "html")


@pytest.mark.parametrize("fault", DOUBTFUL)
async def test_where_it_is_not_known_whether_it_arrived_that_is_reported_and_it_is_not_said_again(
    world: RoughWorld, amina: Someone, vera: Someone, fault: str
) -> None:
    world.telegram.faults.add(fault, method=SENDING)
    await world.put(amina, "tea")
    await world.tick()
    await rounds(world)
    assert world.heard(amina) == ([["test.tea"]] if fault == "lost_answer" else [])
    assert world.heard(vera) == [UNKNOWN]


@pytest.mark.parametrize("fault", DOUBTFUL)
async def test_one_outage_leaves_one_message_in_doubt(
    world: RoughWorld, amina: Someone, petro: Someone, fault: str
) -> None:
    await world.put(amina, "tea")
    await world.put(petro, "coffee", UTRECHT)
    world.telegram.faults.add(fault, method=SENDING)
    world.telegram.faults.add("server_error", method="getMe", times=2)
    before = world.tried(petro)
    await world.tick()
    await rounds(world, 1)
    assert world.tried(petro) == before
    await rounds(world, 1)
    assert world.heard(petro) == [["test.coffee"]]


def said(world: RoughWorld, whom: Someone) -> list[str]:
    return [line for lines in world.heard(whom) for line in lines]


async def test_somebody_who_blocked_the_bot_hears_it_when_she_is_back(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    amina.phone.account.blocked = True  # and nobody has told the bot
    for mark in ("tea", "coffee"):
        await world.put(amina, mark)
        await rounds(world, 3, minutes=7)
    assert world.heard(amina) == []
    assert world.heard(vera) == [UNREACHABLE]
    amina.phone.unblock()
    await world.tick()
    [message] = world.heard(amina)
    assert message[1:] == ["test.tea", "test.coffee"]


async def test_whoever_writes_to_the_bot_can_be_reached_again(world: RoughWorld, amina: Someone) -> None:
    """Telegram keeps what it has to say for a day: that she came back may never have been heard."""
    amina.phone.account.blocked = True
    await world.put(amina, "tea")
    await rounds(world)
    amina.phone.account.blocked = False
    await rounds(world)
    assert world.heard(amina) == []
    await amina.does("/help")
    await rounds(world)
    assert [lines[-1] for lines in world.heard(amina)] == ["test.tea"]


async def test_that_somebody_cannot_be_reached_is_told_once_a_week_while_something_waits(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    """Told on a Monday at noon, when the coordinator is on duty, and so each Monday after it."""
    amina.phone.block()
    await rounds(world)
    assert said(world, vera) == []
    told = []
    for day in range(21):
        await world.put(amina, f"day{day}")
        await rounds(world, 2)
        told.append(sum(line.startswith("gate.unreachable") for line in said(world, vera)))
        world.clock.forward(days=1)
    assert told == [1] * 7 + [2] * 7 + [3] * 7
    assert world.heard(amina) == []


async def test_whoever_asked_something_of_her_hears_that_she_cannot_be_reached(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    """Also if something else has been waiting for longer."""
    second = world.someone(1004, "Second")
    await second.joins("Haarlem Effect")
    amina.phone.block()
    await world.put(amina, "tea")
    await world.put(amina, "coffee", asked_by=(await second.person()).id)
    await rounds(world)
    assert world.heard(vera) == world.heard(second) == [UNREACHABLE]


async def test_what_expires_while_she_cannot_be_reached_is_reported(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    amina.phone.block()
    await world.put(amina, "tea", expires_at=world.clock.now() + timedelta(minutes=30))
    await world.tick()
    await rounds(world, 2, hours=1)
    assert said(world, vera) == [*UNREACHABLE, "gate.expired(Amina)"]
    amina.phone.unblock()
    await world.tick()
    assert world.heard(amina) == []


def too_long(mark: str) -> Screen:
    return Screen(lines=(Text(key=f"test.{mark}", values={"much": "x" * 5000}),))


async def test_what_telegram_refuses_for_good_is_reported_and_not_tried_again(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    await world.put_screen(amina, "wrong", too_long("wrong"))
    await world.tick()
    before = world.tried(amina)
    await rounds(world)
    assert world.tried(amina) == before
    assert world.heard(vera) == [UNKNOWN]


async def test_one_that_is_refused_takes_no_other_along(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    await world.put(amina, "tea")
    await world.put_screen(amina, "wrong", too_long("wrong"))
    await world.put(amina, "coffee")
    await world.tick()
    await rounds(world, 6)
    assert world.heard(amina) == [["test.tea"], ["test.coffee"]]
    assert world.heard(vera) == [UNKNOWN]
    await world.put(amina, "milk")
    await world.put(amina, "sugar")
    await world.tick()
    assert world.heard(amina)[2:] == [["test.milk", "test.sugar"]]


async def test_somebody_for_whom_something_is_wrong_with_us_does_not_hold_up_the_next(
    world: RoughWorld, amina: Someone, petro: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    async with world.database.transaction() as session:
        await session.exec_driver_sql("update person set zone = 'Nowhere/At_all' where id = 1")
    await world.put(amina, "tea")
    await world.put(petro, "coffee", UTRECHT)
    await world.tick()
    assert world.heard(petro) == [["test.coffee"]]
    assert "ZoneInfoNotFoundError" in caplog.text
    async with world.database.transaction() as session:
        await session.exec_driver_sql("update person set zone = null where id = 1")
    await world.tick()
    assert world.heard(amina) == [["test.tea"]]


async def test_of_a_report_that_may_be_lost_nothing_is_reported(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    before = world.tried(vera)
    world.telegram.faults.add("reset", method=SENDING, times=2)
    await world.put(amina, "tea")
    await world.tick()
    await rounds(world)
    assert world.heard(vera) == []
    assert world.tried(vera) == before + 1

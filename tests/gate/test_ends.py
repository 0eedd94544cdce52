"""Kills, stops and a full disk in the middle of a message; and a port where nobody listens."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest

from bot.screen import Screen, Text
from bot.settings import Settings
from bot.texts import Texts
from handlers.http import AiohttpRequest
from handlers.program import Program
from storage import erasure, notices, outbox, people
from storage.database import Database, Session
from tests.cast import Someone, World
from tests.gate.rough import Killed, RoughWorld, nothing
from tryout.server import serve
from tryout.telegram import Telegram

UNKNOWN = ["gate.unknown(Amina)"]


async def minutes(world: RoughWorld, count: int = 4) -> None:
    """Time passes on duty, a minute between one round and the next."""
    for _ in range(count):
        world.clock.forward(minutes=1)
        await world.tick()


@pytest.mark.parametrize("arrives", [False, True], ids=["before it arrived", "after it arrived"])
async def test_after_a_kill_while_sending_it_is_reported_and_not_said_again(
    world: RoughWorld, amina: Someone, vera: Someone, arrives: bool
) -> None:
    world.road.spoils["killed_after" if arrives else "killed_before"] = 1
    await world.put(amina, "tea")
    with pytest.raises(Killed):
        await world.tick()
    await world.restart()
    await minutes(world)
    assert world.heard(amina) == ([["test.tea"]] if arrives else [])
    assert world.heard(vera) == [UNKNOWN]
    await world.restart()
    await minutes(world)
    assert len(world.heard(vera)) == 1


async def test_an_outcome_that_cannot_be_written_now_is_written_later(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    async def full() -> None:
        await world.read_only(on=True)

    world.road.arrived = full
    await world.put(amina, "tea")
    await world.program.gate.release()
    person = (await amina.person()).id
    for _ in range(3):
        world.clock.forward(minutes=1)
        await world.program.ticker.tick()
        await world.program.ticker.release()
    assert await world.read(notices.interrupted) != []
    await world.read_only(on=False)
    await minutes(world)
    assert await world.read(notices.interrupted) == []
    assert await world.read(notices.last_said, person) != []
    await world.restart()
    await minutes(world)
    assert world.heard(amina) == [["test.tea"]]
    assert world.heard(vera) == []


async def test_what_can_never_be_written_holds_up_nothing_else(
    world: RoughWorld, amina: Someone, vera: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    class Poison:
        ids: ClassVar = [7]

        async def write(self, session: Session) -> None:
            await notices.put(session, 999, None, "test:nobody", Screen(lines=()), world.clock.now())

    await world.program.delivery.settle(Poison())
    await vera.does("/help")
    assert await world.read(outbox.waiting) == []
    assert "Poison of [7] is lost: IntegrityError" in caplog.text


async def test_of_whoever_was_erased_while_it_was_sent_nothing_is_reported_and_all_else_is_written(
    world: RoughWorld, amina: Someone, vera: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    me = (await amina.person()).id

    async def erased() -> None:
        async with world.database.transaction() as session:
            await erasure.erase(session, me, world.clock.now())

    world.road.arrived = erased
    world.telegram.faults.add("lost_answer", method="sendMessage")
    await world.put(vera, "tea", asked_by=me)
    await world.program.gate.release()
    world.road.arrived = nothing
    assert world.heard(vera) == [["test.tea"]]
    await vera.does("/help")
    assert await world.read(outbox.waiting) == []
    assert await world.read(notices.interrupted) == []
    assert "is lost" not in caplog.text


async def test_what_was_said_but_not_written_before_a_kill_is_in_doubt(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    async def full() -> None:
        await world.read_only(on=True)

    world.road.arrived = full
    await world.put(amina, "tea")
    await world.program.gate.release()
    await world.read_only(on=False)
    world.road.arrived = nothing
    await world.restart()
    await minutes(world)
    assert world.heard(amina) == [["test.tea"]]
    assert world.heard(vera) == [UNKNOWN]


async def test_a_stop_lets_arrive_what_is_under_way_and_begins_nothing_more(
    world: RoughWorld, amina: Someone, vera: Someone
) -> None:
    world.road.holds = asyncio.Event()
    await world.put(amina, "tea")
    await world.put(vera, "coffee")
    under_way = asyncio.create_task(world.program.gate.release())
    await asyncio.sleep(0.1)
    stopping = asyncio.create_task(world.program.gate.stop(5))
    await asyncio.sleep(0)
    world.road.holds.set()
    await stopping
    await under_way
    assert (world.heard(amina), world.heard(vera)) == ([["test.tea"]], [])
    await world.program.gate.release()
    assert world.heard(vera) == []
    await world.restart()
    await minutes(world)
    assert (world.heard(amina), world.heard(vera)) == ([["test.tea"]], [["test.coffee"]])


async def test_a_stop_does_not_wait_for_ever(world: RoughWorld, amina: Someone, vera: Someone) -> None:
    world.road.holds = asyncio.Event()
    await world.put(amina, "tea")
    under_way = asyncio.create_task(world.program.ticker.release())
    await asyncio.sleep(0.1)
    async with asyncio.timeout(2):
        await world.program.gate.stop(0.05)
    under_way.cancel()
    await asyncio.gather(under_way, return_exceptions=True)
    world.road.holds = None
    await world.restart()
    await minutes(world)
    assert world.heard(amina) == []
    assert world.heard(vera) == [UNKNOWN]


async def test_a_round_that_fails_is_logged_and_the_next_one_goes_on(
    world: RoughWorld, amina: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    await world.put(amina, "tea")
    await world.read_only(on=True)
    await world.program.ticker.release()
    await world.read_only(on=False)
    assert world.heard(amina) == []
    assert [
        one for one in caplog.records if one.levelno == logging.ERROR and "OperationalError" in one.message
    ]
    await world.program.ticker.release()
    assert world.heard(amina) == [["test.tea"]]


class WiredWorld(World):
    """Over a real socket."""

    def __init__(self, path: Path, database: Database, texts: Texts, telegram: Telegram, url: str) -> None:
        self.url = url
        super().__init__(path, database, texts, telegram)

    def _program(self) -> Program:
        given: dict[str, Any] = {"token": "42:TEST", "api_url": self.url, "_env_file": None}
        requests = {"request": AiohttpRequest(), "poll_request": AiohttpRequest(connections=2)}
        return Program(Settings(**given), self.clock, self.texts, self.database, **requests)


@asynccontextmanager
async def wired(database: Database, tmp_path: Path, keys_only: Texts, port: int) -> AsyncIterator[WiredWorld]:
    world = WiredWorld(tmp_path / "x", database, keys_only, Telegram(), f"http://127.0.0.1:{port}")
    yield world
    await world.program.stop()


async def test_a_port_where_nobody_listens_is_known_to_be_no_arrival(
    database: Database, tmp_path: Path, keys_only: Texts, unused_tcp_port: int
) -> None:
    async with wired(database, tmp_path, keys_only, unused_tcp_port) as world:
        amina = world.someone(1001, "Amina")
        async with serve(world.telegram, port=unused_tcp_port):
            await world.program.start()
            await amina.joins("Haarlem Effect")
        person = await amina.person()
        async with world.database.transaction() as session:
            team = await people.ensure_team(session, "Haarlem Effect")
            screen = Screen(lines=(Text(key="test.tea"),))
            await notices.put(session, person.id, team, "test:tea", screen, world.clock.now())
        await world.program.gate.release()
        assert [one.key for one in await world.read(notices.held, person.id)] == ["test:tea"]
        world.clock.forward(minutes=1)
        async with serve(world.telegram, port=unused_tcp_port):
            await world.tick()
            await world.tick()
        assert [line for line in amina.lines_since(0) if line.startswith("test.")] == ["test.tea"]

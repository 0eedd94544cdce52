"""What arrives is handled once and in order, and what cannot be handled is set aside and told."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.exc import OperationalError

from storage import inbox
from storage.database import Session
from storage.inbox import Waiting
from tests.cast import Someone, World


async def test_started_while_nothing_can_be_written_it_helps_all_the_same_and_goes_on_later(
    world: World, amina: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def full() -> AsyncIterator[Session]:
        raise OperationalError("", {}, Exception("database or disk is full"))
        yield

    with monkeypatch.context() as outage:
        outage.setattr(world.database, "transaction", full)
        program = world._program()
        running = asyncio.create_task(program._run())
        amina.phone.send("/sos")
        await amina.phone.wait_for(lambda one: one.text.startswith("safety.title"), timeout=5)
    amina.phone.send("/today")
    await amina.phone.wait_for(lambda one: one.text.startswith("today.none"), timeout=10)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await program.stop()


async def test_after_an_idle_week_lower_numbers_are_not_taken_for_old_ones(
    world: World, amina: Someone
) -> None:
    world.telegram.updates._next_id -= 6
    await amina.hears(("/contact", "log_contact.kind.ask"))


async def test_an_update_that_is_delivered_again_is_handled_once(world: World, amina: Someone) -> None:
    await amina.does("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
    world.telegram.faults.add("duplicate", method="getUpdates")
    before = len(amina.phone.messages)
    await world.settle()
    assert len(amina.phone.messages) == before


async def test_what_fails_three_times_is_emptied_and_she_gets_a_code_that_the_log_holds_too(
    world: World, amina: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    await amina.does("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
    async with world.database.transaction() as session:
        for table in ("contact_topic", "contact_action", "contact"):
            await session.exec_driver_sql(f"delete from {table}")
    with caplog.at_level(logging.ERROR):
        [line] = await amina.does("[minutes]")
    code = line.removeprefix("common.failed(").removesuffix(")")
    assert len(code) == 4
    assert caplog.text.count(f"code {code}") == 3
    assert "LookupError" in caplog.text
    assert await world.read(inbox.waiting) == []
    async with world.database.reading() as session:
        dead = (
            (await session.exec_driver_sql("select payload from inbox where state = 'dead'")).scalars().all()
        )
    assert dead == [None]
    await amina.hears(("/today", "today.none"))


async def test_one_that_cannot_be_read_is_set_aside_and_the_next_goes_on(
    world: World, amina: Someone
) -> None:
    world.telegram.push({"message": {"message_id": "x", "chat": 3}})
    await amina.hears(("/contact", "log_contact.kind.ask"))


async def test_an_inbox_row_is_empty_once_it_is_handled(world: World, amina: Someone) -> None:
    await amina.does("/contact", "[phone_call]", "my own words")
    async with world.database.reading() as session:
        rows = (await session.exec_driver_sql("select state, payload from inbox")).all()
    assert rows
    assert {tuple(row) for row in rows} == {("done", None)}


async def test_the_inbox_keeps_an_update_once(world: World) -> None:
    now = world.clock.now()
    async with world.database.transaction() as session:
        first = await inbox.add(session, [Waiting(7, "{}"), Waiting(5, "{}")], now)
        second = await inbox.add(session, [Waiting(7, "{}"), Waiting(8, "{}")], now)
        waiting = await inbox.waiting(session)
    assert [one.update_id for one in first] == [7, 5]
    assert [one.update_id for one in second] == [8]
    assert [one.update_id for one in waiting] == [7, 5, 8]

"""getUpdates: what is delivered, what counts as received, who may ask."""

import asyncio
from datetime import timedelta

import pytest

from tests.tryout.calls import Caller
from tests.tryout.conftest import Clock
from tryout.phone import Phone
from tryout.telegram import Telegram


@pytest.fixture
def three(amina: Phone) -> list[int]:
    return [amina.send(text) for text in ("one", "two", "three")]


async def test_updates_are_kept_until_an_offset_confirms_them(bot: Caller, three: list[int]) -> None:
    assert await bot.ids() == three
    assert await bot.ids() == three
    assert await bot.ids(offset=three[1]) == three[1:]
    assert await bot.ids(offset=0) == three[1:]


async def test_an_offset_beyond_the_newest_confirms_all(
    bot: Caller, telegram: Telegram, three: list[int]
) -> None:
    assert await bot.ids(offset=three[-1] + 1) == []
    assert telegram.pending == []


async def test_a_negative_offset_forgets_all_but_the_newest(bot: Caller, three: list[int]) -> None:
    assert await bot.ids(offset=-1) == three[2:]
    assert await bot.ids() == three[2:]


@pytest.mark.parametrize(
    ("limit", "delivered"),
    [
        pytest.param(1, 1, id="as few as asked"),
        pytest.param("2", 2, id="a form field"),
        pytest.param(0, 1, id="at least one"),
        pytest.param(1000, 100, id="at most a hundred"),
        pytest.param(None, 100, id="a hundred when not said"),
    ],
)
async def test_the_limit_is_kept_between_1_and_100(
    bot: Caller, telegram: Telegram, limit: object, delivered: int
) -> None:
    for _ in range(120):
        telegram.push({"message": {}})
    assert len(await bot.ids(limit=limit)) == delivered


async def test_a_long_poll_wakes_up_when_an_update_arrives(bot: Caller, amina: Phone) -> None:
    poll = asyncio.create_task(bot.ids(timeout=30))
    await asyncio.sleep(0)
    assert not poll.done()
    sent = amina.send("hello")
    assert await asyncio.wait_for(poll, 1) == [sent]


async def test_a_long_poll_without_news_ends_empty_and_is_not_logged(bot: Caller, telegram: Telegram) -> None:
    telegram.updates.arrived.ring()
    assert await asyncio.wait_for(bot.ids(timeout=1), 3) == []
    assert telegram.calls == []


async def test_the_older_of_two_polls_is_refused(bot: Caller, amina: Phone) -> None:
    older = asyncio.create_task(bot.refused("getUpdates", timeout=30))
    await asyncio.sleep(0)
    newer = asyncio.create_task(bot.ids(timeout=30))
    assert await asyncio.wait_for(older, 1) == (
        "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    sent = amina.send("hello")
    assert await asyncio.wait_for(newer, 1) == [sent]


async def test_a_webhook_stands_in_the_way_of_polling(bot: Caller) -> None:
    await bot.does("setWebhook", url="https://example.org/hook")
    assert (await bot.refused("getUpdates")).startswith(
        "409 Conflict: can't use getUpdates method while webhook"
    )
    await bot.does("deleteWebhook")
    assert await bot.ids() == []


async def test_allowed_updates_are_remembered_when_not_said_again(bot: Caller, amina: Phone) -> None:
    await bot.does("getUpdates", allowed_updates='["message"]')
    amina.block()
    amina.unblock()
    sent = amina.send("hello")
    assert await bot.ids() == [sent]
    await bot.does("getUpdates", allowed_updates=[])
    blocked = amina.block()
    assert await bot.ids() == [sent, blocked]


async def test_pending_updates_are_dropped_only_on_request(
    bot: Caller, telegram: Telegram, three: list[int]
) -> None:
    await bot.does("deleteWebhook")
    assert (await bot.does("getWebhookInfo"))["pending_update_count"] == 3
    await bot.does("deleteWebhook", drop_pending_updates="true")
    assert telegram.pending == []


async def test_updates_are_kept_for_a_day(bot: Caller, clock: Clock, amina: Phone) -> None:
    amina.send("yesterday")
    clock.forward(timedelta(hours=12))
    later = amina.send("later")
    clock.forward(timedelta(hours=12))
    assert await bot.ids() == [later]


async def test_after_an_idle_week_numbers_start_anywhere_and_a_foreign_offset_confirms_nothing(
    bot: Caller, telegram: Telegram, clock: Clock, amina: Phone
) -> None:
    jumps = []
    before = amina.send("before")
    for _ in range(20):
        await bot.does("getUpdates", offset=before + 1)
        clock.forward(timedelta(days=7))
        after = amina.send("after")
        assert await bot.ids(offset=before + 1) == [after]
        jumps.append(after - before)
        before = after
    assert min(jumps) < 0 < max(jumps)


async def test_numbers_go_on_as_before_within_a_week(clock: Clock, amina: Phone) -> None:
    before = amina.send("before")
    clock.forward(timedelta(days=7, seconds=-1))
    assert amina.send("after") == before + 1


@pytest.mark.parametrize(("beyond", "left"), [(10, 0), (11, 1)])
async def test_an_offset_far_beyond_the_newest_is_taken_for_a_foreign_one(
    bot: Caller, telegram: Telegram, amina: Phone, beyond: int, left: int
) -> None:
    await bot.does("getUpdates", offset=amina.send("hello") + 1 + beyond)
    assert len(telegram.pending) == left


async def test_a_raw_update_goes_out_as_it_is(bot: Caller, telegram: Telegram) -> None:
    update_id = telegram.push({"message": "nonsense"})
    assert await bot.does("getUpdates") == [{"update_id": update_id, "message": "nonsense"}]

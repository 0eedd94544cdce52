"""Misbehaviour on demand: what takes effect, and what the bot gets to see of it."""

import asyncio

import pytest

from tests.tryout.calls import Caller
from tryout.errors import DroppedError, NotJsonError
from tryout.phone import Phone
from tryout.telegram import Telegram

HELLO = {"chat_id": 7, "text": "hello"}


async def hello(telegram: Telegram) -> None:
    await telegram.call("sendMessage", HELLO)


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        ("too_many", "429 Too Many Requests: retry after 1"),
        ("server_error", "502 Bad Gateway"),
        ("not_found", "404 Not Found"),
        ("unknown_method", "404 Not Found: method not found"),
        ("unauthorized", "401 Unauthorized"),
    ],
)
async def test_a_refusal_has_no_effect_and_is_over_after_one_call(
    bot: Caller, telegram: Telegram, amina: Phone, kind: str, refusal: str
) -> None:
    telegram.faults.add(kind)
    assert await bot.refused("sendMessage", **HELLO) == refusal
    assert len(amina.messages) == 1
    await bot.does("sendMessage", **HELLO)
    assert [(call.ok, call.error_code, call.fault) for call in telegram.calls] == [
        (False, int(refusal[:3]), kind),
        (True, None, None),
    ]


async def test_too_many_requests_tells_how_long_to_wait(telegram: Telegram) -> None:
    telegram.faults.add("too_many", retry_after=35)
    assert await telegram.call("getMe", {}) == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 35",
        "parameters": {"retry_after": 35},
    }


@pytest.mark.parametrize(("kind", "arrived"), [("reset", 0), ("lost_answer", 1)])
async def test_a_connection_is_lost_before_or_after_the_effect(
    telegram: Telegram, amina: Phone, kind: str, arrived: int
) -> None:
    telegram.faults.add(kind)
    with pytest.raises(DroppedError) as dropped:
        await hello(telegram)
    assert dropped.value.processed == bool(arrived)
    assert len(amina.messages) == 1 + arrived
    assert [(call.ok, call.error_code, call.fault) for call in telegram.calls] == [
        (bool(arrived), None, kind)
    ]


async def test_a_web_page_is_no_answer(telegram: Telegram, amina: Phone) -> None:
    telegram.faults.add("html")
    with pytest.raises(NotJsonError):
        await hello(telegram)
    assert len(amina.messages) == 1


async def test_a_call_hangs_until_cleared_and_never_takes_effect(telegram: Telegram, amina: Phone) -> None:
    telegram.faults.add("hang", times=None)
    calls = [asyncio.create_task(hello(telegram)) for _ in range(2)]
    await asyncio.sleep(0.01)
    assert not any(call.done() for call in calls)
    telegram.faults.clear()
    assert all(isinstance(end, DroppedError) for end in await asyncio.gather(*calls, return_exceptions=True))
    assert len(amina.messages) == 1
    await hello(telegram)


async def test_a_fault_keeps_to_its_method_and_its_number(bot: Caller, telegram: Telegram) -> None:
    telegram.faults.add("server_error", method="sendMessage", times=2)
    await bot.does("getMe")
    for _ in range(2):
        assert await bot.refused("sendMessage", **HELLO) == "502 Bad Gateway"
    assert await bot.refused("sendMessage", **HELLO) == "400 Bad Request: chat not found"


async def test_faults_follow_one_another(bot: Caller, telegram: Telegram) -> None:
    telegram.faults.add("server_error")
    telegram.faults.add("unauthorized")
    assert [await bot.refused("getMe"), await bot.refused("getMe")] == ["502 Bad Gateway", "401 Unauthorized"]


async def test_a_fault_without_number_lasts_until_cleared(bot: Caller, telegram: Telegram) -> None:
    telegram.faults.add("server_error", times=None)
    for _ in range(5):
        await bot.refused("getMe")
    telegram.faults.clear()
    await bot.does("getMe")


async def test_a_waiting_poll_gets_confirmed_updates_once_more(
    bot: Caller, telegram: Telegram, amina: Phone
) -> None:
    sent = amina.send("hello")
    await bot.does("getUpdates", offset=sent + 1)
    poll = asyncio.create_task(bot.ids(offset=sent + 1, timeout=30))
    await asyncio.sleep(0)
    telegram.faults.add("duplicate")
    assert await asyncio.wait_for(poll, 1) == [sent]
    fresh = amina.send("again")
    assert await bot.ids(offset=sent + 1) == [fresh]


async def test_garbage_stands_between_good_updates_until_confirmed(
    bot: Caller, telegram: Telegram, amina: Phone
) -> None:
    before = amina.send("before")
    telegram.faults.add("garbage")
    batch = await bot.does("getUpdates")
    assert [update["update_id"] for update in batch] == [before, before + 1]
    assert batch[1]["message"] == {"message_id": "x"}
    after = amina.send("after")
    assert await bot.ids() == [before, before + 1, after]


async def test_while_the_network_is_away_open_and_new_calls_end(
    bot: Caller, telegram: Telegram, amina: Phone
) -> None:
    poll = asyncio.create_task(bot.ids(timeout=30))
    await asyncio.sleep(0)
    telegram.faults.away()
    with pytest.raises(DroppedError):
        await asyncio.wait_for(poll, 1)
    sent = amina.send("hello")
    with pytest.raises(DroppedError):
        await bot.ids()
    telegram.faults.back()
    assert await bot.ids() == [sent]


async def test_a_call_under_way_when_the_network_goes_is_lost(telegram: Telegram, amina: Phone) -> None:
    telegram.latency = 0.01
    call = asyncio.create_task(hello(telegram))
    await asyncio.sleep(0)
    telegram.faults.away()
    with pytest.raises(DroppedError):
        await call
    assert len(amina.messages) == 1


def test_an_unknown_fault_is_an_error_that_names_the_known_ones(telegram: Telegram) -> None:
    with pytest.raises(ValueError, match="no fault 'sulk'; there are duplicate, garbage, hang"):
        telegram.faults.add("sulk")

"""The same over HTTP, with the real python-telegram-bot at the other end."""

import asyncio
import time
from typing import Any

import aiohttp
import httpx
import pytest
import telegram as ptb
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.tryout.calls import PNG
from tryout.phone import Phone
from tryout.server import serve
from tryout.telegram import Telegram

ONE_BUTTON = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Yes", callback_data="yes")]])


@pytest.fixture(autouse=True)
def _waiting_times_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


async def post(url: str, **kwargs: Any) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.post(url, **kwargs) as response:
        return response.status, await response.json()


async def somebody_polls(telegram: Telegram) -> None:
    while not telegram.updates.arrived.listeners:  # noqa: ASYNC110
        await asyncio.sleep(0.01)


async def test_a_dialogue_of_a_tap_an_edit_and_a_toast(library: ptb.Bot, amina: Phone) -> None:
    assert library.username == "sleutel_test_bot"
    await library.set_my_commands([ptb.BotCommand("help", "Help")], language_code="nl")
    await library.send_message(7, "<b>Ready</b>?", parse_mode="HTML", reply_markup=ONE_BUTTON)
    amina.tap("Yes")
    [update] = await library.get_updates(timeout=5, allowed_updates=["callback_query"])
    assert update.callback_query
    await update.callback_query.answer("Good")
    await update.callback_query.edit_message_text("Go")
    assert (amina.last.text, amina.last.inline, amina.last.edits) == ("Go", [], 1)
    assert ([toast.text for toast in amina.toasts], amina.commands) == (["Good"], [("help", "Help")])


async def test_files_go_both_ways(library: ptb.Bot, amina: Phone) -> None:
    await library.send_document(
        7, b"the report", filename="report.pdf", caption="<i>May</i>", parse_mode="HTML"
    )
    shown = amina.last
    assert (shown.content, shown.file_name, shown.text) == (b"the report", "report.pdf", "May")
    await library.send_document(7, shown.message["document"]["file_id"])
    assert amina.last.content == b"the report"
    sent = await library.send_photo(7, PNG, filename="card.png")
    assert (sent.photo[0].width, sent.photo[0].height, amina.last.content) == (640, 480, PNG)
    amina.send_document(b"hers", "hers.txt")
    [update] = await library.get_updates(offset=-1)
    assert update.message
    assert update.message.document
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"hers"
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await library.get_file("made up")


@pytest.mark.parametrize(
    ("kind", "error", "arrived"),
    [
        pytest.param("too_many", RetryAfter, 0),
        pytest.param("server_error", NetworkError, 0),
        pytest.param("not_found", InvalidToken, 0),
        pytest.param("unauthorized", InvalidToken, 0),
        pytest.param("unknown_method", InvalidToken, 0),
        pytest.param("html", TelegramError, 0),
        pytest.param("reset", NetworkError, 0),
        pytest.param("lost_answer", NetworkError, 1),
    ],
)
async def test_the_library_meets_each_fault(
    library: ptb.Bot, telegram: Telegram, amina: Phone, kind: str, error: type[Exception], arrived: int
) -> None:
    telegram.faults.add(kind, method="sendMessage")
    with pytest.raises(error):
        await library.send_message(7, "hello")
    assert len(amina.messages) == 1 + arrived
    await library.send_message(7, "hello")


@pytest.mark.parametrize(
    ("kind", "cause"), [("reset", httpx.ReadError), ("lost_answer", httpx.RemoteProtocolError)]
)
async def test_a_reset_looks_different_from_a_closed_connection(
    library: ptb.Bot, telegram: Telegram, kind: str, cause: type[Exception]
) -> None:
    telegram.faults.add(kind)
    with pytest.raises(NetworkError) as error:
        await library.get_me()
    assert isinstance(error.value.__cause__, cause)


async def test_a_call_that_hangs_times_out_and_has_no_effect(
    library: ptb.Bot, telegram: Telegram, amina: Phone
) -> None:
    telegram.faults.add("hang")
    with pytest.raises(TimedOut):
        await library.send_message(7, "hello", read_timeout=0.1)
    telegram.faults.clear()
    await library.send_message(7, "hello")
    assert len(amina.messages) == 2


async def test_an_answer_of_502_is_a_web_page(url: str, telegram: Telegram) -> None:
    telegram.faults.add("server_error")
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{url}/bot{telegram.token}/getMe") as response,
    ):
        assert (response.status, response.content_type) == (502, "text/html")


async def test_a_long_poll_ends_when_the_network_goes(library: ptb.Bot, telegram: Telegram) -> None:
    poll = asyncio.create_task(library.get_updates(timeout=30))
    await somebody_polls(telegram)
    telegram.faults.away()
    with pytest.raises(NetworkError):
        await asyncio.wait_for(poll, 2)
    with pytest.raises(NetworkError):
        await library.get_me()
    telegram.faults.back()
    await library.get_me()


async def test_a_refusal_has_the_status_of_its_code(library: ptb.Bot, amina: Phone) -> None:
    with pytest.raises(BadRequest, match="Message text is empty"):
        await library.send_message(7, "")
    amina.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await library.send_message(7, "hello")


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        pytest.param("bot42:WRONG/getMe", (401, "Unauthorized"), id="a wrong token"),
        pytest.param("botnonsense/getMe", (404, "Not Found"), id="no token at all"),
        pytest.param("bot42:TEST/nonsense", (404, "Not Found"), id="no method"),
        pytest.param("nonsense", (404, "Not Found"), id="no path"),
        pytest.param("file/bot42:TEST/nonsense", (404, "Not Found"), id="no file"),
        pytest.param("file/bot42:WRONG/documents/file_1.txt", (401, "Unauthorized"), id="a file of another"),
    ],
)
async def test_wrong_addresses_are_refused(url: str, path: str, answer: tuple[int, str]) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/{path}") as response:
        envelope = await response.json()
    assert (response.status, envelope["description"]) == answer
    assert (envelope["ok"], envelope["error_code"]) == (False, response.status)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param({"params": {"chat_id": "7", "text": "hello"}}, id="in the address"),
        pytest.param({"data": {"chat_id": "7", "text": "hello"}}, id="as a form"),
        pytest.param({"json": {"chat_id": 7, "text": "hello"}}, id="as JSON"),
        pytest.param({"json": {"chat_id": "7", "text": "hello"}}, id="as JSON with strings"),
    ],
)
async def test_parameters_come_in_every_documented_way(
    url: str, telegram: Telegram, amina: Phone, arguments: dict[str, Any]
) -> None:
    status, envelope = await post(f"{url}/bot{telegram.token}/SENDMESSAGE", **arguments)
    assert (status, envelope["result"]["text"], amina.last.text) == (200, "hello", "hello")
    assert telegram.calls[-1].params == {"chat_id": 7, "text": "hello"}


@pytest.mark.parametrize("body", ["[1]", "{", "7"])
async def test_nonsense_instead_of_parameters_is_a_bad_request(
    url: str, telegram: Telegram, body: str
) -> None:
    headers = {"Content-Type": "application/json"}
    status, _ = await post(f"{url}/bot{telegram.token}/getMe", data=body, headers=headers)
    assert status == 400


async def test_shutting_down_takes_less_than_a_second_with_polls_open(telegram: Telegram) -> None:
    async with serve(telegram) as url, aiohttp.ClientSession() as session:
        poll = asyncio.create_task(session.get(f"{url}/bot{telegram.token}/getUpdates?timeout=50"))
        await somebody_polls(telegram)
        started = time.perf_counter()
    assert time.perf_counter() - started < 1
    assert isinstance((await asyncio.gather(poll, return_exceptions=True))[0], Exception)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
async def test_only_this_machine_is_served(telegram: Telegram, host: str) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        async with serve(telegram, host):
            pass

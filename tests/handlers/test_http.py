"""The aiohttp client behind python-telegram-bot, against a small web server on loopback."""

import asyncio
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from handlers import http
from handlers.http import AiohttpRequest, surely_not_delivered

TOKEN = "42:SECRET"
TRUE = {"ok": True, "result": True}
MESSAGE = {"ok": True, "result": {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}}
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture(autouse=True)
def _retry_after_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the mere making of a RetryAfter warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@asynccontextmanager
async def server(answer: Answer) -> AsyncIterator[str]:
    app = web.Application(client_max_size=0)
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def raw_server(reply: bytes) -> AsyncIterator[str]:
    """Reads one request, writes `reply` and hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65536)
        writer.write(reply)
        writer.close()

    listener = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listener:
        yield f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/bot"


@asynccontextmanager
async def request_with(**options: float | None) -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(**options) as request:  # type: ignore[arg-type]
        yield request


def bot(url: str, request: AiohttpRequest) -> Bot:
    return Bot(TOKEN, base_url=url, request=request, get_updates_request=request)


def closed_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/bot"


async def failure(url: str, **options: float | None) -> NetworkError:
    async with request_with(**options) as request:
        with pytest.raises(NetworkError) as caught:
            await bot(url, request).send_chat_action(7, "typing")
    return caught.value


def printed(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)) + str(error) + repr(error)


async def never(_: web.Request) -> web.Response:
    await asyncio.sleep(60)
    return web.json_response(TRUE)


async def test_parameters_arrive_as_form_fields() -> None:
    seen: dict[str, str] = {}

    async def answer(request: web.Request) -> web.Response:
        seen.update({key: str(value) for key, value in (await request.post()).items()}, path=request.path)
        return web.json_response(TRUE)

    async with server(answer) as url, request_with() as request:
        await bot(url, request).set_my_description("За кордоном & <b>", "uk")
    assert seen == {
        "path": "/bot42:SECRET/setMyDescription",
        "description": "За кордоном & <b>",
        "language_code": "uk",
    }


async def test_a_file_arrives_whole_with_its_name_its_type_and_the_fields_beside_it() -> None:
    seen: list[object] = []

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        file = form["document"]
        assert isinstance(file, web.FileField)
        seen.extend([file.file.read(), file.filename, file.content_type, form["chat_id"], form["caption"]])
        return web.json_response(MESSAGE)

    content = bytes(range(256)) * 8192
    async with server(answer) as url, request_with() as request:
        await bot(url, request).send_document(7, content, caption="Отчёт", filename="звіт.pdf")
    assert seen == [content, "звіт.pdf", "application/pdf", "7", "Отчёт"]


async def test_a_file_name_goes_out_unquoted() -> None:
    bodies: list[bytes] = []

    async def answer(request: web.Request) -> web.Response:
        bodies.append(await request.read())
        return web.json_response(MESSAGE)

    async with server(answer) as url, request_with() as request:
        await bot(url, request).send_document(7, b"x", filename="звіт.pdf")
    assert 'filename="звіт.pdf"'.encode() in bodies[0]


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        pytest.param(429, {"parameters": {"retry_after": 3}}, RetryAfter, id="429 says how long"),
        pytest.param(429, {}, NetworkError, id="429 that does not say is any network error"),
        pytest.param(400, {"description": "chat not found"}, BadRequest, id="400"),
        pytest.param(400, {"parameters": {"migrate_to_chat_id": -100}}, ChatMigrated, id="400 migrated"),
        pytest.param(401, {"description": "Unauthorized"}, InvalidToken, id="401"),
        pytest.param(403, {"description": "bot was blocked by the user"}, Forbidden, id="403"),
        pytest.param(404, {"description": "Not Found"}, InvalidToken, id="404"),
        pytest.param(500, {"description": "Internal Server Error"}, NetworkError, id="500"),
        pytest.param(502, {}, NetworkError, id="502"),
        pytest.param(302, {}, NetworkError, id="a redirect is not followed"),
    ],
)
async def test_an_error_that_telegram_answers_becomes_the_librarys_exception(
    status: int, body: dict[str, object], expected: type[TelegramError]
) -> None:
    calls: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        calls.append(request.path)
        body_out = {"ok": False, "error_code": status, **body}
        return web.json_response(body_out, status=status, headers={"Location": "/elsewhere"})

    async with server(answer) as url, request_with() as request:
        with pytest.raises(TelegramError) as caught:
            await bot(url, request).send_chat_action(7, "typing")
    assert type(caught.value) is expected
    assert len(calls) == 1
    assert not (isinstance(caught.value, NetworkError) and surely_not_delivered(caught.value))


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        pytest.param(200, TelegramError, id="200 is no NetworkError, and yet nobody knows"),
        pytest.param(502, NetworkError, id="502"),
    ],
)
async def test_a_page_of_html_is_an_error_and_not_an_answer(
    status: int, expected: type[TelegramError]
) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(text="<html>maintenance</html>", content_type="text/html", status=status)

    async with server(answer) as url, request_with() as request:
        with pytest.raises(TelegramError) as caught:
            await bot(url, request).send_chat_action(7, "typing")
    assert type(caught.value) is expected


async def test_a_refused_connection_was_surely_not_delivered() -> None:
    error = await failure(closed_port())
    assert (type(error), str(error)) == (NetworkError, "ClientConnectorError")
    assert surely_not_delivered(error)


async def test_a_name_that_does_not_resolve_was_surely_not_delivered() -> None:
    error = await failure("http://nowhere.invalid/bot")
    assert type(error) is NetworkError
    assert surely_not_delivered(error)


async def test_a_server_that_does_not_take_the_connection_was_surely_not_delivered() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        async with _crowd(address):
            error = await failure(f"http://127.0.0.1:{address[1]}/bot", connect_timeout=0.2)
    assert (type(error), str(error)) == (TimedOut, "ConnectionTimeoutError")
    assert surely_not_delivered(error)


@asynccontextmanager
async def _crowd(address: tuple[str, int]) -> AsyncIterator[None]:
    """Fills the queue of a listening socket that nobody accepts from."""
    others = [socket.socket() for _ in range(4)]
    for other in others:
        other.setblocking(False)
        other.connect_ex(address)
    try:
        yield
    finally:
        for other in others:
            other.close()


async def test_a_full_pool_was_surely_not_delivered() -> None:
    async with (
        server(never) as url,
        request_with(connections=1, pool_timeout=0.1, connect_timeout=0.1) as request,
    ):
        first = asyncio.create_task(bot(url, request).send_chat_action(7, "typing"))
        await asyncio.sleep(0.05)
        with pytest.raises(TimedOut) as caught:
            await bot(url, request).send_chat_action(8, "typing")
        first.cancel()
    assert surely_not_delivered(caught.value)


async def test_no_answer_in_time_is_unknown() -> None:
    async with server(never) as url:
        error = await failure(url, read_timeout=0.1)
    assert (type(error), str(error)) == (TimedOut, "SocketTimeoutError")
    assert not surely_not_delivered(error)


@pytest.mark.parametrize(
    ("usual", "given"),
    [
        pytest.param(0.1, {}, id="the time that uploads have"),
        pytest.param(60.0, {"write_timeout": 0.1}, id="the time given with the call"),
    ],
)
async def test_a_file_that_cannot_be_written_in_time_is_unknown(
    usual: float, given: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "UPLOAD_SECONDS", usual)
    patience = {"pool_timeout": 0.1, "connect_timeout": 0.1, "read_timeout": 0.1, "write_timeout": 60.0}
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/bot"
        async with request_with(**patience) as request, asyncio.timeout(5):
            with pytest.raises(TimedOut) as caught:
                await bot(url, request).send_document(7, bytes(20_000_000), **given)  # type: ignore[arg-type]
    assert not surely_not_delivered(caught.value)


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(b"", id="without a word"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", id="in the middle of the answer"),
        pytest.param(b"what?\r\n\r\n", id="after something that is not HTTP"),
    ],
)
async def test_a_server_that_hangs_up_is_unknown(reply: bytes) -> None:
    async with raw_server(reply) as url:
        error = await failure(url)
    assert type(error) is NetworkError
    assert not surely_not_delivered(error)


async def test_a_message_is_not_sent_again_when_the_server_dropped_the_kept_connection() -> None:
    bodies: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(2):
            bodies.append(await reader.read(65536))
            if len(bodies) > 1:
                break
            writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n{"ok":true,"result":true}')
        writer.close()

    listener = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listener, request_with() as request:
        sender = bot(f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/bot", request)
        await sender.send_chat_action(7, "typing")
        with pytest.raises(NetworkError, match="ServerDisconnectedError") as caught:
            await sender.send_chat_action(7, "typing")
    assert len(bodies) == 2
    assert not surely_not_delivered(caught.value)


async def test_the_token_is_in_no_text_of_an_error_or_its_causes() -> None:
    async with server(never) as silent, raw_server(b"") as rude:
        errors = [
            await failure(closed_port()),
            await failure("http://nowhere.invalid/bot"),
            await failure("http://:80/bot"),
            await failure("ftp://127.0.0.1/bot"),
            await failure(silent, read_timeout=0.1),
            await failure(silent, pool_timeout=0.000001, connect_timeout=0.000001),
            await failure(rude),
        ]
    assert {type(error.__cause__).__name__ for error in errors} >= {
        "ClientConnectorError",
        "ConnectionTimeoutError",
        "SocketTimeoutError",
        "ServerDisconnectedError",
    }
    assert not [error for error in errors if "SECRET" in printed(error)]


class TornFile(BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError(5, "Input/output error")


async def test_the_token_is_in_no_text_when_a_file_cannot_be_read_while_it_is_sent() -> None:
    file = InputFile(TornFile(b"x"), filename="x", read_file_handle=False)
    async with server(never) as url, request_with() as request:
        with pytest.raises(NetworkError, match="ClientOSError") as caught:
            await bot(url, request).send_document(7, file)
    assert "SECRET" not in printed(caught.value)
    assert not surely_not_delivered(caught.value)


async def test_two_requests_are_under_way_at_once() -> None:
    both = asyncio.Barrier(2)

    async def answer(_: web.Request) -> web.Response:
        await asyncio.wait_for(both.wait(), 2)
        return web.json_response(TRUE)

    async with server(answer) as url, request_with() as request:
        sender = bot(url, request)
        done = await asyncio.gather(*(sender.send_chat_action(chat, "typing") for chat in (7, 8)))
    assert done == [True, True]


async def test_a_long_poll_outlives_the_read_timeout_of_other_calls() -> None:
    async def answer(_: web.Request) -> web.Response:
        await asyncio.sleep(0.3)
        return web.json_response({"ok": True, "result": []})

    async with server(answer) as url, request_with(read_timeout=0.1) as request:
        assert await bot(url, request).get_updates(timeout=1) == ()


async def test_a_timeout_given_with_a_call_comes_before_the_usual_one() -> None:
    async with server(never) as url, request_with(read_timeout=30) as request:
        with pytest.raises(TimedOut):
            await bot(url, request).send_chat_action(7, "typing", read_timeout=0.1)


async def test_none_waits_for_as_long_as_it_takes() -> None:
    async def answer(_: web.Request) -> web.Response:
        await asyncio.sleep(0.3)
        return web.json_response(TRUE)

    async with server(answer) as url, request_with(read_timeout=0.1) as request:
        assert await bot(url, request).send_chat_action(7, "typing", read_timeout=None)


async def test_a_file_is_fetched_by_its_address() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=request.method.encode())

    async with server(answer) as url, request_with() as request:
        assert await request.retrieve(f"{url}/file") == b"GET"


async def test_starting_and_stopping_twice_is_harmless_and_it_can_start_again() -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response(TRUE)

    request = AiohttpRequest()
    await request.shutdown()
    async with server(answer) as url:
        for _ in range(2):
            await request.initialize()
            await request.initialize()
            assert await bot(url, request).send_chat_action(7, "typing")
            await request.shutdown()
            await request.shutdown()


async def test_a_request_before_the_start_says_so() -> None:
    with pytest.raises(NetworkError, match="not initialized"):
        await bot(closed_port(), AiohttpRequest()).send_chat_action(7, "typing")

"""The pretend Bot API over HTTP, on this machine only."""

import asyncio
import ipaddress
import json
import re
import socket
import struct
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tryout.errors import ApiError, DroppedError, NotJsonError
from tryout.params import Upload
from tryout.telegram import Telegram

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"
# The documented 50 MB and what a form adds to it.
_LARGEST_REQUEST = 51 * 1024 * 1024
_PATIENCE = 0.1
_MOMENT = 0.01
_RESET = struct.pack("ii", 1, 0)


def _json(envelope: Mapping[str, Any]) -> web.Response:
    status = 200 if envelope["ok"] else envelope["error_code"]
    body = json.dumps(envelope, separators=(",", ":")).encode()
    return web.Response(body=body, status=status, content_type="application/json")


def _page(title: str, status: int) -> web.Response:
    return web.Response(text=_PAGE.format(title), status=status, content_type="text/html")


async def _arguments(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Parameters from the address, a form or JSON, and the files of a multipart form."""
    params: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        # dict() of anything but an object is a ValueError or TypeError, told to the sender as 400.
        params.update(dict(await request.json()))
        return params, {}
    files = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.file.read())
        else:
            params[name] = value
    return params, files


def _sever(request: web.Request, *, reset: bool) -> web.Response:
    """End the connection without an answer; what is returned has nobody to read it."""
    if request.transport is not None:
        if reset:
            request.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        request.transport.abort()
    return web.Response()


class _Site:
    """Routes requests to the Telegram that counts at this moment."""

    def __init__(self, current: Callable[[], Telegram]) -> None:
        self._current = current

    @property
    def _telegram(self) -> Telegram:
        return self._current()

    def _stranger(self, token: str) -> web.Response | None:
        if token == self._telegram.token:
            return None
        known = bool(_TOKEN.fullmatch(token))
        refusal = ApiError(401, "Unauthorized") if known else ApiError(404, "Not Found")
        return _json(refusal.envelope())

    async def method(self, request: web.Request) -> web.StreamResponse:
        if stranger := self._stranger(request.match_info["token"]):
            return stranger
        try:
            params, files = await _arguments(request)
        except (TypeError, ValueError):
            return _json(ApiError(400, "Bad Request: can't parse the request").envelope())
        try:
            envelope = await self._telegram.call(request.match_info["method"], params, files)
        except DroppedError as dropped:
            return _sever(request, reset=not dropped.processed)
        except NotJsonError:
            return _page("Welcome to the network", 200)
        return _page("502 Bad Gateway", 502) if envelope.get("error_code") == 502 else _json(envelope)

    async def file(self, request: web.Request) -> web.StreamResponse:
        if stranger := self._stranger(request.match_info["token"]):
            return stranger
        if self._telegram.faults.is_away:
            return _sever(request, reset=True)
        content = self._telegram.files.content(request.match_info["path"])
        if content is None:
            return _json(ApiError(404, "Not Found").envelope())
        return web.Response(body=content)


async def _unknown(_: web.Request) -> web.StreamResponse:
    return _json(ApiError(404, "Not Found").envelope())


def application(current: Callable[[], Telegram]) -> web.Application:
    """The web application, for a page that adds its own routes and may replace its Telegram by a fresh one."""
    site = _Site(current)
    app = web.Application(client_max_size=_LARGEST_REQUEST)
    app.router.add_route("*", "/bot{token}/{method}", site.method)
    app.router.add_get("/file/bot{token}/{path:.+}", site.file)
    return app


def _check_loopback(host: str) -> None:
    if host != "localhost" and not (_is_address(host) and ipaddress.ip_address(host).is_loopback):
        raise ValueError(f"the stand-in listens on this machine only, not on {host!r}")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@asynccontextmanager
async def serve(telegram: Telegram, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve until the block ends; yields `http://HOST:PORT`. ValueError for a host that others can reach."""
    async with serve_app(application(lambda: telegram), host, port) as url:
        yield url


@asynccontextmanager
async def serve_app(app: web.Application, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """The same for an application made with `application()`."""
    _check_loopback(host)
    app.router.add_route("*", "/{rest:.*}", _unknown)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_PATIENCE, handler_cancellation=True)
    with socket.create_server((host, port), family=family) as listener:
        await runner.setup()
        await web.SockSite(runner, listener).start()
        bound = listener.getsockname()[1]
        try:
            yield f"http://[{host}]:{bound}" if ":" in host else f"http://{host}:{bound}"
        finally:
            # Nobody new, and a moment for who was just let in: asyncio would leave that connection open for ever.
            asyncio.get_running_loop().remove_reader(listener)
            await asyncio.sleep(_MOMENT)
            await runner.cleanup()

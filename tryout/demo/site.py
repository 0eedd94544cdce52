"""The page over HTTP: its files, its live updates, and what is done on it; only for who knows its address."""

import json
from collections.abc import Awaitable, Callable, Mapping
from importlib.resources import files
from typing import Any, Final

from aiohttp import web

from tryout.demo import stream
from tryout.demo.acts import act
from tryout.demo.children import CommandFailed
from tryout.demo.controls import control
from tryout.demo.show import Show
from tryout.server import application

_NOTHING_FROM_OUTSIDE: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": _NOTHING_FROM_OUTSIDE,
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_KINDS: Final = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
_PICTURES: Final = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF": "application/pdf"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """Everything lies below `/KEY/`: a page of another origin can neither guess it nor speak for us."""

    def __init__(self, show: Show, key: str) -> None:
        self._show, self._key = show, key
        page = files("tryout") / "page"
        self._files = {one.name: one.read_bytes() for one in page.iterdir() if one.is_file()}

    def application(self) -> web.Application:
        app = application(lambda: self._show.telegram)
        routes: Mapping[str, Handler] = {"events": self._events, "memory": self._memory}
        for name, handler in routes.items():
            app.router.add_get(f"/{self._key}/{name}", _ours(handler))
        app.router.add_get(f"/{self._key}/sent/{{phone}}/{{message_id}}", _ours(self._sent))
        app.router.add_post(f"/{self._key}/act", _ours(self._act))
        app.router.add_post(f"/{self._key}/control", _ours(self._control))
        app.router.add_get(f"/{self._key}/{{name:[a-z0-9.-]*}}", _ours(self._file))
        return app

    async def _file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"] or "index.html"
        if name not in self._files:
            return web.Response(status=404, headers=HEADERS)
        kind = _KINDS[name[name.rindex(".") :]]
        return web.Response(body=self._files[name], content_type=kind, charset="utf-8", headers=HEADERS)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        return await stream.answer(request, self._show, HEADERS)

    async def _memory(self, _: web.Request) -> web.StreamResponse:
        try:
            return _json(await self._show.world.memory.tables())
        except CommandFailed:
            return _json({"gone": []})

    async def _sent(self, request: web.Request) -> web.StreamResponse:
        """A file or picture of a chat. What a browser might run is only offered for keeping."""
        handset = self._show.world.handsets.get(request.match_info["phone"])
        shown = handset and handset.phone.account.messages.get(int(request.match_info["message_id"]))
        if not shown or shown.content is None:
            return web.Response(status=404, headers=HEADERS)
        kind = next((kind for start, kind in _PICTURES.items() if shown.content.startswith(start)), None)
        name = "".join(letter for letter in shown.file_name or "file" if letter.isalnum() or letter in "._-")
        offer = {"Content-Disposition": f'{"inline" if kind else "attachment"}; filename="{name}"'}
        body, binary = shown.content, "application/octet-stream"
        return web.Response(body=body, content_type=kind or binary, headers={**HEADERS, **offer})

    async def _act(self, request: web.Request) -> web.StreamResponse:
        given = await request.json()
        return _done(lambda: act(self._show.world.handsets[given["phone"]], given))

    async def _control(self, request: web.Request) -> web.StreamResponse:
        given = await request.json()
        return _done(lambda: control(self._show, given))


def _json(content: Mapping[str, Any]) -> web.Response:
    return web.Response(text=json.dumps(content), content_type="application/json", headers=HEADERS)


def _done(doing: Callable[[], None]) -> web.Response:
    try:
        doing()
    except (LookupError, ValueError, RuntimeError) as refused:
        return _json({"refused": str(refused)})
    return _json({})


def _ours(handler: Handler) -> Handler:
    """Only for pages that came from here: a foreign name for this machine, or a foreign page, gets nothing."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        port = request.url.port
        if request.host not in {f"127.0.0.1:{port}", f"localhost:{port}"}:
            return web.Response(status=403)
        if request.headers.get("Origin", f"http://{request.host}") != f"http://{request.host}":
            return web.Response(status=403)
        if request.method == "POST" and request.content_type != "application/json":
            return web.Response(status=415)
        return await handler(request)

    return guarded

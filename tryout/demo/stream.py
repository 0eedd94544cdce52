"""Live updates to a page: what changed, as it changes, by Server-Sent Events."""

import asyncio
import json
from collections.abc import AsyncIterator

from aiohttp import web

from tryout.demo import views
from tryout.demo.show import Show

# What changes only because time passes is seen this often; several changes at once travel together.
_GLANCE = 1.0
_TOGETHER = 0.02


class Stream:
    """One page that watches. A new run begins with everything anew."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._run = 0
        self._sent: dict[str, str] = {}
        self._calls = 0

    def news(self) -> list[tuple[str, str]]:
        """Names and contents of the events that the page has not had."""
        if self._run != self._show.number:
            self._run, self._sent, self._calls = self._show.number, {}, 0
        found = [(name, json.dumps(view)) for name, view in views.parts(self._show).items()]
        fresh = [(name, text) for name, text in found if self._sent.get(name) != text]
        self._sent.update(fresh)
        rows = views.call_rows(self._show.world, self._calls)
        self._calls += len(rows)
        return [*fresh, ("calls", json.dumps(rows))] if rows else fresh

    async def events(self) -> AsyncIterator[bytes]:
        bell = self._show.changed
        while True:
            rings = bell.rings
            for name, text in self.news():
                yield f"event: part\ndata: {json.dumps(name)}\ndata: {text}\n\n".encode()
            if bell.rings == rings:
                await bell.heard(_GLANCE)
            await asyncio.sleep(_TOGETHER)


async def answer(request: web.Request, show: Show, headers: dict[str, str]) -> web.StreamResponse:
    """Talk to this page until it goes away."""
    response = web.StreamResponse(headers={**headers, "Content-Type": "text/event-stream"})
    await response.prepare(request)
    try:
        async for event in Stream(show).events():
            await response.write(event)
    except (ConnectionError, asyncio.CancelledError):
        # The page was closed, or the try-out ends.
        pass
    return response

"""A world whose road to Telegram is slow, closed, or ends together with the program."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
from telegram.error import NetworkError
from telegram.request import RequestData

from bot.screen import Button, Screen, Text
from bot.texts import Texts
from handlers.program import Program
from storage import notices, people
from storage.database import Database
from tests.cast import InProcessRequest, Someone, World, heard_in
from tryout.telegram import Call, Telegram

OK = 200
TEAM = "Haarlem Effect"


class Killed(BaseException):
    """The process ends here, as by kill -9."""


async def nothing() -> None: ...


@dataclass
class Road:
    """What happens to the next messages on their way. Calls that say nothing come to harm only while it is closed.

    `seconds` is how long each takes by the clock of the world; `holds` stops them until it is set; `arrived` is
    called when one was taken; `ended_with` keeps the kind and the parameters of those that ended the program.
    """

    closed: bool = False
    spoils: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    holds: asyncio.Event | None = None
    arrived: Callable[[], Awaitable[None]] = nothing
    ended_with: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    def takes(self, kind: str) -> bool:
        """Whether this message is spoilt by "refused", "killed_before" or "killed_after": so many as were ordered."""
        taken = self.spoils[kind] > 0
        self.spoils[kind] -= taken
        return taken


class RoughRequest(InProcessRequest):
    def __init__(self, world: "RoughWorld") -> None:
        super().__init__(world.telegram)
        self._world, self._road = world, world.road

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *more: Any, **named: Any
    ) -> tuple[int, bytes]:
        speaks = url.rsplit("/", 1)[1].startswith("send")
        if self._road.closed or (speaks and self._road.takes("refused")):
            raise NetworkError("refused") from aiohttp.ConnectionTimeoutError()
        if speaks:
            await self._on_the_way(request_data)
        answer = await super().do_request(url, method, request_data, *more, **named)
        if speaks:
            await self._road.arrived()
            if answer[0] == OK:
                self._end("killed_after", request_data)
        return answer

    async def _on_the_way(self, said: RequestData | None) -> None:
        if self._road.holds:
            await self._road.holds.wait()
        self._world.clock.forward(seconds=self._road.seconds)
        self._end("killed_before", said)

    def _end(self, kind: str, said: RequestData | None) -> None:
        if self._road.takes(kind):
            self._road.ended_with.append((kind, said.parameters if said else {}))
            raise Killed


class RoughWorld(World):
    """Its Telegram tells the time of its clock, so that each call in the log has the time at which it arrived."""

    def __init__(self, path: Path, database: Database, texts: Texts) -> None:
        self.road = Road()
        super().__init__(path, database, texts, Telegram(now=self._now))

    def _now(self) -> datetime:
        return self.clock.now()

    def _program(self) -> Program:
        given = (self.settings, self.clock, self.texts, self.database)
        program = Program(*given, request=RoughRequest(self), poll_request=RoughRequest(self))
        program.gate._pace = 0
        return program

    async def read_only(self, *, on: bool) -> None:
        """The disk takes nothing any more, as far as the connection that writes can see; or again."""
        await self.pragma(f"query_only={int(on)}")

    async def pragma(self, words: str) -> None:
        """For the connection that writes, outside of any transaction."""
        async with self.database._writer.connect() as connection:
            raw = await connection.get_raw_connection()
            raw.driver_connection._conn.execute(f"PRAGMA {words}")  # type: ignore[union-attr]

    def at(self, moment: datetime) -> None:
        self.clock.moment = moment

    async def put(self, whom: Someone, mark: str, team: str | None = TEAM, **more: Any) -> bool:
        """Something to say to her, with a button of its own."""
        button = Button(label=Text(key=f"test.{mark}.button"), data=f"/test {mark}")
        screen = Screen(lines=(Text(key=f"test.{mark}"),), buttons=((button,),))
        return await self.put_screen(whom, mark, screen, team, **more)

    async def put_screen(
        self, whom: Someone, mark: str, screen: Screen, team: str | None = TEAM, **more: Any
    ) -> bool:
        person = await whom.person()
        async with self.database.transaction() as session:
            team_id = await people.ensure_team(session, team) if team else None
            return await notices.put(
                session, person.id, team_id, f"test:{mark}", screen, self.clock.now(), **more
            )

    def heard(self, whom: Someone) -> list[list[str]]:
        """Every message that reached her on the bot's own initiative, as its lines."""
        messages = [heard_in(call) for call in self.telegram.calls if call.ok and _is_to(call, whom)]
        return [lines for lines in messages if any(line.startswith(("test.", "gate.")) for line in lines)]

    def tried(self, whom: Someone) -> int:
        """How many messages for her reached Telegram, taken or not."""
        return sum(_is_to(call, whom) for call in self.telegram.calls)


def _is_to(call: Call, whom: Someone) -> bool:
    return call.method.startswith("send") and call.params.get("chat_id") == whom.id

"""The cast of the tests, and the world they act in: the whole program, a real file, a pretend Telegram.

Amina is a key person of Haarlem, Vera her coordinator, Petro belongs to another team and must see nothing of
theirs. The bot speaks in text keys, so that wording never breaks a test of behaviour.
"""

import json
import re
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from telegram.request import BaseRequest, RequestData

from bot.bundle import NEUTRAL
from bot.clock import Clock
from bot.model import Person, Role
from bot.question import parse
from bot.rules.names import first_name
from bot.settings import Settings
from bot.texts import Texts
from handlers.jobs import JOBS
from handlers.jobs.round import Round
from handlers.program import Program
from storage import invitations, people
from storage.database import Database
from tests import notification
from tests.keys_only import KeysOnly
from tryout.params import Upload
from tryout.people import Shown
from tryout.phone import Phone
from tryout.telegram import Call, Telegram

KEY = bytes(range(32))
MONDAY_NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


class HandClock(Clock):
    """A clock that moves only when told to."""

    def __init__(self, moment: datetime = MONDAY_NOON) -> None:
        super().__init__()
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def forward(self, **step: float) -> None:
        self.moment += timedelta(**step)


class InProcessRequest(BaseRequest):
    """python-telegram-bot's requests, answered by the stand-in without a network between."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        parameters = request_data.parameters if request_data else {}
        files = request_data.multipart_data if request_data else {}
        uploads = {field: Upload(name, _content(file)) for field, (name, file, _) in files.items()}
        answer = await self._telegram.call(url.rsplit("/", 1)[1], parameters, uploads)
        return answer.get("error_code", 200), json.dumps(answer).encode()


def _content(file: bytes | IO[bytes]) -> bytes:
    return file if isinstance(file, bytes) else file.read()


class World:
    """One running program with its file, its Telegram and its clock."""

    def __init__(self, path: Path, database: Database, texts: Texts, telegram: Telegram) -> None:
        self.path, self.database, self.texts, self.telegram = path, database, texts, telegram
        self.clock = HandClock()
        given: dict[str, Any] = {"token": "42:TEST", "database": path, "_env_file": None}
        self.settings = Settings(**given)
        self.program = self._program()
        self.people: dict[int, Someone] = {}

    def _program(self) -> Program:
        request = InProcessRequest(self.telegram)
        return Program(
            self.settings,
            self.clock,
            self.texts,
            self.database,
            request=request,
            poll_request=InProcessRequest(self.telegram),
        )

    async def restart(self) -> None:
        """As after a kill: nothing of what was in memory is left."""
        self.program = self._program()
        await self.program.start()
        await self.settle()

    async def settle(self) -> None:
        """Until everything that was sent is handled and everything to be said is said."""
        await self.program.intake.handle_waiting()
        while await self.program.intake.poll_once(0):
            await self.program.intake.handle_waiting()
        await self.program.delivery.idle()

    async def tick(self) -> None:
        """One round of every job and of the gate; what a job has to say waits for the gate."""
        await self.settle()
        before = len(self.telegram.calls)
        for job in JOBS:
            await job(self.round())
        await self.program.delivery.idle()
        said = [call.method for call in self.telegram.calls[before:] if call.method.startswith("send")]
        assert not said, f"said around the gate: {said}"
        await self.settle()
        before = len(self.telegram.calls)
        await self.program.gate.release()
        if isinstance(self.texts, KeysOnly):
            notification.check(self.telegram.calls[before:])

    def round(self) -> Round:
        return Round(self.database, self.program.delivery, self.clock.now(), self.settings.zone)

    async def invite(
        self, team: str, role: Role = Role.KEY_PERSON, language: str | None = None, days: float = 7
    ) -> str:
        code = secrets.token_urlsafe(16)
        async with self.database.transaction() as session:
            team_id = await people.ensure_team(session, team)
            expires_at = self.clock.now() + timedelta(days=days)
            await invitations.invite(session, code, team_id, role, language, expires_at)
        return code

    def someone(self, user_id: int, name: str, language: str = "en") -> "Someone":
        return self.people.setdefault(user_id, Someone(self, self.telegram.phone(user_id, name, language)))

    async def read(self, query: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        """What a query finds through a second session."""
        async with self.database.reading() as session:
            return await query(session, *arguments)


def heard_in(call: Call) -> list[str]:
    """The lines of a message, in plain words; none for a call that says nothing.

    Without the first line that only keeps a locked phone from showing more: `notification` looks after it.
    """
    text = str(call.params.get("text") or "")
    return [re.sub(r"<[^>]+>", "", line) for line in text.split("\n") if line not in {"", NEUTRAL.key}]


class Someone:
    """A person with her phone."""

    def __init__(self, world: World, phone: Phone) -> None:
        self.world, self.phone = world, phone
        self.seen = 0

    @property
    def id(self) -> int:
        return self.phone.user_id

    async def person(self) -> Person:
        found = await self.world.read(people.by_telegram, self.id)
        assert isinstance(found, Person)
        return found

    async def joins(self, team: str, role: Role = Role.KEY_PERSON, language: str = "en") -> None:
        """She is in, as by an invitation: the dialogue for that has tests of its own."""
        code = await self.world.invite(team, role)
        now = self.world.clock.now()
        async with self.world.database.transaction() as session:
            invitation = await invitations.find(session, code, 0, now)
            assert invitation is not None
            known = await people.by_telegram(session, self.id)
            person = known or await people.add(session, self.id, language, now)
            await people.set_name(session, person.id, first_name(self.phone.first_name))
            await invitations.hold(session, invitation.id, person.id, now)
            await invitations.join(session, person.id, now)
        await self.does("/start")
        assert role in (await self.person()).roles

    async def hears(self, *exchanges: tuple[str, str]) -> None:
        """She does what stands left, the bot answers with what stands right: one of the lines it says."""
        for deed, answer in exchanges:
            lines = await self.does(deed)
            keys = [line.partition("(")[0] for line in lines]
            assert answer in keys or answer in lines, f"{deed}: expected {answer}, heard {lines}"

    async def does(self, *deeds: str) -> list[str]:
        """The lines that the bot says in answer to the last deed, notes over the screen included."""
        lines: list[str] = []
        for deed in deeds:
            before = len(self.world.telegram.calls)
            self._act(deed)
            await self.world.settle()
            lines = self.lines_since(before)
        return lines

    def lines_since(self, before: int) -> list[str]:
        calls = [call for call in self.world.telegram.calls[before:] if call.ok]
        return [line for call in calls if self._is_mine(call) for line in heard_in(call)]

    def _is_mine(self, call: Call) -> bool:
        return call.params.get("chat_id") == self.id or call.method == "answerCallbackQuery"

    def _act(self, deed: str) -> None:
        if deed.startswith("[") and deed.endswith("]"):
            shown, data = self.button(deed[1:-1])
            self.phone.tap(data, shown.message_id)
        elif deed.startswith("<") and deed.endswith(">"):
            self.phone.press(deed[1:-1])
        else:
            self.phone.send(deed)

    def button(self, option: str) -> tuple[Shown, str]:
        """The newest button that stands for this option: she can tap only what she is shown."""
        for shown in reversed(self.phone.messages):
            for button in (one for row in shown.inline for one in row):
                parsed = parse(button.data or "")
                if button.data == option or (parsed and parsed[1] == option):
                    return shown, button.data or ""
        raise LookupError(f"nobody shows [{option}]; shown: {self.options()}")

    def options(self) -> list[str]:
        """What can be tapped on the newest message with buttons."""
        shown = next((one for one in reversed(self.phone.messages) if one.inline), None)
        data = [button.data or "" for row in shown.inline for button in row] if shown else []
        return [parsed[1] if (parsed := parse(one)) else one for one in data]

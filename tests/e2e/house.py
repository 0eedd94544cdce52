"""One installation of the bot with its pretend Telegram, and what its database holds."""

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot.__main__ import main
from bot.model import Contact, Role
from storage import checks, contacts, invitations, people
from storage.database import Database
from storage.keyfile import read_key
from tests.cast import KEY
from tests.e2e.child import LONGEST, PATIENCE, Child, Ended, Main, until
from tryout.phone import Phone
from tryout.server import serve
from tryout.telegram import Telegram

T = TypeVar("T")
TOKEN = "42:TEST"
TEAM = "Haarlem Effect"


class House:
    """A folder with the bot's files, the bot that runs there, and the commands beside it."""

    def __init__(self, folder: Path, telegram: Telegram, url: str, **more: str) -> None:
        self.folder, self.telegram = folder, telegram
        self.database, self.key_file = folder / "bot.sqlite", folder / "bot.key"
        paths = {"DATABASE": str(self.database), "KEY_FILE": str(self.key_file)}
        self.settings = {"TOKEN": TOKEN, "API_URL": url, **paths, **more}
        self._runs: list[Child] = []
        self._commands: list[Child] = []

    @property
    def bot(self) -> Child:
        """The bot as it was started last."""
        return self._runs[-1]

    @property
    def printed(self) -> str:
        """All that any process here has said so far."""
        return "".join(child.out + child.err for child in (*self._runs, *self._commands))

    async def start(self, *, polls: bool = True, main: Main = main) -> Child:
        """Start the bot, and if it `polls` wait until it has asked for updates."""
        self.telegram.updates.allowed = frozenset()  # what the first request of a bot sets anew
        started = await Child.start("run", settings=self.settings, folder=self.folder, main=main)
        self._runs.append(started)
        if polls:
            await until(lambda: self.telegram.updates.allowed or not started.runs, LONGEST)
            assert started.runs, started.err
        return started

    async def command(self, *arguments: str, timeout: float = LONGEST) -> Ended:
        """`sleutelbot ARGUMENTS`, beside the bot or without it."""
        started = await Child.start(*arguments, settings=self.settings, folder=self.folder)
        self._commands.append(started)
        return await started.ended(timeout)

    async def close(self) -> None:
        for child in (*self._runs, *self._commands):
            await child.kill()

    def furnish(self, empty_file: Path) -> None:
        """A database without content and its key, as an earlier start has left them."""
        shutil.copy(empty_file, self.database)
        self.key_file.write_text(KEY.hex())

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Database]:
        """A second program's view of the database, with the same key."""
        database = await Database.open(self.database, read_key(self.key_file))
        try:
            yield database
        finally:
            await database.close()

    async def key_person(self, number: int, name: str = "Amina") -> Phone:
        """Somebody who joined the team before, with her phone in English."""
        now, code = datetime.now(UTC), secrets.token_urlsafe(16)
        async with self.opened() as database, database.transaction() as session:
            person = await people.add(session, number, "en", now)
            team_id = await people.ensure_team(session, TEAM)
            await invitations.invite(session, code, team_id, Role.KEY_PERSON, None, now + timedelta(days=1))
            invitation = await invitations.find(session, code, 0, now)
            assert invitation is not None
            await invitations.hold(session, invitation.id, person.id, now)
            await invitations.join(session, person.id, now)
        return self.telegram.phone(number, name, "en")

    async def read(self, query: Callable[..., Awaitable[T]], *arguments: object) -> T:
        async with self.opened() as database, database.reading() as session:
            return await query(session, *arguments)

    async def contacts_of(self, phone: Phone) -> list[Contact]:
        """What counts of all that she has logged."""
        person = await self.read(people.by_telegram, phone.user_id)
        assert person is not None
        return await self.read(contacts.latest, person.id)

    async def waits(self) -> dict[str, int]:
        """How much is still to be handled or said, and how much was given up."""
        return await self.read(checks.waiting)

    async def waits_until(self, condition: Callable[[dict[str, int]], bool], timeout: float) -> None:
        """Return once `waits()` is so."""
        async with self.opened() as database, asyncio.timeout(timeout):
            while True:
                async with database.reading() as session:
                    if condition(await checks.waiting(session)):
                        return
                await asyncio.sleep(0.02)

    async def settled(self, timeout: float = PATIENCE) -> None:
        """Return once nothing is to be handled or said any more."""
        await until(lambda: not self.telegram.pending, timeout)
        await self.waits_until(lambda waits: waits["inbox_new"] == waits["outbox_new"] == 0, timeout)

    async def has_to_say(self, messages: int, timeout: float = PATIENCE) -> None:
        """Return once everything is handled and so many answers wait to be sent."""
        expected = {"inbox_new": 0, "outbox_new": messages}
        await self.waits_until(lambda waits: expected.items() <= waits.items(), timeout)


@asynccontextmanager
async def housed(folder: Path, telegram: Telegram | None = None, **more: str) -> AsyncIterator[House]:
    """A house whose processes end with the block. Never, in any of them, was the token printed."""
    there = telegram or Telegram(TOKEN)
    async with serve(there) as url:
        house = House(folder, there, url, **more)
        try:
            yield house
        finally:
            there.faults.clear()
            await house.close()
        assert TOKEN not in house.printed

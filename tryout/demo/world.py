"""One clean start: a folder, a pretend Telegram, a clock, the bot, and the phones."""

import asyncio
import secrets
from pathlib import Path

from tryout.bell import Bell
from tryout.clock import ClockFile
from tryout.demo.bot import RUNNING, Bot
from tryout.demo.cast import Member, cast
from tryout.demo.children import Children
from tryout.demo.handset import Handset
from tryout.demo.loss import Loss
from tryout.demo.memory import Memory
from tryout.demo.times import Jump
from tryout.telegram import Telegram

_BOT_ID = 42


class World:
    """Everything that "start again" throws away. `language` is that of a phone whose owner has chosen none."""

    def __init__(self, folder: Path, url: str, changed: Bell, language: str) -> None:
        token = f"{_BOT_ID}:{secrets.token_urlsafe(24)}"
        self.clock = ClockFile(folder / "clock")
        self.telegram = Telegram(token, now=self.clock.now, changed=changed)
        settings = {"TOKEN": token, "API_URL": url, "CLOCK_FILE": str(folder / "clock")}
        files = {"DATABASE": str(folder / "bot.sqlite"), "KEY_FILE": str(folder / "bot.key")}
        self.children = Children(folder, {**settings, **files})
        self.bot = Bot(self.children, self.telegram)
        self.memory = Memory(self.children)
        self.loss = Loss(self.bot, self.memory, self.telegram)
        self.jump: Jump | None = None
        self._language = language
        self.handsets = {member.key: self._handset(member) for member in cast().values() if member.shown}

    def _handset(self, member: Member) -> Handset:
        return Handset(member, self.telegram.phone(member.user_id, member.name, self._language))

    def adopt(self, language: str) -> None:
        """Phones that nobody has touched speak the language of the page."""
        self._language = language
        for handset in self.handsets.values():
            account = handset.phone.account
            if not (account.started or handset.language_chosen) and account.language_code != language:
                account.language_code = language
                account.changed.ring()

    async def add(self, key: str) -> None:
        """One more phone on the page, with an invitation where its owner gets one."""
        if key not in self.handsets:
            self.handsets[key] = self._handset(cast()[key])
            self.telegram.changed.ring()
            await self.invite(key)

    async def invite(self, key: str) -> None:
        """A fresh invitation for this person."""
        handset = self.handsets[key]
        role, team = handset.member.role, handset.member.team
        if role and team:
            printed = await self.children.output("invite", "--role", role, "--team", team)
            handset.invitation = printed.split()[1]
            self.telegram.changed.ring()

    async def start(self) -> None:
        """The bot, and an invitation for whoever still needs her first one."""
        await self.loss.start()
        if self.bot.state == RUNNING:
            new = [key for key, handset in self.handsets.items() if handset.is_new]
            await asyncio.gather(*(self.invite(key) for key in new))

    def leap(self, jump: Jump) -> None:
        self.clock.to(jump.end)
        self.jump = jump
        self.telegram.changed.ring()

    def look(self) -> None:
        """Notice what changes without anybody telling: the bot has ended, its round is over."""
        self.bot.look()
        now, jump = asyncio.get_running_loop().time(), self.jump
        if jump and jump.did is None and not jump.waits(now, self.bot.since, self.bot.state == RUNNING):
            jump.did = jump.deeds(self.telegram.calls, self.handsets.values())

    async def close(self) -> None:
        await self.children.close()

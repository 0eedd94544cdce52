"""What is measured: how each bot is started, and what a person does in one step of talking to it."""

import asyncio
import itertools
import os
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tryout.phone import Phone

LOG_CONTACT = "/contact"
QUESTIONS = 4  # kind, topic, action, referral
# A tap on "the same as last time" (again_…) would save the contact at once.
ANSWER = re.compile(r"[\w-]{8}:(?!again_)[\w.-]+")


class Subject(Protocol):
    """One step is one update, and ends when its answer is on the screen."""

    name: str

    def __init__(self, folder: Path) -> None: ...
    def command(self, url: str) -> list[str]: ...
    def environment(self, url: str) -> dict[str, str]: ...
    async def join(self, phone: Phone) -> None: ...
    async def step(self, phone: Phone) -> None: ...


class Echo:
    name = "echo"

    def __init__(self, folder: Path) -> None:
        self._numbers = itertools.count()

    def command(self, url: str) -> list[str]:
        return ["tests.bench.echo", url]

    def environment(self, url: str) -> dict[str, str]:
        return {}

    async def join(self, phone: Phone) -> None:
        await self.step(phone)

    async def step(self, phone: Phone) -> None:
        text = f"message {next(self._numbers)}"
        phone.send(text)
        await phone.wait_for(lambda shown: shown.text == text)


class Sleutelbot:
    """Contact after contact, always by the first button of each question."""

    name = "sleutelbot"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._answered: Counter[int] = Counter()
        self._url = ""

    def command(self, url: str) -> list[str]:
        return ["bot", "run"]

    def environment(self, url: str) -> dict[str, str]:
        self._url = url
        return {
            "SLEUTELBOT_TOKEN": "42:TEST",
            "SLEUTELBOT_API_URL": url,
            "SLEUTELBOT_DATABASE": str(self._folder / "sleutelbot.db"),
            "SLEUTELBOT_KEY_FILE": str(self._folder / "sleutelbot.key"),
        }

    async def join(self, phone: Phone) -> None:
        code = await self._invitation()
        await changed(phone, lambda: phone.start(code), buttons=True)
        await changed(phone, lambda: tap_first(phone), buttons=True)  # her language
        await changed(phone, lambda: tap_first(phone), buttons=False)  # "I have read this"

    async def step(self, phone: Phone) -> None:
        number = self._answered[phone.user_id] % (QUESTIONS + 1)
        self._answered[phone.user_id] += 1
        if number == 0:
            await changed(phone, lambda: phone.send(LOG_CONTACT), buttons=True)
        else:
            await changed(phone, lambda: tap_first(phone), buttons=number < QUESTIONS)

    async def _invitation(self) -> str:
        arguments = ["invite", "--role", "key-person", "--team", "Bench"]
        process = await asyncio.create_subprocess_exec(
            *[sys.executable, "-m", "bot", *arguments],
            env={**os.environ, **self.environment(self._url)},
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            output, _ = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        found = re.search(r"/start (\S+)", output.decode())
        if found is None:
            raise RuntimeError(f"`sleutelbot invite` printed no line `/start CODE`: {output.decode()!r}")
        return found[1]


SUBJECTS: tuple[type[Subject], ...] = (Echo, Sleutelbot)


async def changed(phone: Phone, act: Callable[[], object], *, buttons: bool) -> None:
    """Acts, and returns when the newest message differs and, where a tap is to follow, has buttons."""
    before = newest(phone)
    act()
    await phone.wait_until(lambda seen: newest(seen) != before and (bool(options(seen)) or not buttons))


def newest(phone: Phone) -> object:
    shown = next(phone.account.from_bot(), None)
    return shown and shown.message


def options(phone: Phone) -> list[str]:
    """The callback data of the answers in the newest message: no shortcut, no way out, nothing alarming."""
    data = [button.data for row in phone.last.inline for button in row if button.data]
    return list(filter(ANSWER.fullmatch, data))


def tap_first(phone: Phone) -> int:
    return phone.tap(options(phone)[0], phone.last.message_id)

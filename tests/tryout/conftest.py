"""A pretend Telegram with a clock that the test moves, and Amina, who has pressed Start."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
import telegram as ptb

from tests.tryout.calls import Caller
from tryout.phone import Phone
from tryout.server import serve
from tryout.telegram import Telegram


@dataclass
class Clock:
    """Stands still until it is moved."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 11, 2, 9, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.moment

    def forward(self, delta: timedelta) -> None:
        self.moment += delta


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> Telegram:
    return Telegram(now=clock.now)


@pytest.fixture
def bot(telegram: Telegram) -> Caller:
    return Caller(telegram)


@pytest.fixture
def amina(telegram: Telegram) -> Phone:
    """She has pressed Start, and the bot has taken note."""
    phone = telegram.phone(7, "Amina")
    phone.start()
    telegram.updates.drop()
    return phone


@pytest.fixture
async def url(telegram: Telegram) -> AsyncIterator[str]:
    async with serve(telegram) as address:
        yield address


@pytest.fixture
async def library(url: str, telegram: Telegram) -> AsyncIterator[ptb.Bot]:
    """A real python-telegram-bot client that talks HTTP."""
    async with ptb.Bot(telegram.token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as client:
        yield client

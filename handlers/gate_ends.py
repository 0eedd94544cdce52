"""What became of something that was said: an honest end, or back to waiting where it surely did not arrive."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.screen import Screen
from handlers import gate_reports
from handlers.errors import pause_after
from handlers.http import surely_not_delivered
from storage import notices, people
from storage.database import Session
from storage.notices import Notice, State

TRY_AGAIN: Final = timedelta(seconds=30)


@dataclass(frozen=True)
class Bundle:
    """What one person is told in one message."""

    chat_id: int
    language: str
    screen: Screen
    notices: tuple[Notice, ...]

    @property
    def ids(self) -> list[int]:
        return [one.id for one in self.notices]


@dataclass(frozen=True)
class Ended:
    """What became of a bundle: an end state, or with None back to waiting until `look_at`."""

    bundle: Bundle
    now: datetime
    state: State | None
    look_at: datetime
    unreachable: bool = False

    @property
    def ids(self) -> list[int]:
        return self.bundle.ids

    async def write(self, session: Session) -> None:
        still = await notices.sending(session, self.ids)
        ids = [one.id for one in still]
        if self.state is None:
            await notices.give_back(session, ids, self.look_at)
        else:
            await notices.settle(session, ids, self.state, self.now)
        if self.state in {State.UNKNOWN, State.DEAD}:
            for one in still:
                await gate_reports.report(session, one, "unknown", self.now)
        if self.unreachable:
            await people.set_reachable(session, self.bundle.chat_id, reachable=False)


def after(error: Exception, found: Bundle, now: datetime) -> Ended:
    """What an error says of the message: back to waiting where it surely did not arrive, else an honest end."""
    match error:
        case RetryAfter():
            return Ended(found, now, None, now + timedelta(seconds=pause_after(error, 1.0)))
        case Forbidden():
            return Ended(found, now, None, now, unreachable=True)
        case InvalidToken():
            return Ended(found, now, None, now + TRY_AGAIN)
        case NetworkError() if surely_not_delivered(error):
            return Ended(found, now, None, now + TRY_AGAIN)
        case TelegramError() if not isinstance(error, BadRequest | ChatMigrated):
            return Ended(found, now, State.UNKNOWN, now)
    return Ended(found, now, State.DEAD, now)

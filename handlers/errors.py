"""What is told of an error: types and places, never words, values or the token."""

import hashlib
import logging
import re
import traceback
from typing import Any

from telegram.error import RetryAfter, TelegramError

_TOKEN = re.compile(r"\d+(?::|%3[Aa])[A-Za-z0-9_-]{3,}")


def describe(error: BaseException) -> str:
    """The type of the error and where it went through our code; its message may hold what people wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " < ".join(f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places}"


def pause_after(error: TelegramError, pause: float) -> float:
    """The seconds that Telegram asks us to wait, or our own pause where it asks nothing."""
    return error._retry_after.total_seconds() if isinstance(error, RetryAfter) else pause


def short_code(update_id: int) -> str:
    """What she can read out to whoever looks after the bot; the log holds the same four characters."""
    return hashlib.sha256(str(update_id).encode()).hexdigest()[:4].upper()


def without_token(words: str) -> str:
    """The same without anything that looks like a bot's token."""
    return _TOKEN.sub("[token]", words)


class WithoutToken(logging.Filter):
    """Takes out of a log record what looks like a bot's token, and the traceback that a library may have added."""

    def filter(self, record: logging.LogRecord) -> bool:
        words = record.getMessage()
        if record.exc_info and record.exc_info[1]:
            words = f"{words}: {describe(record.exc_info[1])}"
        record.msg, record.args = without_token(words), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def set_up_logging(level: int = logging.INFO, **options: Any) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s", **options)
    for handler in logging.getLogger().handlers:
        handler.addFilter(WithoutToken())
    for name in ("httpx", "httpcore", "apscheduler", "aiosqlite", "alembic", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)

"""What is said when something unforeseen ends the program or a part of it: types and places, as everywhere."""

import asyncio
import logging
import resource
import sys
import threading
from types import TracebackType
from typing import Any

from handlers.errors import describe

log = logging.getLogger(__name__)


def guard() -> None:
    """For this process: no traceback, whose messages may hold anything, and no image of its memory on a disk."""
    sys.excepthook = _ended
    sys.unraisablehook = _unraisable
    threading.excepthook = _thread_ended
    logging.raiseExceptions = (
        False  # where a line cannot be written, the handler would print what was under way
    )
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def guard_loop() -> None:
    """For the loop that runs: asyncio itself would print the task and with it the message of its exception."""
    asyncio.get_running_loop().set_exception_handler(_in_loop)


def _ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        return sys.__excepthook__(kind, error, trace)
    log.critical("ended by %s", describe(error))


def _unraisable(found: Any) -> None:
    if found.exc_value is not None:
        log.error("something went wrong while it was cleared away: %s", describe(found.exc_value))


def _thread_ended(found: threading.ExceptHookArgs) -> None:
    if found.exc_value is not None:
        log.error("a thread ended by %s", describe(found.exc_value))


def _in_loop(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    if error := context.get("exception"):
        log.error("nobody waited for what failed: %s", describe(error))
    else:
        log.error("something was left behind in the loop")

"""The database without its thread, for runs of many thousand statements."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import aiosqlite


async def _in_this_thread(
    _: aiosqlite.Connection, work: Callable[..., Any], *given: Any, **named: Any
) -> Any:
    """What goes to the thread of aiosqlite and back is half of the time."""
    return work(*given, **named)


@contextmanager
def quickly() -> Iterator[None]:
    threaded = aiosqlite.Connection._execute
    aiosqlite.Connection._execute = _in_this_thread  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        aiosqlite.Connection._execute = threaded  # type: ignore[method-assign]

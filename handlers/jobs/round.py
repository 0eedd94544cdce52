"""What every job gets: one moment, and what it works with."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar
from zoneinfo import ZoneInfo

from handlers.delivery import Delivery
from handlers.errors import describe
from storage.database import Database, Session
from storage.outage import is_outage

log = logging.getLogger(__name__)
# Answers to people go between two rows; a round that takes too long would hold them up all the same.
MOST_AT_ONCE: Final = 100
PUT_OFF: Final = timedelta(hours=1)


class Numbered(Protocol):
    """A row as its module in storage gives it."""

    @property
    def id(self) -> int: ...


Row = TypeVar("Row", bound=Numbered)


@dataclass(frozen=True)
class Round:
    """`zone` is that of whoever chose none."""

    database: Database
    delivery: Delivery
    now: datetime
    zone: ZoneInfo


async def one_by_one(
    work: Round,
    find: Callable[[Session, datetime], Awaitable[Row | None]],
    handle: Callable[[Session, Row, Round], Awaitable[None]],
    put_off: Callable[[Session, Row, datetime], Awaitable[None]],
) -> None:
    """What is due, row after row, each in a transaction of its own; what is left over comes with the next round.

    A row that fails is put off for an hour, so that it does not hold up the others.
    """
    for _ in range(MOST_AT_ONCE):
        async with work.database.transaction() as session:
            row = await find(session, work.now)
            if row is None:
                return
            try:
                async with session.begin_nested():
                    await handle(session, row, work)
            except Exception as error:
                if is_outage(error):
                    raise
                log.error("%s %s failed: %s", type(row).__name__, row.id, describe(error))
                await put_off(session, row, work.now + PUT_OFF)

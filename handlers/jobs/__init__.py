"""The work that the clock starts: one file per kind, one line here. Each asks the database what is due."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from handlers.delivery import Delivery
from handlers.jobs import expire_drafts, tidy
from storage.database import Database

JOBS: Final[tuple[Callable[[Database, Delivery, datetime], Awaitable[None]], ...]] = (
    expire_drafts.run,
    tidy.run,
)

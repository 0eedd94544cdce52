"""What every job gets: one moment, and what it works with."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.delivery import Delivery
from storage.database import Database


@dataclass(frozen=True)
class Round:
    """`zone` is that of whoever chose none."""

    database: Database
    delivery: Delivery
    now: datetime
    zone: ZoneInfo

"""Taps that wait for the bot's answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tryout.people import Account


@dataclass
class Query:
    """One tap; the phone shows a progress bar until it is answered."""

    account: Account
    at: datetime
    answered: bool = False


class Queries:
    """Open taps by their id; after `lifetime` Telegram takes no answer any more."""

    def __init__(self, lifetime: timedelta = timedelta(seconds=60)) -> None:
        self.lifetime = lifetime
        self._queries: dict[str, Query] = {}
        self._count = 0

    def add(self, account: Account, now: datetime) -> str:
        self._count += 1
        query_id = f"{account.user_id}{self._count:08d}"
        self._queries[query_id] = Query(account, now)
        return query_id

    def open(self, query_id: str, now: datetime) -> Query | None:
        while self._queries and now - next(iter(self._queries.values())).at > self.lifetime:
            del self._queries[next(iter(self._queries))]
        return self._queries.get(query_id)

"""Whose turn it is: one update of each chat after the other, so that a chat that floods slows only itself."""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from handlers.direct import sender
from storage.inbox import Waiting


class Rota:
    """What waits to be handled: within a chat in the order of arrival, the chats in turn."""

    def __init__(self) -> None:
        self._chats: dict[int, deque[Waiting]] = {}
        self._turn = 0

    def __bool__(self) -> bool:
        return bool(self._chats)

    def __iter__(self) -> Iterator[Waiting]:
        return (one for queue in self._chats.values() for one in queue)

    def extend(self, updates: Iterable[Waiting]) -> None:
        """A chat that is new here comes last. What no person has sent waits as if one chat had."""
        for one in updates:
            self._chats.setdefault(_chat(one), deque()).append(one)

    def first(self, is_busy: Callable[[int], bool]) -> Waiting:
        """The oldest of the chat whose turn it is; one that is busy lets others go before. It stays here."""
        self._turn = next((one for one in self._chats if not is_busy(one)), next(iter(self._chats)))
        return self._chats[self._turn][0]

    def done(self) -> None:
        """What `first` gave is handled, and its chat comes last."""
        queue = self._chats.pop(self._turn)
        queue.popleft()
        if queue:
            self._chats[self._turn] = queue


def _chat(update: Waiting) -> int:
    raw = json.loads(update.payload)
    return sender(raw) if isinstance(raw, dict) else 0

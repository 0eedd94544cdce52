"""One lane per chat: what goes to the same chat goes in order, chats go side by side."""

import asyncio
from weakref import WeakValueDictionary


class Lanes:
    """A fair lock per chat that exists while somebody holds or awaits it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def __getitem__(self, chat_id: int) -> asyncio.Lock:
        lock = self._locks.get(chat_id)
        if lock is None:
            lock = self._locks[chat_id] = asyncio.Lock()
        return lock

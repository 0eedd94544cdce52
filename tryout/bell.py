"""A bell that tells everyone who waits that something changed."""

import asyncio


class Bell:
    """Wakes all tasks that listen at this moment. Made anywhere, heard in one running event loop.

    `rings` counts, so that who looks now and then misses nothing; `also` is a bell that rings along.
    """

    def __init__(self, also: "Bell | None" = None) -> None:
        self._listeners: set[asyncio.Future[None]] = set()
        self._also = also
        self.rings = 0

    @property
    def listeners(self) -> int:
        """How many wait at this moment."""
        return len(self._listeners)

    def ring(self) -> None:
        self.rings += 1
        listeners, self._listeners = self._listeners, set()
        for listener in listeners:
            if not listener.done():
                listener.set_result(None)
        if self._also:
            self._also.ring()

    async def heard(self, timeout: float | None = None) -> bool:
        """True once the bell rang, False when `timeout` seconds passed first."""
        listener = asyncio.get_running_loop().create_future()
        self._listeners.add(listener)
        try:
            async with asyncio.timeout(timeout):
                await listener
        except TimeoutError:
            return False
        finally:
            self._listeners.discard(listener)
        return True

"""A bell that tells everyone who waits that something changed."""

import asyncio


class Bell:
    """Wakes all tasks that listen at this moment. Made anywhere, heard in one running event loop."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Future[None]] = set()

    @property
    def listeners(self) -> int:
        """How many wait at this moment."""
        return len(self._listeners)

    def ring(self) -> None:
        listeners, self._listeners = self._listeners, set()
        for listener in listeners:
            if not listener.done():
                listener.set_result(None)

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

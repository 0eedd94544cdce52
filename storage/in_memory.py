"""Files that are made without touching a disk, on which everything else is encrypted, within a bound of memory."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

_PIECE: Final = 1 << 16


class Full(Exception):  # noqa: N818 - what is made is too large to be sent, and whoever asked for it is told
    """More than there is room for."""


class Bounded(BytesIO):
    """A file of at most so many bytes; writing one more raises Full. Nothing of it outlives the process.

    What the kernel swaps out or dumps when a program crashes is beyond us: encrypt the swap, allow no core dumps.
    """

    def __init__(self, most_bytes: int) -> None:
        super().__init__()
        self._most = most_bytes

    def write(self, content: Any, /) -> int:
        if self.tell() + len(memoryview(content)) > self._most:
            raise Full
        return super().write(content)


class Packed:
    """Text that is written once, a little at a time, kept compressed, and read once; Full beyond `most_bytes` of that."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._size = most_bytes, 0
        self._press = zlib.compressobj(1)
        self._pieces: list[bytes] = []
        self._waiting: list[str] = []
        self._waits = 0

    def write(self, text: str) -> None:
        self._waiting.append(text)
        self._waits += len(text)
        if self._waits >= _PIECE:
            self._keep(self._press.compress(self._encoded()))

    def _encoded(self) -> bytes:
        text = "".join(self._waiting)
        self._waiting.clear()
        self._waits = 0
        return text.encode()

    def _keep(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size > self._most:
            raise Full

    def read(self) -> Iterator[bytes]:
        """All of it in UTF-8, a piece at a time; what was given is kept no longer."""
        self._keep(self._press.compress(self._encoded()) + self._press.flush())
        unpress = zlib.decompressobj()
        self._pieces.reverse()
        while self._pieces:
            data = self._pieces.pop()
            while data:
                yield unpress.decompress(data, _PIECE)
                data = unpress.unconsumed_tail
        yield unpress.flush()

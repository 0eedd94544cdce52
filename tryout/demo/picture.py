"""A picture to send: a letter on a table, drawn here so that no file need be kept."""

import struct
import zlib
from functools import cache
from typing import Final

WIDTH, HEIGHT = 480, 360
_TABLE, _PAPER, _INK = b"\xc8\xa2\x7a", b"\xfb\xf8\xf0", b"\x8a\x90\x9c"
_LEFT, _RIGHT, _TOP, _BOTTOM = 120, 360, 30, 330
_LINES: Final = range(80, 300, 22)


def _row(y: int) -> bytes:
    if not _TOP <= y < _BOTTOM:
        return _TABLE * WIDTH
    middle = _RIGHT - _LEFT
    line = next((top for top in _LINES if top <= y < top + 6), None)
    written = 0 if line is None else middle - 60 - line % 4 * 25
    paper = _PAPER * 30 + _INK * written + _PAPER * (middle - 30 - written)
    return _TABLE * _LEFT + paper + _TABLE * (WIDTH - _RIGHT)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


@cache
def letter() -> bytes:
    """A PNG."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0))
    pixels = b"".join(b"\0" + _row(y) for y in range(HEIGHT))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(pixels)) + _chunk(b"IEND", b"")

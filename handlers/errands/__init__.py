"""Slow work that was asked for, done outside a transaction: one file each, one line here.

An errand may be done twice, after a stop or when the network failed. It asks again what its person may see: she
may have lost a role since she asked. Whatever it raises ends it with a kind line, but for what passes by itself.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from handlers.errands import digest_picture, directory_in, directory_out, export, report
from handlers.errands.desk import Desk

Values: TypeAlias = Mapping[str, str | int]
Work: TypeAlias = Callable[[Desk, Values], Awaitable[None]]

ERRANDS: dict[str, Work] = {
    "directory_in": directory_in.run,
    "directory_out": directory_out.run,
    "digest_picture": digest_picture.run,
    "export": export.run,
    "report": report.run,
}

"""Slow work that was asked for, done outside a transaction: one file each, one line here.

An errand may be done twice, after a stop or when the network failed. It asks again what its person may see: she
may have lost a role since she asked. Whatever it raises ends it with a kind line, but for what passes by itself.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.access import ANYBODY, COORDINATORS, Roles
from handlers.errands import digest_picture, directory_in, directory_out, export, mydata, report
from handlers.errands.desk import Desk

Values: TypeAlias = Mapping[str, str | int]


@dataclass(frozen=True)
class Work:
    """What is done, and for whom. Whether it is her team, the errand asks itself."""

    run: Callable[[Desk, Values], Awaitable[None]]
    roles: Roles


ERRANDS: dict[str, Work] = {
    "directory_in": Work(directory_in.run, COORDINATORS),
    "directory_out": Work(directory_out.run, COORDINATORS),
    "digest_picture": Work(digest_picture.run, COORDINATORS),
    "export": Work(export.run, COORDINATORS),
    "mydata": Work(mydata.run, ANYBODY),
    "report": Work(report.run, COORDINATORS),
}

"""An open copy of what may leave the program, as a SQLite file that a database browser reads."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date
from itertools import count
from operator import attrgetter
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.export import (
    CONTACT_COLUMNS,
    KINDS_OF_COLUMNS,
    REFERRAL_COLUMNS,
    SESSION_COLUMNS,
    contact_cells,
    mixed,
    referral_cells,
    session_cells,
)
from bot.model import Contact
from bot.sheets import Cell
from storage import exports
from storage.problems import StorageProblem
from storage.tables import partner

# What has a table of its own here, because one contact may have several.
_SEVERAL: Final = frozenset({"setting", "topics", "details", "actions"})
_KEPT: Final = tuple(at for at, one in enumerate(CONTACT_COLUMNS) if one not in _SEVERAL)
_OF_PARTNER: Final = tuple(
    one for one in partner.c if one.name not in {"id", "team_id", "name_key", "removed_at"}
)
# `contact` is a number that the contacts of this file have among themselves.
TABLES: Final = {
    "contacts": ("contact", *(CONTACT_COLUMNS[at] for at in _KEPT)),
    "questions": ("contact", "setting", "topic", "detail"),
    "actions": ("contact", "action"),
    "referrals": REFERRAL_COLUMNS,
    "sessions": SESSION_COLUMNS,
    "directory": ("team", *(one.name for one in _OF_PARTNER)),
}
_NUMBERS: Final = {"contact", *(name for name, kind in KINDS_OF_COLUMNS.items() if kind != "day")}
Put = Callable[[str, Iterable[Sequence[Cell]]], None]


def require_room(target: Path) -> None:
    """StorageProblem open.exists where there is something already."""
    if os.path.lexists(target):
        raise StorageProblem("open.exists", path=target)


async def write(session: AsyncConnection, target: Path, key: bytes, zone: ZoneInfo) -> None:
    """A new file that only we may read, with TABLES of every team; sessions are on days as they are in this zone.

    StorageProblem open.exists where there is a file already, open.not_writable where none can be. Whatever goes
    wrong leaves none behind.
    """
    _claim(target)
    try:
        with closing(sqlite3.connect(target)) as connection, connection:
            for table, columns in TABLES.items():
                connection.execute(f"CREATE TABLE {table} ({', '.join(map(_described, columns))})")
            await _fill(session, _putting(connection), key, zone)
    except BaseException:
        os.unlink(target)
        raise


def _claim(target: Path) -> None:
    try:
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError as error:
        raise StorageProblem("open.exists", path=target) from error
    except OSError as error:
        raise StorageProblem("open.not_writable", path=target) from error


def _described(column: str) -> str:
    return f'"{column}" {"INTEGER" if column in _NUMBERS else "TEXT"}'


def _putting(connection: sqlite3.Connection) -> Put:
    def put(table: str, rows: Iterable[Sequence[Cell]]) -> None:
        marks = ", ".join("?" * len(TABLES[table]))
        plain = ([_plain(cell) for cell in row] for row in rows)
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", plain)  # noqa: S608 - names of ours

    return put


def _plain(cell: Cell) -> str | int | None:
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell) if isinstance(cell, str) else cell


async def _fill(session: AsyncConnection, put: Put, key: bytes, zone: ZoneInfo) -> None:
    teams, numbers = await exports.team_names(session), count(1)
    async for contacts in exports.all_contacts(session):
        numbered = list(zip(numbers, mixed(contacts, attrgetter("happened_on")), strict=False))
        rows = [(number, contact_cells(one, teams[one.team_id], key)) for number, one in numbered]
        put("contacts", ([number, *(cells[at] for at in _KEPT)] for number, cells in rows))
        put("questions", _questions(numbered))
        put("actions", ((number, done) for number, one in numbered for done in one.actions))
    async for referrals in exports.all_referrals(session):
        put(
            "referrals",
            (referral_cells(one, teams[one.team_id], key) for one in mixed(referrals, attrgetter("day"))),
        )
    async for sessions in exports.all_sessions(session, zone):
        put(
            "sessions", (session_cells(one, teams[one.team_id]) for one in mixed(sessions, attrgetter("day")))
        )
    put("directory", [(teams[row[0]], *row[1:]) for row in await _partners(session)])


def _questions(numbered: Iterable[tuple[int, Contact]]) -> Iterable[Sequence[Cell]]:
    return (
        (number, asked.setting, asked.topic, asked.detail)
        for number, one in numbered
        for asked in one.questions
    )


async def _partners(session: AsyncConnection) -> Iterable[Sequence[Any]]:
    query = select(partner.c.team_id, *_OF_PARTNER).where(partner.c.removed_at.is_(None))
    return await session.execute(query.order_by(partner.c.team_id, partner.c.category, partner.c.name))

"""Who was erased, listed beside the database and beside its backups, so that no backup brings anybody back.

Each line is the SHA-256 of the reference that only her row held: whoever has the list alone learns nothing from it.
"""

import asyncio
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.durable import open_beside, sync_folder


def list_of(database: Path) -> Path:
    """Where the list of this database, or of the backups in this folder that are named like it, is kept."""
    return database.with_name(f"{database.name}.erased")


def mark(reference: str) -> str:
    return hashlib.sha256(reference.encode()).hexdigest()


async def note(session: AsyncConnection, reference: str) -> None:
    """List her, safely on disk before it returns: rather somebody too many than one who would come back."""
    rows = await session.exec_driver_sql("PRAGMA database_list")
    [file] = [row.file for row in rows if row.name == "main"]
    if file:  # one that is only in memory has no backups
        await asyncio.to_thread(add, list_of(Path(file)), [mark(reference)])


def add(path: Path, marks: Iterable[str]) -> None:
    """Append those that are not in the list yet; the file is made, readable only for its owner, where there is none."""
    new = sorted(set(marks) - read(path))
    if not new:
        return
    descriptor = open_beside(path, os.O_RDWR | os.O_APPEND)
    with os.fdopen(descriptor, "ab") as file:
        # A power cut may have left half a line, which must not swallow the next one.
        file.write("".join(f"\n{one}" for one in new).encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def read(path: Path) -> set[str]:
    """Every whole line; none where there is no list."""
    try:
        lines = path.read_bytes().decode("ascii", "replace").split()
    except FileNotFoundError:
        return set()
    return {one for one in lines if re.fullmatch("[0-9a-f]{64}", one)}

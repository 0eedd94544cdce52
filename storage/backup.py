"""A copy of the database under the same key, made while the bot runs, and the way back from it.

Beside the backups lies a list of everybody who was erased (`storage.erased`), which each backup brings up to date. A
backup opens only with the key that the database had then: whoever changes the key makes a new one.
"""

import asyncio
import os
import shutil
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2 as sqlcipher

from storage import audit, checks, cipher, erased, erasure
from storage.audit import Action
from storage.cipher_copy import beside
from storage.database import Database, Session
from storage.durable import give_name, inherit, sync_file, sync_folder
from storage.migrate import migrate
from storage.outage import is_outage
from storage.problems import StorageProblem
from storage.tables import person
from storage.unfinished import RESTORE, draft_of, remove


def require_room(target: Path) -> None:
    """StorageProblem backup.exists where there is something already."""
    if os.path.lexists(target):
        raise StorageProblem("backup.exists", path=target)


async def make(database: Path, key: bytes, target: Path) -> None:
    """A new file at `target` that only we may read; it has its name only when it is whole.

    StorageProblem: backup.exists, backup.not_writable and those of cipher.check_file.
    """
    await asyncio.to_thread(_copy_out, database, key, target)


def _copy_out(database: Path, key: bytes, target: Path) -> None:
    require_room(target)
    database = database.resolve()
    cipher.check_file(database, key)
    draft = target.with_name(f"{target.name}.part")
    try:
        remove(draft)
        cipher.create_file(draft)
        _vacuum(database, key, draft)
        cipher.check_file(draft, key)
        sync_file(draft)
        # Before the backup has its name: one that may bring somebody back is none.
        erased.add(erased.list_of(target.parent / database.name), erased.read(erased.list_of(database)))
        give_name(draft, target)
    except FileExistsError as error:
        raise StorageProblem("backup.exists", path=target) from error
    except (OSError, sqlcipher.OperationalError) as error:
        raise StorageProblem("backup.not_writable", path=target) from error
    finally:
        with suppress(OSError):
            remove(draft)


def _vacuum(database: Path, key: bytes, draft: Path) -> None:
    """SQLite's own copy of one consistent moment; SQLCipher writes it under the key of the connection."""
    with closing(cipher.connect(database, key)) as connection:
        connection.execute("VACUUM INTO ?", (str(draft.absolute()),))


async def restore(database: Path, key: bytes, source: Path, now: datetime, *, replace: bool) -> int:
    """The backup becomes the database, without those who were erased since; how many these were.

    Hold storage.lock.exclusive around it. Until the last moment the database is as it was. StorageProblem:
    restore.exists (and not `replace`), restore.missing, restore.damaged, restore.failed, restore.key_wrong and those of
    cipher.check_file.
    """
    require(database, source, replace=replace)
    database = await asyncio.to_thread(database.resolve)
    draft = draft_of(database, RESTORE)
    try:
        await asyncio.to_thread(_copy_in, source, draft, key)
        marks = _marks(database, source)
        again = await _made_ready(draft, key, marks, now)
        await asyncio.to_thread(erased.add, erased.list_of(database), marks)
        await asyncio.to_thread(_put_in_place, draft, database, key)
    except (OSError, sqlcipher.DatabaseError, DatabaseError) as error:
        told = "restore.failed" if isinstance(error, OSError) or is_outage(error) else "restore.damaged"
        raise StorageProblem(told, path=source) from error
    except StorageProblem as problem:
        if problem.key not in {"startup.key_wrong", "startup.not_encrypted"}:
            raise
        raise StorageProblem("restore.key_wrong", path=source) from problem
    finally:
        with suppress(OSError):
            remove(draft)
    return again


def require(database: Path, source: Path, *, replace: bool) -> None:
    """StorageProblem restore.missing, restore.failed; restore.exists where a database would have to give way."""
    try:
        if not source.is_file():
            raise StorageProblem("restore.missing", path=source)
    except OSError as error:  # a folder that we may not look into
        raise StorageProblem("restore.failed", path=source) from error
    if not replace and database.exists() and database.stat().st_size:
        raise StorageProblem("restore.exists", path=database)


def _marks(database: Path, source: Path) -> set[str]:
    """Everybody on any list beside the database or the backup: it may have had another name when that was made."""
    folders = {database.parent, source.parent, source.resolve().parent}
    # Not glob(), which finds nothing in a folder that it may not read.
    lists = (one for folder in folders for one in folder.iterdir() if one.suffix == ".erased")
    return set().union(*map(erased.read, lists))


def _copy_in(source: Path, draft: Path, key: bytes) -> None:
    remove(draft)
    cipher.create_file(draft)
    with source.open("rb") as found, draft.open("wb") as copy:
        shutil.copyfileobj(found, copy)
    if not draft.stat().st_size:
        raise StorageProblem("restore.damaged", path=source)
    cipher.check_file(draft, key)


async def _made_ready(draft: Path, key: bytes, marks: set[str], now: datetime) -> int:
    await migrate(draft, key)
    opened = await Database.open(draft, key)
    try:
        async with opened.reading() as session:
            if await checks.integrity(session):
                raise sqlcipher.DatabaseError("not sound")
        async with opened.transaction() as session:
            again = await _erase_again(session, marks, now)
            await audit.write(session, 0, Action.RESTORED, None, now)
    finally:
        await opened.close()
    return again


async def _erase_again(session: Session, marks: set[str], now: datetime) -> int:
    rows = await session.execute(select(person.c.id, person.c.reference).order_by(person.c.id))
    back = [row.id for row in rows if row.reference and erased.mark(row.reference) in marks]
    for one in back:
        await erasure.erase(session, one, now)
    return len(back)


def _put_in_place(draft: Path, database: Path, key: bytes) -> None:
    """The write-ahead log of the old database must not be taken for one of the new."""
    if database.exists():
        inherit(draft, database)
    sync_file(draft)
    _empty_log(database, key)
    for log in beside(database):
        log.unlink(missing_ok=True)
    sync_folder(database.parent)
    os.replace(draft, database)
    sync_folder(database.parent)


def _empty_log(database: Path, key: bytes) -> None:
    """So that a kill right after it loses nothing of the old one; one that is damaged has nothing to lose."""
    if not database.is_file():
        return
    try:
        with closing(cipher.connect(database, key)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlcipher.DatabaseError:
        return

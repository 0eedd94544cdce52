"""Bring a database to the newest revision, all steps in one transaction, or leave it as it was."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage import cipher
from storage.problems import StorageProblem

STEPS = "storage:migrations"


async def migrate(path: Path, key: bytes, *, steps: str = STEPS) -> None:
    """To the newest revision; an absent file becomes a database. Hold storage.lock.exclusive around it.

    StorageProblem: startup.newer_database and those of Database.open; any other exception is a faulty
    step. In each case the file keeps its old content. `steps` names Alembic's folder.
    """
    await asyncio.to_thread(_upgrade, path, key, steps)


def head(steps: str = STEPS) -> str:
    """The revision that this program wants."""
    revision = ScriptDirectory.from_config(config(steps)).get_current_head()
    if revision is None:
        raise LookupError(f"no migrations in {steps}")
    return revision


def known(steps: str = STEPS) -> set[str]:
    """Every revision that this program has heard of."""
    return {script.revision for script in ScriptDirectory.from_config(config(steps)).walk_revisions()}


def current(path: Path, key: bytes) -> str | None:
    """The revision of this existing file, None before its first migration; StorageProblem as Database.open."""
    cipher.check_file(path, key)
    with cipher.sync_engine(path, key).connect() as connection:
        return _revision(connection)


def config(steps: str = STEPS, connection: Connection | None = None) -> Config:
    """What Alembic's commands need; those that touch a database also need an open `connection`."""
    settings = Config()
    settings.set_main_option("script_location", steps)
    settings.attributes["connection"] = connection
    return settings


def _upgrade(path: Path, key: bytes, steps: str) -> None:
    cipher.create_file(path)
    cipher.check_file(path, key)
    # Rebuilding a parent table with foreign keys on would silently delete the rows of its children,
    # and the pragma counts only outside a transaction: hence a connection of its own.
    with cipher.sync_engine(path, key, "foreign_keys=OFF").begin() as connection:
        _refuse_unknown(connection, path, steps)
        command.upgrade(config(steps, connection), "head")
        _refuse_orphans(connection)


def _refuse_unknown(connection: Connection, path: Path, steps: str) -> None:
    revision = _revision(connection)
    if revision is not None and revision not in known(steps):
        raise StorageProblem("startup.newer_database", path=path, revision=revision)


def _refuse_orphans(connection: Connection) -> None:
    # Tables only: the rows themselves are nobody's business in a log.
    orphans = sorted({row.table for row in connection.exec_driver_sql("PRAGMA foreign_key_check")})
    if orphans:
        raise RuntimeError(f"rows without their parent in: {', '.join(orphans)}")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()

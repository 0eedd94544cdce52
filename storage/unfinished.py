"""What a change of key or a restore makes beside the database before it takes its name."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from storage import erased
from storage.cipher_copy import beside

REKEY: Final = "rekey"
RESTORE: Final = "restoring"


def draft_of(database: Path, work: str) -> Path:
    return database.with_name(f"{database.name}.{work}")


def remove(draft: Path) -> None:
    """This file and what lies beside it, as far as there is any; OSError."""
    for one in (draft, *beside(draft), erased.list_of(draft)):
        one.unlink(missing_ok=True)


def clear(database: Path) -> None:
    """What was left by whatever was broken off. Hold storage.lock.exclusive around it."""
    for work in (REKEY, RESTORE):
        with suppress(OSError):
            remove(draft_of(database, work))

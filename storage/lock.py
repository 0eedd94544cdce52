"""One program at a time owns a database: a file lock beside it, which the kernel drops with the process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.durable import open_beside
from storage.problems import StorageProblem


@contextmanager
def exclusive(database: Path) -> Iterator[None]:
    """Hold `<database>.lock` for the block; StorageProblem startup.already_running if somebody else does.

    By the name of the file itself: a link to it is the same database.

    The lock file stays behind on purpose: removing it would let two programs lock two files of one name.
    """
    itself = database.resolve()
    descriptor = _opened(itself.with_name(f"{itself.name}.lock"))
    try:
        _claim(descriptor, database)
        yield
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int:
    try:
        return open_beside(path, os.O_RDWR)
    except OSError as error:
        raise StorageProblem("startup.not_writable", path=path) from error


def _claim(descriptor: int, database: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise StorageProblem("startup.already_running", path=database) from error

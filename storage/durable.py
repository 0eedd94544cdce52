"""Small files that are on the disk whole, under their name, or not at all."""

import errno
import os
from pathlib import Path
from typing import Final

# FAT, and some shares of a network.
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP})


def sync_folder(folder: Path) -> None:
    """Make new names in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make the content of a file survive it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_new(path: Path, content: bytes) -> None:
    """A file that only we may read; FileExistsError where there is something already."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, content: bytes) -> None:
    """Other content under the same name, for the same owner; a kill leaves the old or the new, never a mixture."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    try:
        write_new(draft, content)
        take_place(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def take_place(draft: Path, path: Path) -> None:
    """The finished draft takes the name of `path`, safely on disk before it returns."""
    inherit(draft, path)
    os.replace(draft, path)
    sync_folder(path.parent)


def inherit(draft: Path, path: Path) -> None:
    """Owner and mode of `path`, so that whoever reads that can read this."""
    before, ours = path.stat(), draft.stat()
    if (before.st_uid, before.st_gid) != (ours.st_uid, ours.st_gid):
        os.chown(draft, before.st_uid, before.st_gid)
    draft.chmod(before.st_mode & 0o7777)


def give_name(draft: Path, path: Path) -> None:
    """The finished draft appears under a name that was free, or FileExistsError; safely on disk before it returns."""
    try:
        os.link(draft, path)  # never takes the place of a file that has appeared meanwhile
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path) from error
        os.rename(draft, path)
    draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def open_beside(path: Path, flags: int) -> int:
    """A descriptor of `<database>.<something>`, made where there is none, readable only for its owner.

    What root makes belongs to the owner of the database, or of the folder where there is none: it must not shut out the bot.
    """
    try:
        descriptor = os.open(path, flags | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return os.open(path, flags | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if os.geteuid() == 0:
        database = path.with_suffix("")
        owner = (database if database.exists() else path.parent).stat()
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor

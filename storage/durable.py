"""Small files that are on the disk whole, under their name, or not at all."""

import os
from pathlib import Path


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
    """The finished draft takes the name of `path`, and its owner and mode, so that whoever read that reads this."""
    before, ours = path.stat(), draft.stat()
    if (before.st_uid, before.st_gid) != (ours.st_uid, ours.st_gid):
        os.chown(draft, before.st_uid, before.st_gid)
    draft.chmod(before.st_mode & 0o7777)
    os.replace(draft, path)
    sync_folder(path.parent)

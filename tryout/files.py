"""Files that went either way, and what Telegram tells about them."""

import mimetypes
import struct
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from tryout.errors import bad_request
from tryout.params import Upload

DOWNLOAD_LIMIT = 20 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})


@dataclass(frozen=True)
class StoredFile:
    """One file; `path` is what getFile tells, relative to the file address."""

    file_id: str
    path: str
    name: str
    content: bytes

    @property
    def described(self) -> dict[str, Any]:
        """What every file object of the Bot API has."""
        unique = f"u{self.file_id}"
        return {"file_id": self.file_id, "file_unique_id": unique, "file_size": len(self.content)}

    @property
    def document(self) -> dict[str, Any]:
        mime = mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        return {**self.described, "file_name": self.name, "mime_type": mime}

    @property
    def photo(self) -> list[dict[str, Any]]:
        width, height = picture_size(self.content)
        return [{**self.described, "width": width, "height": height}]


class Files:
    """All files by file_id and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def store(self, folder: str, upload: Upload) -> StoredFile:
        number = len(self._by_id) + 1
        path = f"{folder}/file_{number}{PurePosixPath(upload.name).suffix}"
        file = StoredFile(f"F{number:08d}", path, upload.name, upload.content)
        self._by_id[file.file_id] = self._by_path[path] = file
        return file

    def known(self, file_id: str) -> StoredFile:
        if file_id not in self._by_id:
            raise bad_request("invalid file_id" if file_id else "file_id not specified")
        return self._by_id[file_id]

    def content(self, path: str) -> bytes | None:
        file = self._by_path.get(path)
        return file.content if file else None


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG; ApiError for anything else."""
    size = _png_size(content) if content.startswith(_PNG) else _jpeg_size(content)
    if size is None or len(content) > PHOTO_LIMIT:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return size


def _png_size(content: bytes) -> tuple[int, int] | None:
    return struct.unpack(">II", content[16:24]) if len(content) >= 24 else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    place = 2 if content.startswith(_JPEG) else len(content)
    while place + 9 <= len(content):
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4])
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return None

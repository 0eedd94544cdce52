"""The tables of storage.sheets as files of a test, which may lie on a disk."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from bot.sheets import Sheet
from storage import sheets


def write_xlsx(target: Path, of: Sequence[Sheet], **more: Any) -> None:
    paper = BytesIO()
    sheets.write_xlsx(paper, of, **more)
    target.write_bytes(paper.getvalue())


def write_csv(target: Path, of: Sheet, **more: Any) -> None:
    paper = BytesIO()
    sheets.write_csv(paper, of, **more)
    target.write_bytes(paper.getvalue())

"""The catalogues as translators write them, before the bot reads them."""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALES: Final = Path(__file__).parents[2] / "locales"
FOLDERS: Final = {"bot": LOCALES, "command line": LOCALES / "command_line"}
SOURCE: Final = "en"


@dataclass(frozen=True)
class Entry:
    """One text in one language: its source, its forms as people will see them, and whether it is in doubt."""

    folder: str
    language: str
    key: str
    source: tuple[str, ...]
    forms: tuple[str, ...]
    fuzzy: bool

    @property
    def name(self) -> str:
        return f"{self.language}: {self.key}"


@cache
def files() -> dict[tuple[str, str], Catalog]:
    """Every catalogue, by folder and language."""
    return {
        (folder, path.stem): read_po(BytesIO(path.read_bytes()), abort_invalid=True)
        for folder, where in FOLDERS.items()
        for path in sorted(where.glob("*.po"))
    }


@cache
def entries() -> tuple[Entry, ...]:
    return tuple(one for (folder, language), po in files().items() for one in _entries(folder, language, po))


def _entries(folder: str, language: str, po: Catalog) -> Iterator[Entry]:
    for message in po:
        if not message.id:
            continue
        source = _forms(message.id)
        forms = source if language == SOURCE else _forms(message.string)
        yield Entry(folder, language, message.context or "", source, forms, message.fuzzy)


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text or ""),)


@cache
def by_key(folder: str, language: str) -> dict[str, Entry]:
    return {one.key: one for one in entries() if (one.folder, one.language) == (folder, language)}


def translations() -> list[tuple[str, str]]:
    """Folder and language of every catalogue but the source."""
    return [(folder, language) for folder, language in files() if language != SOURCE]


def languages() -> list[str]:
    """The languages the bot speaks."""
    return [language for folder, language in files() if folder == "bot"]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def header(folder: str, language: str) -> dict[str, str]:
    """The header as it is written: Babel forgets the lines that it does not know."""
    head = (FOLDERS[folder] / f"{language}.po").read_text().partition("\n\n")[0]
    return dict(re.findall(r'^"([\w-]+): (.*)\\n"$', head, re.MULTILINE))

"""The catalogues: a text by its key, in a language, with its values put in at one place."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from gettext import c2py
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Final

from babel import Locale
from babel.dates import format_date, get_day_names
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.screen import Copyable, Day, Screen, Several, Spoken, Text, Value, Weekday

SOURCE: Final = "en"
KEYBOARD_COMMANDS: Final = ("contact", "today", "sos", "help")
# Babel keeps no line of the header that it does not know.
REVIEWED: Final = re.compile(rb'^"X-Review-Status: (source|reviewed)\\n"$', re.MULTILINE)
# Not the "and" of a language: parts hold commas of their own, and a dot reads the same in both directions.
SEPARATOR: Final = " · "
_ISOLATE, _END = "\u2068", "\u2069"


@dataclass(frozen=True)
class Catalogue:
    """One language: its texts by key, each with its plural forms, and how far it was reviewed."""

    language: str
    reviewed: bool
    forms: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]

    @property
    def locale(self) -> Locale:
        return Locale.parse(self.language)


def read(file: Traversable) -> Catalogue:
    """A catalogue from a `.po` file. In the source language an empty translation is the text itself."""
    content = file.read_bytes()
    po = read_po(BytesIO(content), abort_invalid=True)
    language = file.name.removesuffix(".po")
    reviewed = REVIEWED.search(content) is not None
    return Catalogue(language, reviewed, dict(_forms(po, language == SOURCE)), c2py(po.plural_expr))


def _forms(po: Catalog, is_source: bool) -> Iterable[tuple[str, tuple[str, ...]]]:
    for message in po:
        if not message.context or message.fuzzy:
            continue
        text = message.id if is_source else message.string
        forms = tuple(text) if isinstance(text, tuple | list) else (text or "",)
        if all(forms):
            yield message.context, forms


class Texts:
    """Every language the bot speaks. Dutch and English must be whole; elsewhere English stands in."""

    def __init__(self, catalogues: Iterable[Catalogue]) -> None:
        self._catalogues = {one.language: one for one in catalogues}

    @cached_property
    def _keyboard(self) -> Mapping[str, str]:
        return {
            self.plain(language, Text(key=f"keyboard.{command}")): command
            for language in self._catalogues
            for command in KEYBOARD_COMMANDS
        }

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "Texts":
        names = sorted((folder or files("locales")).iterdir(), key=lambda file: file.name)
        return cls(read(file) for file in names if file.name.endswith(".po"))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._catalogues)

    def closest(self, code: str | None, otherwise: str = "nl") -> str:
        """The language of ours for a language tag of Telegram's, `otherwise` where there is none."""
        short = (code or "").split("-")[0].lower()
        return short if short in self._catalogues else otherwise

    def own_name(self, language: str) -> str:
        locale = self._catalogues[language].locale
        return (locale.get_display_name(language) or language).capitalize()

    def reviewed(self, language: str) -> bool:
        return self._catalogues[language].reviewed

    def command_of(self, label: str) -> str | None:
        """The command behind a button of the lasting keyboard, whatever language it was sent in."""
        return self._keyboard.get(label.strip())

    def direction(self, language: str) -> str:
        """ "ltr" or "rtl"."""
        return str(self._catalogues[language].locale.text_direction)

    def html(self, language: str, screen: Screen) -> str:
        """The lines of a screen, in the language of its reader or of whoever it is for."""
        spoken = screen.language or language
        return "\n".join(
            ("\n" if line.apart else "") + self._fill(spoken, line, escape_html=True) for line in screen.lines
        )

    def plain(self, language: str, text: Text) -> str:
        return self._fill(language, text, escape_html=False)

    def _fill(self, language: str, text: Text, *, escape_html: bool) -> str:
        catalogue = self._catalogues[text.language or language]
        values = {
            name: self._value(catalogue, value, escape_html=escape_html)
            for name, value in text.values.items()
        }
        filled = self._template(catalogue, text).format_map(values)
        return f"{text.icon} {filled}" if text.icon else filled

    def _template(self, catalogue: Catalogue, text: Text) -> str:
        count = text.values.get("count")
        for one in (catalogue, self._catalogues[SOURCE]):
            if forms := one.forms.get(text.key):
                return forms[one.plural(count)] if isinstance(count, int) and len(forms) > 1 else forms[0]
        raise KeyError(text.key)

    def _value(self, catalogue: Catalogue, value: Value, *, escape_html: bool) -> str:
        match value:
            case Copyable(copyable=code):
                safe = escape(code) if escape_html else code
                inner = f"<code>{safe}</code>" if escape_html else safe
            case Text():
                inner = self._fill(catalogue.language, value, escape_html=escape_html)
            case Several(several=parts):
                inner = SEPARATOR.join(
                    self._fill(catalogue.language, part, escape_html=escape_html) for part in parts
                )
            case Day(day=day):
                inner = format_date(day, "d MMMM", locale=catalogue.locale)
            case Weekday(weekday=weekday):
                inner = get_day_names("wide", "format", catalogue.locale)[weekday]
            case Spoken(spoken=code):
                inner = _language_name(catalogue.locale, code)
            case _:
                inner = escape(str(value)) if escape_html else str(value)
        return f"{_ISOLATE}{inner}{_END}"


def _language_name(locale: Locale, code: str) -> str:
    """As a reader calls it; in English where Unicode has no word of hers for it."""
    name = locale.languages.get(code) or Locale(SOURCE).languages.get(code) or code
    return str(name[:1].upper() + name[1:])

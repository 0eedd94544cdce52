"""The sentences of the command line, from a catalogue of its own."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bot.screen import Text, Value
from bot.texts import SOURCE, Texts


@cache
def _own_texts() -> Texts:
    return Texts.load(files("locales") / "command_line")


def say(key: str, values: Mapping[str, Value] | None = None) -> str:
    text = _own_texts().plain(SOURCE, Text(key=key, values=dict(values or {})))
    return text.replace("\u2068", "").replace("\u2069", "")

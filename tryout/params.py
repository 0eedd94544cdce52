"""Parameters of a call, read the same whether they came as Python values, form fields or JSON."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tryout.errors import bad_request

NUMBERS = frozenset({"chat_id", "message_id", "offset", "limit", "timeout", "cache_time", "max_connections"})
FLAGS = frozenset({"disable_notification", "protect_content", "show_alert", "drop_pending_updates"})
OBJECTS = frozenset({"link_preview_options", "menu_button", "reply_markup", "reply_parameters", "scope"})
LISTS = frozenset({"allowed_updates", "caption_entities", "commands", "entities"})
_INTEGER = re.compile("-?[0-9]+")
_TRUE = frozenset({"true", "1", "yes"})


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes


def _plain(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in NUMBERS:
        return int(value) if _INTEGER.fullmatch(value) else value
    if name in FLAGS:
        return value.lower() in _TRUE
    if name in OBJECTS or name in LISTS:
        return _decoded(value)
    return value


def _decoded(value: str) -> Any:
    try:
        return json.loads(value) if value else None
    except ValueError:
        return value


def normalise(params: Mapping[str, Any]) -> dict[str, Any]:
    """The same parameters as Python values; what cannot be read stays as it came."""
    return {name: _plain(name, value) for name, value in params.items() if value is not None}


class Params:
    """Typed reading of normalised parameters; ApiError when one has the wrong shape."""

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, Upload]) -> None:
        self._values = values
        self._files = files

    def value(self, name: str) -> Any:
        return self._values.get(name)

    def text(self, name: str) -> str:
        value = self.value(name)
        return "" if value is None else str(value)

    def number(self, name: str, default: int = 0) -> int:
        value = self.value(name)
        if value is None or value == "":
            return default
        if not isinstance(value, int):
            raise bad_request(f"can't parse {name}: it must be an Integer")
        return value

    def flag(self, name: str) -> bool:
        return bool(self.value(name))

    def mapping(self, name: str) -> dict[str, Any]:
        value = self.value(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {name}: object expected")
        return value

    def objects(self, name: str) -> list[dict[str, Any]]:
        value = self.value(name) or []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"can't parse {name}: array of objects expected")
        return value

    def upload(self, name: str) -> Upload | str:
        """The file sent under this name, or by `attach://`; otherwise the text, such as a file_id."""
        value = self.text(name)
        attached = self._files.get(value.removeprefix("attach://")) if value else self._files.get(name)
        return attached or value

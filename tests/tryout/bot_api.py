"""The machine-readable Bot API, reduced to what the stand-in produces, and a check of objects against it.

`python -m tests.tryout.bot_api FULL.json` writes the reduced file anew from a complete one.
"""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tryout.methods import METHODS

EXTRACT = Path(__file__).parent.parent / "data" / "bot-api.json"
TYPES = (
    "BotCommand BotDescription BotName BotShortDescription CallbackQuery Chat ChatMember ChatMemberBanned "
    "ChatMemberMember ChatMemberUpdated Contact CopyTextButton Document File InlineKeyboardButton "
    "InlineKeyboardMarkup LinkPreviewOptions Location MaybeInaccessibleMessage MenuButton MenuButtonCommands "
    "MenuButtonDefault Message MessageEntity MessageOrigin MessageOriginHiddenUser PhotoSize ResponseParameters "
    "Sticker Update User Voice WebhookInfo"
)
_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
}


def reduce(full: dict[str, Any]) -> dict[str, Any]:
    """Names, types and whether a field is required; no prose."""
    methods = {name: method for name, method in full["methods"].items() if name.lower() in METHODS}
    return {
        "version": full["version"],
        "methods": {
            name: {"returns": method["returns"], "fields": _fields(method)}
            for name, method in methods.items()
        },
        "types": {
            name: {
                "subtypes": full["types"][name].get("subtypes", []),
                "fields": _fields(full["types"][name]),
            }
            for name in TYPES.split()
        },
    }


def _fields(described: dict[str, Any]) -> dict[str, Any]:
    fields = described.get("fields", [])
    return {field["name"]: {"types": field["types"], "required": field["required"]} for field in fields}


@dataclass
class Inspector:
    """Holds values against the extract; counts the objects it looked at and collects what is wrong."""

    api: dict[str, Any]
    looked_at: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def inspect(self, value: Any, types: list[str], place: str) -> None:
        objections = [self._objections(value, name, place) for name in types]
        if all(objections):
            self.wrong.extend(objections[0])

    def _objections(self, value: Any, name: str, place: str) -> list[str]:
        if name in _PLAIN:
            fits = isinstance(value, _PLAIN[name]) and (name == "Boolean" or not isinstance(value, bool))
            return [] if fits else [f"{place}: {value!r} is no {name}"]
        if name.startswith("Array of "):
            return self._array(value, name.removeprefix("Array of "), place)
        described = self.api["types"].get(name)
        if described is None:
            return [f"{place}: {name} is not in the extract"]
        if described["subtypes"]:
            return self._one_of(value, described["subtypes"], place)
        return self._object(value, name, described["fields"], place)

    def _array(self, value: Any, name: str, place: str) -> list[str]:
        if not isinstance(value, list):
            return [f"{place}: {value!r} is no array"]
        return [
            wrong
            for index, item in enumerate(value)
            for wrong in self._objections(item, name, f"{place}[{index}]")
        ]

    def _one_of(self, value: Any, names: list[str], place: str) -> list[str]:
        attempts = [self._objections(value, name, place) for name in names if name in self.api["types"]]
        return min(attempts, key=len)

    def _object(self, value: Any, name: str, fields: dict[str, Any], place: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{place}: {value!r} is no {name}"]
        self.looked_at[name] = self.looked_at.get(name, 0) + 1
        missing = [key for key, described in fields.items() if described["required"] and key not in value]
        wrong = [f"{place}: {name} lacks {key}" for key in missing]
        wrong += [f"{place}: {name} has no {key}" for key in value if key not in fields]
        for key in value.keys() & fields.keys():
            attempts = [self._objections(value[key], kind, f"{place}.{key}") for kind in fields[key]["types"]]
            wrong += [] if not all(attempts) else attempts[0]
        return wrong


if __name__ == "__main__":
    complete = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    EXTRACT.write_text(json.dumps(reduce(complete), indent=1, sort_keys=True) + "\n", "utf-8")

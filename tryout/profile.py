"""What the bot tells about itself: menus of commands, name, descriptions, menu button."""

import re
from collections.abc import Iterator
from typing import Any

from tryout.errors import bad_request
from tryout.text.cleaning import clean, trim

Scope = tuple[str | int, ...]
DEFAULT: Scope = ("default",)
PRIVATE: Scope = ("all_private_chats",)
_GENERAL = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_LANGUAGE = re.compile("([a-z]{2})?")
_COMMAND = re.compile("[a-z0-9_]{1,32}")
MOST_COMMANDS = 100
DESCRIPTION_LIMIT = 256


def language(code: str) -> str:
    """The code itself: two lowercase letters, or empty for everybody."""
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def scope_of(raw: dict[str, Any]) -> Scope:
    """BotCommandScope as a key."""
    kind = str(raw.get("type", "default"))
    if kind in _GENERAL:
        return (kind,)
    if kind not in {"chat", "chat_administrators", "chat_member"}:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not isinstance(raw.get("chat_id"), int):
        raise bad_request("chat not found")
    return (kind, raw["chat_id"], *([raw["user_id"]] if "user_id" in raw else []))


def checked_commands(raw: list[dict[str, Any]]) -> list[dict[str, str]]:
    if len(raw) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_checked_command(command) for command in raw]


def _checked_command(raw: dict[str, Any]) -> dict[str, str]:
    command, description = (_one_line(raw.get(name)) for name in ("command", "description"))
    command = command.removeprefix("/")
    if not command:
        raise bad_request("command must be non-empty")
    if len(command) > 32:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > DESCRIPTION_LIMIT:
        raise bad_request(f"command description length must not exceed {DESCRIPTION_LIMIT}")
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def _one_line(value: Any) -> str:
    return trim(clean(str(value or ""))[0])[0]


class Profile:
    """The bot's own settings at Telegram, per scope and per language."""

    def __init__(self) -> None:
        self._menus: dict[tuple[Scope, str], list[dict[str, str]]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int, dict[str, Any]] = {}

    def set_menu(self, scope: Scope, code: str, commands: list[dict[str, str]]) -> None:
        """An empty list takes the menu away."""
        self._menus.pop((scope, code), None)
        if commands:
            self._menus[scope, code] = commands

    def menu(self, scope: Scope, code: str) -> list[dict[str, str]]:
        return self._menus.get((scope, code), [])

    def menu_for(self, user_id: int, code: str | None) -> list[dict[str, str]]:
        """What a person sees in her private chat: the narrowest scope first, in each her language first."""
        return next((menu for key in _lookup(user_id, code) if (menu := self._menus.get(key))), [])

    def text(self, name: str, code: str) -> str:
        """`name`, `description` or `short_description` in a language, else the one for everybody."""
        return self.texts.get((name, code)) or self.texts.get((name, ""), "")


def _lookup(user_id: int, code: str | None) -> Iterator[tuple[Scope, str]]:
    for scope in (("chat", user_id), PRIVATE, DEFAULT):
        if code:
            yield scope, code.split("-")[0]
        yield scope, ""

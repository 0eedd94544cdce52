"""One person at Telegram, and her chat with the bot as the server keeps it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tryout.bell import Bell


@dataclass(frozen=True)
class Button:
    """An inline button: `data` for the bot, or a link, or a text to copy; `style` danger, success, primary or None."""

    text: str
    data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    style: str | None = None


@dataclass(frozen=True)
class Toast:
    """A short notice after a tap; `show_alert` makes it a window that must be closed."""

    text: str
    show_alert: bool


@dataclass(frozen=True)
class Shown:
    """A message as it stands in the chat at this moment; `message` is its Bot API object, never changed."""

    message: dict[str, Any]
    at: datetime
    html: str | None = None
    silent: bool = False
    edits: int = 0
    content: bytes | None = None
    file_name: str | None = None
    # Telegram lets a bot edit nothing that came with a keyboard of the other kind.
    editable: bool = True

    @property
    def message_id(self) -> int:
        return int(self.message["message_id"])

    @property
    def text(self) -> str:
        return str(self.message.get("text") or self.message.get("caption") or "")

    @property
    def entities(self) -> list[dict[str, Any]]:
        return list(self.message.get("entities") or self.message.get("caption_entities") or [])

    @property
    def from_bot(self) -> bool:
        return bool(self.message["from"]["is_bot"])

    @property
    def edited(self) -> bool:
        return self.edits > 0

    @property
    def inline(self) -> list[list[Button]]:
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return [[_button(button) for button in row] for row in rows]

    @property
    def buttons(self) -> list[Button]:
        """The inline buttons, row after row."""
        return [button for row in self.inline for button in row]


def _button(raw: dict[str, Any]) -> Button:
    copied = raw.get("copy_text", {}).get("text")
    return Button(raw["text"], raw.get("callback_data"), raw.get("url"), copied, raw.get("style"))


@dataclass
class Account:
    """A person's account and her private chat with the bot."""

    user_id: int
    first_name: str
    language_code: str | None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    messages: dict[int, Shown] = field(default_factory=dict)
    keyboard: dict[str, Any] | None = None
    toasts: list[Toast] = field(default_factory=list)
    changed: Bell = field(default_factory=Bell)
    _last_id: int = 0

    @property
    def user(self) -> dict[str, Any]:
        user = {"id": self.user_id, "is_bot": False, "first_name": self.first_name}
        return {**user, "language_code": self.language_code} if self.language_code else user

    @property
    def chat(self) -> dict[str, Any]:
        return {"id": self.user_id, "first_name": self.first_name, "type": "private"}

    def envelope(self, sender: dict[str, Any], now: datetime) -> dict[str, Any]:
        """The head of a new message in this chat."""
        self._last_id += 1
        date = int(now.timestamp())
        return {"message_id": self._last_id, "from": sender, "chat": self.chat, "date": date}

    def show(self, shown: Shown) -> None:
        """Add a message, or replace the one with its id."""
        self.messages[shown.message_id] = shown
        self.changed.ring()

    def remove(self, message_id: int) -> None:
        del self.messages[message_id]
        self.changed.ring()

    def toast(self, toast: Toast) -> None:
        self.toasts.append(toast)
        self.changed.ring()

    def from_bot(self) -> Iterator[Shown]:
        """The bot's messages, newest first."""
        return (shown for shown in reversed(self.messages.values()) if shown.from_bot)

"""What one person does with her phone; each act returns the update_id of what the bot will hear of it."""

from datetime import datetime
from typing import Any

from tryout.files import StoredFile
from tryout.params import Upload
from tryout.people import Button, Shown
from tryout.screen import Screen
from tryout.text.formatted import TEXT_LIMIT, plain
from tryout.text.spans import utf16_length

NO_UPDATE = 0
_MEMBER, _KICKED = "member", "kicked"


class Phone(Screen):
    """A person's phone. Acting with a blocked or deactivated account is a RuntimeError."""

    clipboard: str | None = None

    def send(self, text: str) -> int:
        """Type a message; ValueError when Telegram's app would not send it as one message."""
        return self._say(**_typed(text))

    def start(self, payload: str = "") -> int:
        """Press Start, or open a deep link with `payload`."""
        return self.send(f"/start {payload}".strip())

    def press(self, label: str) -> int:
        """Tap a button of the reply keyboard; LookupError when it is not there."""
        visible = [text for row in self.reply_keyboard or [] for text in row]
        if label not in visible:
            raise LookupError(f"{self.first_name} sees no key {label!r}; visible: {visible or 'none'}")
        if (self.account.keyboard or {}).get("one_time_keyboard"):
            self.account.keyboard = None
        return self.send(label)

    def tap(self, label_or_data: str, message_id: int | None = None) -> int:
        """Tap an inline button: its data, its label or a part of it; LookupError when it is not there.

        A link or a text to copy is no business of the bot: 0, and `clipboard` holds the text.
        """
        shown, button = self.find_button(label_or_data, message_id)
        if button.data is None:
            return self._keep(button)
        return self._query(shown, button.data)

    def tap_data(self, data: str, message_id: int) -> int:
        """Send callback data that no button need have shown, as a made-up client can."""
        return self._query(self.account.messages[message_id], data)

    def send_sticker(self) -> int:
        file = self._stored("stickers", Upload("sticker.webp", b"sticker"))
        form = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._say(sticker={**file.described, **form, "emoji": "👍"})

    def send_photo(self, content: bytes = b"photo", caption: str = "") -> int:
        file = self._stored("photos", Upload("photo.jpg", content))
        photo = [{**file.described, "width": 640, "height": 480}]
        return self._say(content, file.name, photo=photo, **({"caption": caption} if caption else {}))

    def send_voice(self) -> int:
        file = self._stored("voice", Upload("voice.oga", b"voice"))
        return self._say(voice={**file.described, "duration": 3, "mime_type": "audio/ogg"})

    def send_document(self, content: bytes, name: str) -> int:
        file = self._stored("documents", Upload(name, content))
        return self._say(content, name, document=file.document)

    def send_contact(self, phone_number: str = "+31612345678") -> int:
        mine = {"phone_number": phone_number, "first_name": self.first_name, "user_id": self.user_id}
        return self._say(contact=mine)

    def send_location(self, latitude: float = 52.09, longitude: float = 5.12) -> int:
        return self._say(location={"latitude": latitude, "longitude": longitude})

    def forward(self, text: str, sender: str = "Somebody") -> int:
        """Pass on what somebody else wrote, who hides her account."""
        origin = {"type": "hidden_user", "date": self._date, "sender_user_name": sender}
        return self._say(**_typed(text), forward_origin=origin)

    def edit(self, message_id: int, text: str) -> int:
        """Change one of her own messages; LookupError when it is not hers."""
        shown = self.account.messages[message_id]
        if shown.from_bot:
            raise LookupError(f"message {message_id} is the bot's")
        head = {name: value for name, value in shown.message.items() if name != "entities"}
        message = {**head, **_typed(text), "edit_date": self._date}
        self.account.show(Shown(message, shown.at, edits=shown.edits + 1))
        return self.telegram.deliver("edited_message", message)

    def delete(self, message_id: int | None = None) -> int:
        """Delete one message, or the whole chat, on both sides. Bots are not told: 0."""
        for gone in [message_id] if message_id else list(self.account.messages):
            self.account.remove(gone)
        return NO_UPDATE

    def block(self) -> int:
        self.account.blocked = True
        return self._membership(_MEMBER, _KICKED)

    def unblock(self) -> int:
        self.account.blocked = False
        return self._membership(_KICKED, _MEMBER)

    def deactivate(self) -> int:
        """Delete the account. Bots are not told: 0."""
        self.account.deactivated = True
        return NO_UPDATE

    @property
    def _now(self) -> datetime:
        return self.telegram.now()

    @property
    def _date(self) -> int:
        return int(self._now.timestamp())

    def _stored(self, folder: str, upload: Upload) -> StoredFile:
        return self.telegram.files.store(folder, upload)

    def _say(self, content: bytes | None = None, file_name: str | None = None, /, **fields: Any) -> int:
        self._require_usable()
        self.account.started = True
        message = {**self.account.envelope(self.account.user, self._now), **fields}
        self.account.show(Shown(message, self._now, content=content, file_name=file_name))
        return self.telegram.deliver("message", message)

    def _query(self, shown: Shown, data: str) -> int:
        self._require_usable()
        query_id = self.telegram.queries.add(self.account, self._now)
        query = {"id": query_id, "from": self.account.user, "message": shown.message, "data": data}
        return self.telegram.deliver("callback_query", {**query, "chat_instance": str(-self.user_id)})

    def _keep(self, button: Button) -> int:
        self.clipboard = button.copy_text or self.clipboard
        return NO_UPDATE

    def _membership(self, old: str, new: str) -> int:
        self.account.changed.ring()
        change = {"chat": self.account.chat, "from": self.account.user, "date": self._date}
        before, after = self._standing(old), self._standing(new)
        return self.telegram.deliver(
            "my_chat_member", {**change, "old_chat_member": before, "new_chat_member": after}
        )

    def _standing(self, status: str) -> dict[str, Any]:
        standing = {"status": status, "user": self.telegram.bot}
        return {**standing, "until_date": 0} if status == _KICKED else standing

    def _require_usable(self) -> None:
        if self.account.blocked or self.account.deactivated:
            raise RuntimeError(f"{self.first_name} has blocked the bot or deleted her account")


def _typed(text: str) -> dict[str, Any]:
    content = plain(text)
    if not content.text or utf16_length(content.text) > TEXT_LIMIT:
        raise ValueError(f"a message has 1 to {TEXT_LIMIT} characters")
    return {"text": content.text, **({"entities": content.entities} if content.entities else {})}

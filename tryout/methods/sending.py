"""sendMessage, and what every kind of sending shares."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tryout.errors import bad_request
from tryout.files import StoredFile
from tryout.keyboards import inline_keyboard, reply_keyboard
from tryout.params import Params
from tryout.people import Account, Shown
from tryout.text.formatted import Formatted, message_text

if TYPE_CHECKING:
    from tryout.telegram import Telegram

_ACTION = re.compile(
    "typing|choose_sticker|find_location|upload_photo|upload_document|(record|upload)_(video|voice|video_note)"
)


async def send_message(telegram: "Telegram", params: Params) -> dict[str, Any]:
    text = read_text(params)
    return post(telegram, params, text_fields(text), text.html)


def read_text(params: Params) -> Formatted:
    return message_text(params.text("text"), params.text("parse_mode"), params.objects("entities"))


def text_fields(text: Formatted) -> dict[str, Any]:
    return {"text": text.text, **({"entities": text.entities} if text.entities else {})}


def post(
    telegram: "Telegram",
    params: Params,
    content: dict[str, Any],
    html: str | None = None,
    file: StoredFile | None = None,
) -> dict[str, Any]:
    """Put a message of the bot into the chat and give it back; ApiError when the person cannot be reached."""
    markup = params.mapping("reply_markup")
    other = reply_keyboard(markup)
    inline = inline_keyboard(markup) if "inline_keyboard" in markup else None
    account = telegram.reachable(params)
    extras = _extras(account, params)
    now = telegram.now()
    message = {**account.envelope(telegram.bot, now), **extras, **content}
    if inline:
        message["reply_markup"] = inline
    _change_keyboard(account, other)
    shown = Shown(message, now, html, params.flag("disable_notification"), editable=not _locks(other))
    account.show(replace(shown, content=file.content, file_name=file.name) if file else shown)
    return message


def _locks(markup: dict[str, Any] | None) -> bool:
    return bool(markup) and "force_reply" not in (markup or {})


def _change_keyboard(account: Account, markup: dict[str, Any] | None) -> None:
    if markup and "keyboard" in markup:
        account.keyboard = markup
    elif markup and "remove_keyboard" in markup:
        account.keyboard = None


def _extras(account: Account, params: Params) -> dict[str, Any]:
    extras: dict[str, Any] = {}
    if params.flag("protect_content"):
        extras["has_protected_content"] = True
    if preview := params.mapping("link_preview_options"):
        extras["link_preview_options"] = preview
    if reply := params.mapping("reply_parameters"):
        original = account.messages.get(int(reply.get("message_id", 0)))
        if original is None and not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        if original is not None:
            # A quoted message never quotes another one in turn.
            extras["reply_to_message"] = {**original.message}
            extras["reply_to_message"].pop("reply_to_message", None)
    return extras


async def send_chat_action(telegram: "Telegram", params: Params) -> bool:
    telegram.reachable(params)
    if not _ACTION.fullmatch(params.text("action")):
        raise bad_request("wrong parameter action in request")
    return True


METHODS = {"sendMessage": send_message, "sendChatAction": send_chat_action}

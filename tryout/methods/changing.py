"""Editing and deleting messages."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tryout.errors import bad_request
from tryout.keyboards import inline_keyboard
from tryout.methods.sending import read_text, text_fields
from tryout.params import Params
from tryout.people import Account, Shown

if TYPE_CHECKING:
    from tryout.telegram import Telegram

DELETABLE = timedelta(hours=48)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


async def edit_message_text(telegram: "Telegram", params: Params) -> dict[str, Any]:
    text = read_text(params)
    account, shown = _editable(telegram, params)
    if "text" not in shown.message:
        raise bad_request("there is no text in the message to edit")
    content = _without(shown, "entities", "link_preview_options") | text_fields(text)
    if preview := params.mapping("link_preview_options"):
        content["link_preview_options"] = preview
    return _replace(telegram, params, account, replace(shown, message=content, html=text.html), shown)


async def edit_message_reply_markup(telegram: "Telegram", params: Params) -> dict[str, Any]:
    account, shown = _editable(telegram, params)
    return _replace(telegram, params, account, shown, shown)


def _without(shown: Shown, *names: str) -> dict[str, Any]:
    return {name: value for name, value in shown.message.items() if name not in names}


def _message_id(params: Params) -> int:
    message_id = params.number("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    return message_id


def _editable(telegram: "Telegram", params: Params) -> tuple[Account, Shown]:
    account = telegram.reachable(params)
    shown = account.messages.get(_message_id(params))
    if shown is None:
        raise bad_request("message to edit not found")
    if not (shown.from_bot and shown.editable):
        raise bad_request("message can't be edited")
    return account, shown


def _replace(
    telegram: "Telegram", params: Params, account: Account, new: Shown, old: Shown
) -> dict[str, Any]:
    """Show `new` with the keyboard of this call, or with none, as Telegram does."""
    message = _without(new, "reply_markup")
    if keyboard := inline_keyboard(params.mapping("reply_markup")):
        message["reply_markup"] = keyboard
    if message == old.message:
        raise bad_request(NOT_MODIFIED)
    message["edit_date"] = int(telegram.now().timestamp())
    account.show(replace(new, message=message, edits=old.edits + 1))
    return message


async def delete_message(telegram: "Telegram", params: Params) -> bool:
    account = telegram.account(params)
    message_id = _message_id(params)
    shown = account.messages.get(message_id)
    if shown is None:
        raise bad_request("message to delete not found")
    if telegram.now() - shown.at >= DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    account.remove(message_id)
    return True


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
}

"""Keyboards under messages and instead of the letters: what Telegram accepts, and its objections."""

from typing import Any

from tryout.errors import ApiError, bad_request

INLINE_LIMIT = 100
REPLY_LIMIT = 300
DATA_LIMIT = 64
COPY_LIMIT = 256
STYLES = frozenset({"danger", "success", "primary"})
_ACTIONS = ("callback_data", "url", "copy_text")
_OPTIONS = ("is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder")


def _rows(rows: Any, limit: int) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse reply keyboard markup: array of arrays expected")
    if sum(map(len, rows)) > limit:
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _check_style(button: dict[str, Any]) -> None:
    if button.get("style", "primary") not in STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")


def _inline_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    _check_style(button)
    if (refusal := _objection(button)) is not None:
        raise refusal
    return {name: button[name] for name in ("text", "style", *_ACTIONS) if name in button}


def _objection(button: dict[str, Any]) -> ApiError | None:
    data, url, copied = (button.get(name) for name in _ACTIONS)
    if not (data or url or copied):
        return bad_request("text buttons are unallowed in the inline keyboard")
    if data and len(str(data).encode()) > DATA_LIMIT:
        return bad_request("BUTTON_DATA_INVALID")
    if url and "." not in str(url) and not str(url).startswith("tg://"):
        return bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if copied and not (isinstance(copied, dict) and 1 <= len(str(copied.get("text", ""))) <= COPY_LIMIT):
        return bad_request("BUTTON_COPY_TEXT_INVALID")
    return None


def inline_keyboard(markup: dict[str, Any]) -> dict[str, Any] | None:
    """The InlineKeyboardMarkup as a message shows it, None for none; ApiError for any other keyboard."""
    if not markup:
        return None
    if "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    rows = _rows(markup["inline_keyboard"], INLINE_LIMIT)
    keyboard = [[_inline_button(button) for button in row] for row in rows]
    return {"inline_keyboard": keyboard} if keyboard else None


def _reply_button(button: Any) -> dict[str, Any]:
    content = {"text": button} if isinstance(button, str) else button
    if not isinstance(content, dict) or not str(content.get("text", "")).strip():
        raise bad_request("keyboard button text must be non-empty")
    _check_style(content)
    return content


def reply_keyboard(markup: dict[str, Any]) -> dict[str, Any] | None:
    """A checked ReplyKeyboardMarkup, ReplyKeyboardRemove or ForceReply; None when there is none."""
    if "keyboard" in markup:
        rows = [[_reply_button(button) for button in row] for row in _rows(markup["keyboard"], REPLY_LIMIT)]
        if not rows:
            raise bad_request("keyboard must contain at least one button")
        return {"keyboard": rows, **{name: markup[name] for name in _OPTIONS if name in markup}}
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    if markup and "inline_keyboard" not in markup:
        raise bad_request("object expected as reply markup")
    return None

"""From our screens to Telegram's messages: the one place that knows both."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.calendar import MIME_TYPE, ics
from bot.pictures.render import card_png
from bot.pictures.words import card_of
from bot.screen import Appointment, Button, Edit, Menu, Picture, Say, Screen, Strip, Text
from bot.texts import Texts
from storage.outbox import Item

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
UNCHANGED = "message is not modified"
# One picture at a time, beside the loop: it takes a processor for some hundredths of a second.
PEN = ThreadPoolExecutor(1, "pen")
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


def _button(texts: Texts, language: str, button: Button) -> InlineKeyboardButton:
    label = texts.plain(language, button.label)
    return InlineKeyboardButton(label, callback_data=button.data, style="danger" if button.danger else None)


def _inline(texts: Texts, language: str, screen: Screen) -> InlineKeyboardMarkup | None:
    rows = [[_button(texts, language, button) for button in row] for row in screen.buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def _lasting(texts: Texts, language: str, screen: Screen) -> ReplyKeyboardMarkup | None:
    rows = [[KeyboardButton(texts.plain(language, label)) for label in row] for row in screen.keyboard]
    return ReplyKeyboardMarkup(rows, is_persistent=True, resize_keyboard=True) if rows else None


async def send(bot: Bot, texts: Texts, chat_id: int, language: str, screen: Screen) -> int:
    """Send a new message and return its number."""
    markup = _inline(texts, language, screen) or _lasting(texts, language, screen)
    sent = await bot.send_message(
        chat_id,
        texts.html(language, screen),
        parse_mode=ParseMode.HTML,
        reply_markup=markup,
        link_preview_options=NO_PREVIEW,
    )
    return sent.message_id


async def transmit(bot: Bot, texts: Texts, item: Item, language: str) -> int | None:
    """Bring one item to Telegram; the number of the message it made or changed."""
    match item.content:
        case Say(screen=screen):
            return await send(bot, texts, item.chat_id, language, screen)
        case Edit() as edit:
            return await _edit(bot, texts, item.chat_id, language, edit)
        case Picture() as picture:
            return await _draw(bot, texts, item.chat_id, picture)
        case Appointment() as appointment:
            return await _attach(bot, texts, item.chat_id, appointment)
        case Strip(message_id=message_id):
            await _harmless(bot.edit_message_reply_markup(item.chat_id, message_id, reply_markup=None))
        case Menu(commands=commands):
            await set_menu(bot, texts, commands, language, scope=BotCommandScopeChat(item.chat_id))
    return None


async def _draw(bot: Bot, texts: Texts, chat_id: int, picture: Picture) -> int:
    """Drawn anew at each attempt, which is quicker than keeping it. A caption would be passed on with it."""
    card = card_of(texts, picture)
    png = await asyncio.get_running_loop().run_in_executor(PEN, card_png, card)
    sent = await bot.send_photo(chat_id, png, filename="hours.png")
    return sent.message_id


async def _attach(bot: Bot, texts: Texts, chat_id: int, one: Appointment) -> int:
    """Without a caption, as every file: it would be passed on with it."""
    file = InputFile(_ics(texts, one), filename=f"sleutelbot-{one.starts_at.astimezone(UTC):%Y-%m-%d}.ics")
    file.mimetype = MIME_TYPE  # left alone, it depends on what the machine knows of file names
    sent = await bot.send_document(chat_id, file)
    return sent.message_id


def _ics(texts: Texts, one: Appointment) -> bytes:
    facilitator = Text(key="meeting.facilitator", values={"name": one.facilitator})
    return ics(
        uid=one.uid,
        sequence=one.sequence,
        changed_at=one.changed_at,
        starts_at=one.starts_at,
        minutes=one.minutes,
        title=texts.plain(one.language, one.title),
        team=one.team,
        place=one.place,
        description=texts.plain(one.language, facilitator) if one.facilitator else "",
        cancelled=one.cancelled,
    )


async def _edit(bot: Bot, texts: Texts, chat_id: int, language: str, edit: Edit) -> int:
    """A message that can no longer change is said anew where somebody waits for it: a question must not get lost."""
    try:
        await bot.edit_message_text(
            texts.html(language, edit.screen),
            chat_id,
            edit.message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=_inline(texts, language, edit.screen),
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        if any(sign in error.message.lower() for sign in GONE):
            if not edit.anew:
                return edit.message_id
            return await send(bot, texts, chat_id, language, edit.screen)
        if UNCHANGED not in error.message.lower():
            raise
    return edit.message_id


async def _harmless(call: Any) -> Message | bool | None:
    """The buttons of an old message go; where it is gone itself, nothing is left to do."""
    try:
        result: Message | bool = await call
    except BadRequest as error:
        if not any(sign in error.message.lower() for sign in (*GONE, UNCHANGED)):
            raise
        return None
    return result


async def set_menu(
    bot: Bot, texts: Texts, commands: Iterable[str], language: str, *, scope: Any, code: str | None = None
) -> None:
    """The command menu, for one chat or, by `code`, for everybody whose Telegram speaks that language."""
    described = [BotCommand(name, texts.plain(language, Text(key=f"command.{name}"))) for name in commands]
    await bot.set_my_commands(described, scope=scope, language_code=code)

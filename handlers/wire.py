"""From our screens to Telegram's messages: the one place that knows both."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from io import SEEK_END
from pathlib import PurePath
from typing import Any, BinaryIO, Final

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, InvalidToken

from bot.calendar import MIME_TYPE, ics
from bot.pictures.render import card_png
from bot.pictures.words import card_of
from bot.screen import Appointment, Button, Edit, Forget, Menu, Picture, Say, Screen, Strip, Text
from bot.texts import Texts
from storage.outbox import Item

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
UNCHANGED = "message is not modified"
# One picture at a time, beside the loop: it takes a processor for some hundredths of a second.
PEN = ThreadPoolExecutor(1, "pen")
# What a bot may send as one file.
MOST_BYTES: Final = 50 * 1024 * 1024
# What the slowest line that we count with brings in a second, and how long Telegram may think about a file.
SLOWEST: Final = 64 * 1024
THINKS_SECONDS: Final = 60.0
TOO_BIG: Final = "file is too big"
MIME_TYPES: Final = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
NOT_THERE = ("message to delete not found", "message can't be deleted", "message_id_invalid")


class TooLarge(Exception):  # noqa: N818 - told to whoever sent it or asked for it
    """A file with more bytes than may go this way."""


def _button(texts: Texts, language: str, button: Button) -> InlineKeyboardButton:
    label = texts.plain(language, button.label)
    return InlineKeyboardButton(label, callback_data=button.data, style="danger" if button.danger else None)


def _inline(texts: Texts, language: str, screen: Screen) -> InlineKeyboardMarkup | None:
    rows = [[_button(texts, language, button) for button in row] for row in screen.buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def _lasting(texts: Texts, language: str, screen: Screen) -> ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    if screen.bare:
        return ReplyKeyboardRemove()
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
            bare = bot.edit_message_reply_markup(item.chat_id, message_id, reply_markup=None)
            await _harmless(bare, (*GONE, UNCHANGED))
        case Forget(message_id=message_id):
            await _harmless(bot.delete_message(item.chat_id, message_id), NOT_THERE)
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


async def send_file(bot: Bot, chat_id: int, content: BinaryIO, name: str) -> int:
    """Send a file under this name, without a caption; the number of its message. TooLarge above MOST_BYTES."""
    size = content.seek(0, SEEK_END)
    if size > MOST_BYTES:
        raise TooLarge
    content.seek(0)
    file = InputFile(content, filename=name, read_file_handle=False)
    file.mimetype = MIME_TYPES.get(PurePath(name).suffix, "application/octet-stream")
    sent = await bot.send_document(
        chat_id, file, write_timeout=THINKS_SECONDS + size / SLOWEST, read_timeout=THINKS_SECONDS
    )
    return sent.message_id


async def send_picture(bot: Bot, texts: Texts, chat_id: int, language: str, png: bytes, words: Screen) -> int:
    """Send a picture that shows in the chat, with these words below it; the number of its message."""
    sent = await bot.send_photo(
        chat_id,
        png,
        caption=texts.html(language, words),
        parse_mode=ParseMode.HTML,
        filename="week.png",
        write_timeout=THINKS_SECONDS,
        read_timeout=THINKS_SECONDS,
    )
    return sent.message_id


async def fetch(bot: Bot, file_id: str, most_bytes: int) -> bytes:
    """The content of a file that somebody sent; TooLarge where it has more than `most_bytes`.

    BadRequest for a file that Telegram does not have.
    """
    try:
        file = await bot.get_file(file_id)
        if file.file_size and file.file_size > most_bytes:
            raise TooLarge
        content = await file.download_as_bytearray(read_timeout=THINKS_SECONDS)
    except BadRequest as error:
        if TOO_BIG in error.message.lower():
            raise TooLarge from None
        raise
    except InvalidToken:  # so says the library of an address with nothing at it
        raise BadRequest("the file is gone") from None
    if len(content) > most_bytes:
        raise TooLarge
    return bytes(content)


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


async def change(
    bot: Bot, texts: Texts, chat_id: int, language: str, message_id: int, screen: Screen
) -> None:
    """A message shows this from now on; one that is gone stays gone."""
    await _edit(bot, texts, chat_id, language, Edit(message_id=message_id, screen=screen, anew=False))


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


async def _harmless(call: Any, signs: tuple[str, ...]) -> None:
    """Something of an old message goes; where the error says one of these, nothing is left to do."""
    try:
        await call
    except BadRequest as error:
        if not any(sign in error.message.lower() for sign in signs):
            raise


async def set_menu(
    bot: Bot, texts: Texts, commands: Iterable[str], language: str, *, scope: Any, code: str | None = None
) -> None:
    """The command menu, for one chat or, by `code`, for everybody whose Telegram speaks that language."""
    described = [BotCommand(name, texts.plain(language, Text(key=f"command.{name}"))) for name in commands]
    await bot.set_my_commands(described, scope=scope, language_code=code)

"""Takes an Update apart: what of it means anything to us."""

from dataclasses import dataclass

from telegram import Chat, ChatMember, ChatMemberUpdated, Message, Update, User

from bot.texts import Texts


@dataclass(frozen=True)
class Tapped:
    """An inline button; `callback_id` is what Telegram wants answered."""

    data: str
    message_id: int
    callback_id: str


@dataclass(frozen=True)
class Asked:
    """A command, typed, chosen from the menu or tapped on the lasting keyboard."""

    command: str
    argument: str = ""


@dataclass(frozen=True)
class File:
    """A document: what it is fetched by, and its size in bytes as far as it is told."""

    id: str
    size: int = 0


@dataclass(frozen=True)
class Sent:
    """Anything else that was typed (`text`) or sent (None); of a document, what it is fetched by."""

    text: str | None
    file: File | None = None


@dataclass(frozen=True)
class Left:
    """She blocked the bot, or came back."""

    gone: bool


Event = Tapped | Asked | Sent | Left


def event_of(update: Update, texts: Texts) -> Event | None:
    """What happened, or None for what is none of our business: groups, channels, other bots."""
    if not _is_private(update.effective_chat, update.effective_user):
        return None
    if update.callback_query:
        return _tapped(update)
    if update.my_chat_member:
        return _left(update.my_chat_member)
    if update.message:
        return _said(update.message, texts)
    return Sent(None) if update.edited_message else None


def _is_private(chat: Chat | None, user: User | None) -> bool:
    return bool(chat and user and chat.type == Chat.PRIVATE and not user.is_bot and user.id == chat.id)


def _tapped(update: Update) -> Tapped | None:
    query = update.callback_query
    if not query or not query.message:
        return None
    return Tapped(_text(query.data) or "", query.message.message_id, query.id)


def _text(found: object) -> str | None:
    """Words, or None for what only stands where words should."""
    return found if isinstance(found, str) else None


def _left(changed: ChatMemberUpdated) -> Left:
    return Left(changed.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT})


def _said(message: Message, texts: Texts) -> Asked | Sent:
    text = _text(message.text)
    if text is None or message.forward_origin or message.via_bot:
        return Sent(None, _file(message))
    return command_in(text, texts) or Sent(text)


def _file(message: Message) -> File | None:
    document = message.document
    return File(document.file_id, document.file_size or 0) if document else None


def command_in(text: str, texts: Texts) -> Asked | None:
    """The command that was typed, or is behind the button of the lasting keyboard that sends these words."""
    if command := texts.command_of(text):
        return Asked(command)
    return asked(text) if text.startswith("/") else None


def asked(text: str) -> Asked:
    """A command as it is typed. A button that stands for a command carries just these words."""
    name, argument = (*text[1:].split(maxsplit=1), "", "")[:2]
    return Asked(name.split("@")[0].lower(), argument.strip())

"""Every conversation the bot can have: one file each, one line here."""

from collections.abc import Mapping
from typing import Any, Final

from bot.dialog import Dialog
from handlers.dialogs import card, join, language, log_contact, today

DIALOGS: Final[Mapping[str, Dialog[Any]]] = {
    dialog.name: dialog
    for dialog in (join.DIALOG, language.DIALOG, log_contact.DIALOG, card.DIALOG, today.DIALOG)
}

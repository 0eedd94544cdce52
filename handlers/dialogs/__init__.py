"""Every conversation the bot can have: one file each, one line here."""

from collections.abc import Mapping
from typing import Any, Final

from bot.dialog import Dialog
from handlers.dialogs import (
    agree,
    away,
    card,
    hours,
    join,
    language,
    leave,
    log_contact,
    notes,
    offduty,
    overview,
    quiet,
    settings,
    time_spent,
    today,
)

DIALOGS: Final[Mapping[str, Dialog[Any]]] = {
    dialog.name: dialog
    for dialog in (
        join.DIALOG,
        language.DIALOG,
        log_contact.DIALOG,
        card.DIALOG,
        today.DIALOG,
        hours.DIALOG,
        away.DIALOG,
        quiet.DIALOG,
        time_spent.DIALOG,
        leave.DIALOG,
        agree.DIALOG,
        notes.DIALOG,
        offduty.DIALOG,
        overview.DIALOG,
        settings.DIALOG,
    )
}

"""Every conversation the bot can have: one file each, one line here."""

from collections.abc import Mapping
from typing import Any, Final

from bot.dialog import Dialog
from handlers.dialogs import (
    agenda,
    agree,
    away,
    card,
    coordinator,
    digest,
    directory,
    export,
    goals,
    hours,
    join,
    language,
    leave,
    log_contact,
    meeting,
    notes,
    offduty,
    outcome,
    overview,
    plan,
    quiet,
    referred,
    report,
    sessions,
    settings,
    supervision,
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
        coordinator.DIALOG,
        directory.DIALOG,
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
        digest.DIALOG,
        plan.DIALOG,
        meeting.DIALOG,
        outcome.DIALOG,
        referred.DIALOG,
        settings.DIALOG,
        supervision.DIALOG,
        export.DIALOG,
        report.DIALOG,
        goals.DIALOG,
        sessions.DIALOG,
        agenda.DIALOG,
    )
}

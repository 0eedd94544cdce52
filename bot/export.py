"""What leaves the program as a table: identifiers of the taxonomy, the day but no time of day, no name."""

import hmac
from typing import Final

from bot.model import Contact

CONTACT_COLUMNS: Final = (
    "person",
    "team",
    "day",
    "setting",
    "kind",
    "topics",
    "details",
    "actions",
    "referral",
    "roles",
    "minutes",
    "attendance",
    "familiarity",
)


def contact_row(one: Contact, team: str, key: bytes) -> tuple[str, ...]:
    """The cells of CONTACT_COLUMNS. `key` is new for every file, and so is each person's code."""
    return tuple(map(_safe, _row(one, team, key)))


def _row(one: Contact, team: str, key: bytes) -> tuple[str, ...]:
    person = hmac.digest(key, str(one.person_id).encode(), "sha256").hex()[:8]
    return (
        f"p{person}",
        team,
        one.happened_on.isoformat(),
        one.questions[0].setting,
        one.kind,
        " ".join(asked.topic for asked in one.questions),
        " ".join(asked.detail for asked in one.questions if asked.detail),
        " ".join(one.actions),
        one.referral,
        " ".join(one.roles),
        str(one.minutes or ""),
        one.attendance or "",
        one.familiarity or "",
    )


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula stays text."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell

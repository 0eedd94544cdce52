"""An export in words: what its columns and the codes in them mean, in the language of whoever reads it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.export import COLUMNS, KINDS_OF_COLUMNS, What
from bot.model import Attendance, Familiarity
from bot.screen import Text
from bot.sheets import Cell, Codes, Column, Sheet, explained
from bot.supervision import THEMES, MeetingKind, MeetingState
from bot.taxonomy import ACTIONS, KINDS, PARTNERS, ROLES, TAXONOMY, TOPICS
from bot.texts import Texts

OUTCOMES: Final = tuple(one.id for one in TAXONOMY.referral_outcomes)
_DETAILS: Final = tuple((one.id, topic) for topic in TOPICS for one in TOPICS[topic].sub)
_OF_CONTACTS: Final[Mapping[str, Mapping[str, Text]]] = {
    "setting": {"health": Text(key="export.setting.health")},
    "kind": {one: Text(key=f"kind.{one}") for one in KINDS},
    "topics": {one: Text(key=f"topic.{one}") for one in TOPICS},
    "details": {one: Text(key=f"detail.{topic}.{one}") for one, topic in _DETAILS},
    "actions": {one: Text(key=f"action.{one}") for one in ACTIONS},
    "referral": {one: Text(key=f"partner.{one}") for one in PARTNERS},
    "roles": {one: Text(key=f"role.{one}") for one in ROLES},
    "attendance": {one.value: Text(key=f"attendance.{one}") for one in Attendance},
    "familiarity": {one.value: Text(key=f"card.familiarity.option.{one}") for one in Familiarity},
}
CODES: Final[Mapping[What, Mapping[str, Mapping[str, Text]]]] = {
    What.CONTACTS: _OF_CONTACTS,
    What.REFERRALS: {
        "referral": {one: text for one, text in _OF_CONTACTS["referral"].items() if one != "none"},
        "outcome": {one: Text(key=f"export.outcome.{one}") for one in OUTCOMES},
    },
    What.SESSIONS: {
        "kind": {one.value: Text(key=f"meeting.kind.{one}") for one in MeetingKind},
        "state": {one.value: Text(key=f"export.state.{one}") for one in MeetingState},
        "themes": {one: Text(key=f"outcome.themes.option.{one}") for one in THEMES},
    },
}


def columns(texts: Texts, language: str, what: What) -> tuple[Column, ...]:
    return tuple(
        Column(
            one,
            texts.plain(language, Text(key=f"export.column.{one}")),
            KINDS_OF_COLUMNS.get(one, "text"),
            texts.plain(language, Text(key=f"export.explains.{one}")),
        )
        for one in COLUMNS[what]
    )


def sheets(texts: Texts, language: str, what: What, rows: Iterable[Sequence[Cell]]) -> tuple[Sheet, Sheet]:
    """The rows, and beside them what they mean."""
    shown, from_right = columns(texts, language, what), texts.direction(language) == "rtl"
    name = texts.plain(language, Text(key=f"export.what.option.{what}"))
    heads = [texts.plain(language, Text(key=f"export.head.{one}")) for one in ("column", "code", "meaning")]
    meaning = texts.plain(language, Text(key="export.explained"))
    return (
        Sheet(name, shown, rows, from_right),
        explained(shown, _codes(texts, language, what), meaning, heads, right_to_left=from_right),
    )


def _codes(texts: Texts, language: str, what: What) -> Codes:
    return {
        column: {code: texts.plain(language, label) for code, label in labels.items()}
        for column, labels in CODES[what].items()
    }

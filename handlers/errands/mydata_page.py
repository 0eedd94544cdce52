"""What is kept of somebody as one page in her language, which needs nothing from anywhere else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.languages import LANGUAGES, language
from bot.rules.pool import Gender
from bot.screen import Screen, Text
from bot.supervision import THEMES, Answer, MeetingKind, MeetingState
from bot.taxonomy import ACTIONS, KINDS, PARTNERS, ROLES, TOPICS
from bot.texts import Texts
from bot.when import clock
from storage.my_data_told import HIDDEN

Row = Mapping[str, Any]
# What reads like something, by table; the file for programs has every column.
READABLE: Final[Mapping[str, tuple[str, ...]]] = {
    "person": (
        *("name", "telegram_id", "language", "zone", "quiet_start", "quiet_end", "light_days", "away_until"),
        *("created_at", "objected_at"),
    ),
    "membership": ("team", "role", "joined_at", "paused_at", "left_at"),
    "profile": ("languages", "themes", "gender", "area", "changed_at"),
    "contact": (
        *("happened_on", "team", "kind", "topics", "actions", "referral", "roles", "minutes"),
        *("familiarity", "attendance", "heavy", "words", "logged_at", "undone_at"),
    ),
    "referral": ("partner", "outcome", "known_at"),
    "note": ("noted_at", "kind", "topic"),
    "time_entry": ("day", "kind", "minutes"),
    "arrangement": ("kind", "state", "first_day", "last_day", "start", "end", "proposed_by"),
    "request": ("asked_at", "asked_by", "language", "theme", "state"),
    "on_call": ("team", "starts_at", "ends_at"),
    "alarm": ("team", "raised_at", "called", "closed_at"),
    "meeting": ("starts_at", "minutes", "kind", "state", "title", "place"),
    "attendee": ("answer", "came", "host"),
    "meeting_theme": ("theme",),
    "agenda_point": ("point",),
    "series": ("team", "every", "first_day", "title", "place"),
    "series_person": (),
    "rhythm": ("kind", "weeks", "since", "set_by"),
    "guide": ("coordinator", "deputy"),
    "reminder": ("lead", "look_at", "state"),
    "goal": ("team", "indicator", "number", "first_day", "last_day"),
    "digest": ("team", "monday"),
    "invitation": ("team", "role", "expires_at"),
    "notice": ("created_at", "state", "content"),
    "draft": ("dialog", "touched_at", "answers"),
    "outbox": ("created_at", "content"),
    "inbox": ("received_at", "payload"),
    "audit": ("at", "action", "team", "by", "about"),
}
# Parts of a contact stand with it.
_PARTS: Final = {"contact_topic": "topic", "contact_action": "action", "contact_role": "role"}
_CODES: Final[Mapping[str, Mapping[str, Text]]] = {
    "kind": {
        **{one: Text(key=f"kind.{one}") for one in KINDS},
        **{one.value: Text(key=f"meeting.kind.{one}") for one in MeetingKind},
    },
    "topic": {one: Text(key=f"topic.{one}") for one in TOPICS},
    "topics": {one: Text(key=f"topic.{one}") for one in TOPICS},
    "themes": {one: Text(key=f"topic.{one}") for one in TOPICS},
    "actions": {one: Text(key=f"action.{one}") for one in ACTIONS},
    "roles": {one: Text(key=f"role.{one}") for one in ROLES},
    "referral": {one: Text(key=f"partner.{one}") for one in PARTNERS},
    "language": {one: language(one) for one in LANGUAGES},
    "languages": {one: language(one) for one in LANGUAGES},
    "theme": {
        **{one: Text(key=f"topic.{one}") for one in TOPICS},
        **{one: Text(key=f"outcome.themes.option.{one}") for one in THEMES},
    },
    "gender": {one.value: Text(key=f"profile.gender.option.{one}") for one in Gender},
    "answer": {one.value: Text(key=f"sessions.answer.{one}") for one in Answer},
    "state": {
        one.value: Text(key=f"meeting.state.{one}") for one in MeetingState if one is not MeetingState.PLANNED
    },
}
_CLOCKS: Final = frozenset({"quiet_start", "quiet_end", "start", "end"})
_MOMENTS: Final = frozenset(
    {
        *("at", "created_at", "objected_at", "joined_at", "paused_at", "left_at", "changed_at", "logged_at"),
        *("undone_at", "known_at", "noted_at", "asked_at", "starts_at", "ends_at", "raised_at", "closed_at"),
        *("expires_at", "touched_at", "received_at", "away_until", "look_at"),
    }
)
_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:auto;padding:1rem}"
    "li{margin:.5rem 0}dt{float:inline-start;font-weight:600;margin-inline-end:.4rem}dd{margin:0}"
)


def page(
    texts: Texts, spoken: str, kept: Mapping[str, Sequence[Row]], made_at: datetime, zone: ZoneInfo
) -> str:
    """The whole page as HTML."""

    def say(text: Text) -> str:
        return texts.html(spoken, Screen(lines=(text,)))

    body = [f"<h1>{say(Text(key='mydata.file.title'))}</h1>"]
    body += [f"<p>{say(Text(key='mydata.file.made', values={'moment': _moment(made_at, zone)}))}</p>"]
    body += [f"<p>{say(Text(key='mydata.file.explained'))}</p>"]
    for name, rows in _with_parts(kept).items():
        if READABLE[name]:
            body += _section(texts, spoken, name, rows, zone)
    head = f'<meta charset="utf-8"><title>{say(Text(key="mydata.file.title"))}</title><style>{_STYLE}</style>'
    phone = '<meta name="viewport" content="width=device-width,initial-scale=1">'
    language_ = f'lang="{spoken}" dir="{texts.direction(spoken)}"'
    return f"<!doctype html><html {language_}><head>{head}{phone}</head><body>{''.join(body)}</body></html>"


def _with_parts(kept: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """Topics, actions and roles stand with their contact."""
    parts: defaultdict[Any, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for table, column in _PARTS.items():
        for row in kept.get(table, ()):
            parts[row["contact"]][f"{column}s"].append(row[column])
    shown = {name: list(rows) for name, rows in kept.items() if name not in _PARTS}
    shown["contact"] = [{**row, **parts[row["id"]]} for row in shown.get("contact", [])]
    return {name: rows for name, rows in shown.items() if rows}


def _section(texts: Texts, spoken: str, name: str, rows: Sequence[Row], zone: ZoneInfo) -> Iterator[str]:
    title = texts.html(spoken, Screen(lines=(Text(key=f"mydata.table.{name}"),)))
    yield f"<h2>{title} ({len(rows)})</h2><ul>"
    for row in rows:
        yield "<li><dl>"
        for column in READABLE[name]:
            shown = _shown(texts, spoken, column, row.get(column), zone)
            if shown:
                label = texts.plain(spoken, Text(key=f"mydata.column.{column}"))
                yield f"<dt>{escape(label)}:</dt><dd><bdi>{escape(shown)}</bdi></dd>"
        yield "</dl></li>"
    yield "</ul>"


def _shown(texts: Texts, spoken: str, column: str, value: Any, zone: ZoneInfo) -> str:
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return "✓"
    if value == HIDDEN:  # of somebody else's row, whatever the column would hold
        return HIDDEN
    if column in _CLOCKS:
        return clock(value)
    if column in _MOMENTS and "T" in value:  # where only the day is told it is one
        return _moment(datetime.fromisoformat(value), zone)
    codes = _CODES.get(column, {})
    several = value.split() if column in {"languages", "themes"} else _leaves(value)
    return " · ".join(texts.plain(spoken, codes[one]) if one in codes else one for one in several)


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _leaves(value: Any) -> Iterable[str]:
    """What stands in something that was said or typed, without its structure."""
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in _leaves(one)]
    return [str(value)]

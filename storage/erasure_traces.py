"""What others' rows still hold of somebody who is erased: her name in what is still to be said, numbers in keys."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any, Final, TypeAlias

from sqlalchemy import Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import draft, meeting, membership_row, notice, outbox, person, series

# Whose numbers stand in the key of a notice, in their order; "" for any other part of it.
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "agenda.sent": ("meeting", "person"),
    "alarm.again": ("alarm", "", "person"),
    "alarm.ask": ("alarm",),
    "alarm.told": ("alarm", "person"),
    "ask.told": ("", "request"),
    "digest": ("", "person"),
    "directory.check": ("", "", "person"),
    "forgotten": ("", "", "person"),
    "gate.unknown": ("", "person"),
    "handover": ("membership", "", "", "person"),
    "heavy.how": ("contact",),
    "hours.answered": ("arrangement", "person"),
    "hours.proposed": ("arrangement",),
    "hours.replaced": ("arrangement",),
    "hours.taken_back": ("arrangement",),
    "hours.used": ("person", "", "", "person"),
    "join": ("membership", "", "person"),
    "leave.taken": ("arrangement", "person"),
    "leave.taken_back": ("arrangement", "person"),
    "membership": ("membership",),
    "note": ("note",),
    "note.weekly": ("person",),
    "question": ("person",),
    "referral.ask": ("contact",),
    "request": ("request",),
    "supervision.after": ("meeting", "", "person"),
    "supervision.due": ("rhythm", "membership"),
    "supervision.guest": ("meeting", "person"),
    "supervision.news": ("meeting", "person"),
    "supervision.off": ("meeting", "", "person"),
    "supervision.overdue": ("rhythm", "membership"),
    "supervision.reminder": ("meeting", "", "person"),
    "supervision.series": ("series", "person"),
    "supervision.skipped": ("meeting",),
    "supervision.unopened": ("meeting", "", "person"),
    "supervision.wish": ("meeting", "person"),
    "talk": ("contact",),
    "talk.asked": ("person",),
}
# Dialogues that are about nobody else, so that a number in their answers is not hers.
OWN: Final = frozenset(
    {
        *("away", "card", "coordinator", "correct", "digest", "directory", "export", "forget", "goals"),
        *("hours", "join", "language", "leave", "log_contact", "notes", "numbers", "offduty", "privacy"),
        *("profile", "quiet", "referred", "report", "sessions", "settings", "time", "time_spent", "today"),
    }
)
_BETWEEN: Final = re.compile(r"[:.]")
_NUMBER: Final = re.compile(r"(?<![0-9])[0-9]{1,18}(?![0-9])")
Change: TypeAlias = Callable[[str], str]


@dataclass(frozen=True)
class Hers:
    """A person, and the ids of what is hers by kind: "person", "membership", "arrangement", "meeting" and so on."""

    id: int
    telegram_id: int
    name: str
    ids: dict[str, set[int]]


async def wipe(session: AsyncConnection, hers: Hers) -> None:
    """Where others' rows name her or point at her, in the teams she was in."""
    peers = select(membership_row.c.person_id).where(membership_row.c.team_id.in_(hers.ids["team"]))
    theirs = set((await session.execute(peers)).scalars())
    await _drop_keys(session, hers)
    await _drop_drafts(session, hers, theirs)
    if hers.name:
        await _unname(session, hers, theirs)


async def _drop_keys(session: AsyncConnection, hers: Hers) -> None:
    """A key with a number of hers: its number may be somebody else's one day."""
    rows = await session.execute(select(notice.c.id, notice.c.key))
    gone = [row.id for row in rows if in_key(row.key, hers)]
    await session.execute(delete(notice).where(notice.c.id.in_(gone)))


def in_key(key: str, hers: Hers) -> bool:
    name, _, rest = key.partition(":")
    parts = _BETWEEN.split(rest)
    if name == "gate.unreachable":
        return f"person {hers.id}" in parts or parts[1:2] == [str(hers.id)]
    kinds = zip(KEYS.get(name, ()), parts, strict=False)
    return any(kind and part.isdecimal() and int(part) in hers.ids[kind] for kind, part in kinds)


async def _drop_drafts(session: AsyncConnection, hers: Hers, theirs: set[int]) -> None:
    """What somebody has begun with her cannot be finished with whoever gets her number next."""
    numbers = hers.ids["person"] | hers.ids["membership"]
    mine = (draft.c.person_id.in_(theirs), draft.c.dialog.not_in(OWN))
    rows = (await session.execute(select(draft.c.id, draft.c.answers).where(*mine))).all()
    gone = [row.id for row in rows if _numbers_of(row.answers) & numbers]
    await session.execute(delete(draft).where(draft.c.id.in_(gone)))


def _numbers_of(answers: str) -> set[int]:
    return {
        int(one) for tap in json.loads(answers) for value in tap.values() for one in _NUMBER.findall(value)
    }


async def _unname(session: AsyncConnection, hers: Hers, theirs: set[int]) -> None:
    pattern = re.compile(rf"(?<!\w){re.escape(hers.name)}(?!\w)")

    def without(words: str) -> str:
        return pattern.sub("–", words)

    chats = select(person.c.telegram_id).where(person.c.id.in_(theirs))
    mine = [
        (notice, "content", notice.c.person_id.in_(theirs), screen_without),
        (outbox, "content", outbox.c.chat_id.in_(chats), screen_without),
        (draft, "answers", draft.c.person_id.in_(theirs), _taps_without),
    ]
    for table, column, where, change in mine:
        await rewrite(session, table, column, where, partial(change, without=without))
    for table, column in product((meeting, series), ("title", "place", "facilitator")):
        await rewrite(session, table, column, table.c.team_id.in_(hers.ids["team"]), without)


async def rewrite(session: AsyncConnection, table: Table, column: str, where: Any, change: Change) -> None:
    [key] = table.primary_key.columns
    rows = (await session.execute(select(key, table.c[column]).where(where, table.c[column] != ""))).all()
    for number, text in rows:
        if (new := change(text)) != text:
            await session.execute(update(table).where(key == number).values({column: new}))


def screen_without(content: str, without: Change) -> str:
    """What is to be said, as JSON, with other words in it."""
    return _json(content, _in_screen, without)


def _taps_without(answers: str, without: Change) -> str:
    return _json(answers, _in_taps, without)


def _json(text: str, walk: Callable[[Any, Change], Any], without: Change) -> str:
    before = json.loads(text)
    after = walk(before, without)
    return text if after == before else json.dumps(after, ensure_ascii=False)


def _in_screen(found: Any, without: Change) -> Any:
    """Only the values of texts, and what an appointment says: a key could read like a name."""
    if isinstance(found, list):
        return [_in_screen(one, without) for one in found]
    if not isinstance(found, dict):
        return found
    return {name: _value(name, value, without) for name, value in found.items()}


def _value(name: str, value: Any, without: Change) -> Any:
    if name in {"place", "facilitator"} and isinstance(value, str):
        return without(value)
    if name == "values" and isinstance(value, dict):
        return {
            one: without(each) if isinstance(each, str) else _in_screen(each, without)
            for one, each in value.items()
        }
    return _in_screen(value, without)


def _in_taps(taps: Any, without: Change) -> Any:
    """Only what was typed: an option could read like a name."""
    return [
        {
            name: without(value) if name == "title" or name.endswith("_typed") else value
            for name, value in tap.items()
        }
        for tap in taps
    ]


def mentions(payload: str, telegram_id: int) -> bool:
    """Whether Telegram's own JSON says that it is from her or of her chat, whoever else stands in it."""

    def found(name: str, one: Any) -> bool:
        if isinstance(one, dict):
            hers = name in {"from", "chat"} and one.get("id") == telegram_id
            return hers or any(found(*each) for each in one.items())
        return isinstance(one, list) and any(found("", each) for each in one)

    return found("", json.loads(payload))

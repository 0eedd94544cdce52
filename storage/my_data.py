"""Everything that is kept of one person: every row that refers to her, with others told by what they are to her.

Rows are found by walking the foreign keys, as `storage.erasure` does, so that a new table is not forgotten.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, RowMapping, Table, func, null, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person, Role
from storage.audit import PROGRAM
from storage.erasure import NOBODY, children
from storage.erasure_traces import OWN, mentions
from storage.tables import (
    agenda_point,
    alarm,
    attendee,
    audit,
    contact,
    inbox,
    meeting,
    meeting_theme,
    membership_row,
    metadata,
    note,
    notice,
    on_call,
    outbox,
    partner,
    person,
    referral,
    request,
    team,
    time_entry,
)

Row: TypeAlias = dict[str, Any]
# Whatever refers to these is hers. What refers to a series or a session of hers may be somebody else's.
_WHOLLY_HERS: Final = frozenset({"person", "membership", "contact"})
# Tables in which nothing is about one person, and why.
ABOUT_NOBODY: Final[Mapping[str, str]] = {
    "installation": "what the program remembers of itself",
    "organisation": "the organisation's own settings",
    "partner": "services that the team knows; a referral of hers tells the name of the one it was to",
    "reminder_off": "a setting of the team",
    "safety_number": "telephone numbers of the team",
    "stranger_count": "how many messages came from people who are not in, a number per day",
    "tally": "numbers of a team in a week, which are nobody's",
    "team": "the team's own settings; its name stands with each row that refers to it",
}
# Columns that she is not given, and why.
LEFT_OUT: Final[Mapping[str, str]] = {
    "audit.actor": "told as `by`",
    "audit.hash": "keeps the trail whole and says nothing of her",
    "audit.subject": "told as `about`",
    "audit.team_id": "told as `team`",
    "draft.nonce": "a password of the buttons of one message",
    "notice.key": "only its kind is told: the rest are numbers of other people's rows",
    "person.reference": "by what the audit trail calls her: its lines are in this file",
    "series.host_id": "always her",
}
# What she did for somebody else tells only this of the row: the rest is that person's.
OF_OTHERS: Final = frozenset(
    {
        *("id", "kind", "state", "team_id", "person_id", "coordinator_id", "deputy_id", "proposed_by"),
        *("proposed_at", "asked_by", "asked_at", "set_by"),
    }
)
YOU, COORDINATOR, COLLEAGUE, GONE = "you", "a coordinator", "a colleague", "somebody who is gone"
HIDDEN: Final = "…"
_DIGITS: Final = re.compile(r"[0-9]+")


@dataclass
class Others:
    """What the people in rows of hers are to her, and the names to be hidden in what they wrote."""

    me: Person
    roles: Mapping[int, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    own: frozenset[int] = frozenset()

    def has(self, table: str, row: RowMapping) -> bool:
        """Whether a row is about her, and not about somebody for whom she did something."""
        if "membership_id" in row:
            return row["membership_id"] in self.own
        return table != "request" or row["person_id"] == self.me.id

    def role(self, person_id: int) -> str:
        return YOU if person_id == self.me.id else self.roles.get(person_id, COLLEAGUE)

    def hide(self, words: str) -> str:
        for name in self.names:
            words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", HIDDEN, words)
        return words


async def of(session: AsyncConnection, me: Person) -> dict[str, list[Row]]:
    """By table, only those with rows; each row by the names of its columns, ready for JSON but for `content`.

    `content` of a notice or an answer is the JSON of what is to be said; names of others in it are hidden.
    """
    found: defaultdict[str, dict[tuple[Any, ...], RowMapping]] = defaultdict(dict)
    await _walk(session, person, person.c.id == me.id, found)
    mine = select(attendee.c.meeting_id).where(attendee.c.person_id == me.id)
    for table, column in ((meeting, meeting.c.id), (meeting_theme, meeting_theme.c.meeting_id)):
        _keep(found, table, (await session.execute(select(table).where(column.in_(mine)))).mappings())
    _keep(
        found,
        outbox,
        (await session.execute(select(outbox).where(outbox.c.chat_id == me.telegram_id))).mappings(),
    )
    sent = (await session.execute(select(inbox).where(inbox.c.payload.is_not(None)))).mappings()
    _keep(found, inbox, (one for one in sent if mentions(one["payload"], me.telegram_id)))
    others = replace(
        await _others(session, me), own=frozenset(row["id"] for row in found["membership"].values())
    )
    told = await _names(session)
    tables = {name: _told(name, rows.values(), others, told) for name, rows in found.items()}
    tables["audit"] = await _trail(session, me, others)
    return {name: tables[name] for name in _in_order() if tables.get(name)}


def _in_order() -> Iterable[str]:
    return (table.name for table in metadata.sorted_tables)


async def _walk(
    session: AsyncConnection,
    table: Table,
    where: ColumnElement[bool],
    found: dict[str, dict[Any, RowMapping]],
) -> None:
    _keep(found, table, (await session.execute(select(table).where(where))).mappings())
    if table.name in _WHOLLY_HERS:
        for child, column, parent in children(table):
            await _walk(session, child, column.in_(select(parent).where(where)), found)


def _keep(found: Mapping[str, dict[Any, RowMapping]], table: Table, rows: Iterable[RowMapping]) -> None:
    key = [column.name for column in table.primary_key.columns]
    for row in rows:
        found[table.name][tuple(row[name] for name in key)] = row


async def _others(session: AsyncConnection, me: Person) -> Others:
    """Everybody who was in a team with her."""
    teams = select(membership_row.c.team_id).where(membership_row.c.person_id == me.id)
    rows = await session.execute(
        select(person.c.id, person.c.name, person.c.telegram_id, membership_row.c.role)
        .select_from(person.outerjoin(membership_row))
        .where(or_(membership_row.c.team_id.in_(teams), person.c.telegram_id == NOBODY))
        .where(person.c.id != me.id)
    )
    roles, names = dict[int, str](), set[str]()
    for row in rows:
        names.add(row.name)
        if row.telegram_id == NOBODY:
            roles[row.id] = GONE
        elif row.role == Role.COORDINATOR.value:
            roles[row.id] = COORDINATOR
    known = tuple(sorted(one for one in names - {"", me.name} if len(one) > 1))
    return Others(me, roles, known)


async def _names(session: AsyncConnection) -> dict[str, dict[int, str]]:
    """Of teams and of the services that were referred to, by number."""
    teams = await session.execute(select(team.c.id, team.c.name))
    used = select(referral.c.partner_id)
    partners = await session.execute(select(partner.c.id, partner.c.name).where(partner.c.id.in_(used)))
    return {
        "team": {number: name for number, name in teams},
        "partner": {number: name for number, name in partners},
    }


def _told(
    name: str, rows: Iterable[RowMapping], others: Others, told: Mapping[str, Mapping[int, str]]
) -> list[Row]:
    table = metadata.tables[name]
    return [
        {
            column.name.removesuffix("_id") if column.foreign_keys else column.name: _cell(
                table, column.name, row, others, told
            )
            for column in table.columns
            if f"{name}.{column.name}" not in LEFT_OUT or column.name == "key"
        }
        for row in rows
    ]


def _cell(
    table: Table, name: str, row: RowMapping, others: Others, told: Mapping[str, Mapping[int, str]]
) -> Any:
    value = row[name]
    if name not in OF_OTHERS and not others.has(table.name, row):
        return HIDDEN
    for key in table.c[name].foreign_keys:
        target = key.column.table.name
        if value is not None and target == "person":
            return others.role(value)
        return told[target].get(value, value) if target in told else value
    if isinstance(value, date):  # a moment is one as well
        return value.isoformat()
    return _words(f"{table.name}.{name}", value, row, others) if isinstance(value, str) else value


def _words(where: str, value: str, row: RowMapping, others: Others) -> Any:
    """Words as she may read them: without others' numbers, and without others' names in what they wrote."""
    match where.split("."):
        case "notice", "key":
            return value.partition(":")[0]
        case "meeting" | "series", "facilitator":
            return value if value in {"", others.me.name} else HIDDEN
        case ("meeting" | "series", "title" | "place") | ("notice" | "outbox", "content"):
            return others.hide(value)
        case "draft", "answers":
            return _answers(row["dialog"], value, others)
        case "inbox", "payload":
            return json.loads(value)
    return value


def _answers(dialog: str, answers: str, others: Others) -> Any:
    """Of a question that is about somebody else, without that person's numbers and names."""
    if dialog in OWN:
        return json.loads(answers)
    return [
        {name: others.hide(_DIGITS.sub("#", value)) for name, value in tap.items()}
        for tap in json.loads(answers)
    ]


async def _trail(session: AsyncConnection, me: Person, others: Others) -> list[Row]:
    """What she did, and what was done with her data."""
    mine = await session.scalar(select(person.c.reference).where(person.c.id == me.id))
    if mine is None:
        return []
    rows = (
        await session.execute(
            select(audit, team.c.name.label("team"))
            .outerjoin(team, team.c.id == audit.c.team_id)
            .where(or_(audit.c.actor == mine, audit.c.subject == mine))
            .order_by(audit.c.seq)
        )
    ).all()
    named = {row.actor for row in rows} | {row.subject for row in rows}
    known = await session.execute(
        select(person.c.reference, person.c.id).where(person.c.reference.in_(named))
    )
    who = {reference: others.role(number) for reference, number in known} | {PROGRAM: "the program"}
    return [
        {
            "seq": row.seq,
            "at": row.at.isoformat(),
            "action": row.action,
            "team": row.team,
            "by": who.get(row.actor, GONE),
            "about": None if row.subject is None else who.get(row.subject, GONE),
        }
        for row in rows
    ]


@dataclass(frozen=True)
class Count:
    """How many rows of hers a table has, and the day of the first where one can be told."""

    table: str
    number: int
    since: date | None = None


# What she would ask for first, with the column that tells when.
_COUNTED: Final[tuple[tuple[Table, str], ...]] = (
    (membership_row, "joined_at"),
    (contact, "happened_on"),
    (note, "noted_at"),
    (time_entry, "day"),
    (request, "asked_at"),
    (alarm, "raised_at"),
    (on_call, "starts_at"),
    (attendee, ""),
    (agenda_point, ""),
    (notice, "created_at"),
)


async def counts(session: AsyncConnection, me: Person) -> list[Count]:
    """Of the tables that tell somebody something; the file has the others too."""
    found = []
    for table, column in _COUNTED:
        first = func.min(table.c[column]) if column else null()
        row = (await session.execute(select(func.count(), first).where(table.c.person_id == me.id))).one()
        day = row[1].date() if isinstance(row[1], datetime) else row[1]
        found.append(Count(table.name, int(row[0]), day))
    return found

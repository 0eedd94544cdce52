"""Everything that is kept of one person: every row that refers to her, told as `storage.my_data_told` tells it.

Rows are found by walking the foreign keys, as `storage.erasure` does, so that a new table is not forgotten.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, RowMapping, Table, func, null, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person
from storage.audit import PROGRAM
from storage.erasure import children
from storage.erasure_traces import mentions
from storage.my_data_told import GONE, Others, Row, others, told
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
    person,
    request,
    team,
    time_entry,
)

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


async def of(session: AsyncConnection, me: Person, zone: ZoneInfo) -> dict[str, list[Row]]:
    """By table, only those with rows; each row by the names of its columns, ready for JSON but for `content`.

    `content` of a notice or an answer is the JSON of what is to be said; names of others in it are hidden.
    """
    found: defaultdict[str, dict[tuple[Any, ...], RowMapping]] = defaultdict(dict)
    await _walk(session, person, person.c.id == me.id, found)
    mine = select(attendee.c.meeting_id).where(attendee.c.person_id == me.id)
    for table, where in (
        (meeting, meeting.c.id.in_(mine)),
        (meeting_theme, meeting_theme.c.meeting_id.in_(mine)),
        (outbox, outbox.c.chat_id == me.telegram_id),
    ):
        _keep(found, table, (await session.execute(select(table).where(where))).mappings())
    sent = (await session.execute(select(inbox).where(inbox.c.payload.is_not(None)))).mappings()
    _keep(found, inbox, (one for one in sent if mentions(one["payload"], me.telegram_id)))
    to = await others(session, me)
    tables = {name: told(name, rows.values(), to) for name, rows in found.items()}
    tables["audit"] = await _trail(session, me, to, zone)
    return {table.name: tables[table.name] for table in metadata.sorted_tables if tables.get(table.name)}


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


async def _trail(session: AsyncConnection, me: Person, to: Others, zone: ZoneInfo) -> list[Row]:
    """What she did, and then what others did with her data: on which day, never at what time, as /seen tells it."""
    mine = await session.scalar(select(person.c.reference).where(person.c.id == me.id))
    if mine is None:
        return []
    rows = (
        await session.execute(
            select(audit, team.c.name.label("team"))
            .outerjoin(team, team.c.id == audit.c.team_id)
            .where(or_(audit.c.actor == mine, audit.c.subject == mine))
            .order_by(audit.c.actor != mine, audit.c.seq)
        )
    ).all()
    named = {row.actor for row in rows} | {row.subject for row in rows}
    known = await session.execute(
        select(person.c.reference, person.c.id).where(person.c.reference.in_(named))
    )
    who = {reference: to.role(number) for reference, number in known} | {PROGRAM: "the program"}
    return [
        {
            "at": (row.at if row.actor == mine else row.at.astimezone(zone).date()).isoformat(),
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

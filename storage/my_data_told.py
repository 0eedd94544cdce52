"""How a row of hers is told to her: what is left out, others as what they are to her, their words without names."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy import RowMapping, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person, Role
from storage.erasure import NOBODY
from storage.erasure_traces import OWN, screen_without
from storage.tables import membership_row, metadata, partner, person, referral, team

Row: TypeAlias = dict[str, Any]
# Columns that she is not given, and why.
LEFT_OUT: Final[Mapping[str, str]] = {
    "audit.actor": "told as `by`",
    "audit.hash": "keeps the trail whole and says nothing of her",
    "audit.seq": "counts what others did as well",
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
# Of what was said to somebody because she wanted it: never what became of it, which would tell why.
SAID: Final = frozenset({"id", "key", "team_id", "person_id", "asked_by", "content", "created_at"})
YOU, COORDINATOR, COLLEAGUE, GONE = "you", "a coordinator", "a colleague", "somebody who is gone"
HIDDEN: Final = "…"
_DIGITS: Final = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Others:
    """What the people in rows of hers are to her, and the names to be hidden in what they wrote.

    `own` are her memberships by id; `called` the names of teams and services by table and id.
    """

    me: Person
    roles: Mapping[int, str]
    names: tuple[str, ...]
    own: frozenset[int]
    called: Mapping[str, Mapping[int, str]]

    def has(self, table: str, row: RowMapping) -> bool:
        """Whether a row is about her, and not about somebody for whom she did something."""
        if "membership_id" in row:
            return row["membership_id"] in self.own
        return table not in {"request", "notice"} or row["person_id"] == self.me.id

    def role(self, person_id: int) -> str:
        return YOU if person_id == self.me.id else self.roles.get(person_id, COLLEAGUE)

    def hide(self, words: str) -> str:
        for name in self.names:
            words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", HIDDEN, words)
        return words


async def others(session: AsyncConnection, me: Person) -> Others:
    """Everybody who was in a team with her."""
    hers = select(membership_row.c.id, membership_row.c.team_id).where(membership_row.c.person_id == me.id)
    teams = select(hers.subquery().c.team_id)
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
    own = frozenset((await session.execute(hers)).scalars())
    return Others(me, roles, known, own, await _called(session))


async def _called(session: AsyncConnection) -> dict[str, dict[int, str]]:
    """The names of teams and of the services that were referred to."""
    teams = await session.execute(select(team.c.id, team.c.name))
    used = select(referral.c.partner_id)
    partners = await session.execute(select(partner.c.id, partner.c.name).where(partner.c.id.in_(used)))
    return {
        "team": {number: name for number, name in teams},
        "partner": {number: name for number, name in partners},
    }


def told(table: str, rows: Iterable[RowMapping], to: Others) -> list[Row]:
    """Each row by the names of its columns, a reference by that of what it refers to."""
    columns = [
        one
        for one in metadata.tables[table].columns
        if f"{table}.{one.name}" not in LEFT_OUT or one.name == "key"
    ]
    return [
        {
            one.name.removesuffix("_id") if one.foreign_keys else one.name: _cell(table, one.name, row, to)
            for one in columns
        }
        for row in rows
    ]


def _cell(table: str, name: str, row: RowMapping, to: Others) -> Any:
    value = row[name]
    hers = SAID if table == "notice" else OF_OTHERS
    if name not in hers and not to.has(table, row):
        return HIDDEN
    for key in metadata.tables[table].c[name].foreign_keys:
        target = key.column.table.name
        if value is not None and target == "person":
            return to.role(value)
        return to.called.get(target, {}).get(value, value)
    if isinstance(value, date):  # a moment is one as well
        return value.isoformat()
    return _words(f"{table}.{name}", value, row, to) if isinstance(value, str) else value


def _words(where: str, value: str, row: RowMapping, to: Others) -> Any:
    """Words as she may read them: without others' numbers, and without others' names in what they wrote."""
    told: Any = value
    match where.split("."):
        case "notice", "key":
            told = value.partition(":")[0]
        case "meeting" | "series", "facilitator":
            told = value if value in {"", to.me.name} else HIDDEN
        case "meeting" | "series", "title" | "place":
            told = to.hide(value)
        case "notice" | "outbox", "content":
            told = screen_without(value, to.hide)
        case "draft", "answers":
            told = _answers(row["dialog"], value, to)
        case "inbox", "payload":
            told = json.loads(value)
    return told


def _answers(dialog: str, answers: str, to: Others) -> Any:
    """Of a question that is about somebody else, without that person's numbers and names."""
    if dialog in OWN:
        return json.loads(answers)
    return [
        {name: to.hide(_DIGITS.sub("#", value)) for name, value in tap.items()} for tap in json.loads(answers)
    ]

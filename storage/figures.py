"""What teams did in a period, counted by the database: no contact is ever loaded for it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Date, column, func, select, values
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person
from bot.rules.figures import Alike, Figures, Week, figures, rolled_up
from bot.rules.tallies import week_with_tallies, with_tallies
from storage import tallies
from storage.tables import contact, contact_action, contact_topic, team
from storage.tallies import ALIKE, alike

AT_ONCE: Final = timedelta(days=91)


class Piece(Enum):
    """What is counted by itself, and takes about as long as the others."""

    CONTACTS, QUESTIONS, ACTIONS, PEOPLE = range(4)


async def of_team(
    session: AsyncConnection,
    asker: Person,
    team_id: int,
    first: date,
    last: date,
    pieces: Collection[Piece] = tuple(Piece),
) -> Figures:
    """What happened in a team that she coordinates from the first to the last day; LookupError for any other.

    What is in none of the pieces is told as nothing.
    """
    return await of_teams(session, asker, (team_id,), first, last, pieces)


async def of_teams(
    session: AsyncConnection,
    asker: Person,
    team_ids: Sequence[int],
    first: date,
    last: date,
    pieces: Collection[Piece] = tuple(Piece),
) -> Figures:
    """The same of several teams together.

    LookupError for none, for one that she does not coordinate, and for teams of different organisations.
    """
    await _hers(session, asker, team_ids)
    found = _Found([], [], [], set())
    for span in _spans(first, last):
        counting = (*_counting(team_ids), contact.c.happened_on.between(*span))
        for one in pieces:
            await _COUNTS[one](session, counting, found)
    of_rows = figures(found.alike, found.questions, found.actions, len(found.people))
    return with_tallies(of_rows, await tallies.of_teams(session, team_ids, first, last))


@dataclass(frozen=True)
class _Found:
    alike: list[Alike]
    questions: list[tuple[str, str, int]]
    actions: list[tuple[str, int]]
    people: set[int]


def _spans(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Pieces of a period: the database sorts the contacts of each in memory, so it must not get all of them at once."""
    while first <= last:
        yield first, min(last, first + AT_ONCE)
        first += AT_ONCE + timedelta(days=1)


_Counting: TypeAlias = Sequence[ColumnElement[bool]]


async def _contacts(session: AsyncConnection, counting: _Counting, found: _Found) -> None:
    rows = await session.execute(select(*ALIKE, func.count()).where(*counting).group_by(*ALIKE))
    found.alike.extend(alike(*row) for row in rows)


async def _questions(session: AsyncConnection, counting: _Counting, found: _Found) -> None:
    asked = (contact_topic.c.setting, contact_topic.c.topic)
    questions = select(*asked, func.count()).join_from(contact, contact_topic).where(*counting)
    found.questions.extend(tuple(row) for row in await session.execute(questions.group_by(*asked)))


async def _actions(session: AsyncConnection, counting: _Counting, found: _Found) -> None:
    done = contact_action.c.action
    actions = select(done, func.count()).join_from(contact, contact_action).where(*counting)
    found.actions.extend(tuple(row) for row in await session.execute(actions.group_by(done)))


async def _people(session: AsyncConnection, counting: _Counting, found: _Found) -> None:
    logged = await session.execute(select(contact.c.person_id).where(*counting).distinct())
    found.people.update(logged.scalars())


_COUNTS: Final = {
    Piece.CONTACTS: _contacts,
    Piece.QUESTIONS: _questions,
    Piece.ACTIONS: _actions,
    Piece.PEOPLE: _people,
}


async def by_week(
    session: AsyncConnection, asker: Person, team_id: int, mondays: Sequence[date]
) -> tuple[Week, ...]:
    """The weeks from these Mondays, in their order, those without a contact too; LookupError as for `of_team`.

    ValueError for a day that is no Monday.
    """
    await _hers(session, asker, (team_id,))
    if any(day.weekday() for day in mondays):
        raise ValueError("a week begins on a Monday")
    contacts: dict[date, int] = dict.fromkeys(mondays, 0)
    questions: dict[date, list[tuple[str, str, int]]] = defaultdict(list)
    for monday, setting, topic, asked, first in await _weeks(session, team_id, list(contacts)):
        contacts[monday] += first
        questions[monday].append((setting, topic, asked))
    old = await tallies.of_weeks(session, (team_id,), mondays)
    weeks = (_week(monday, contacts[monday], questions[monday]) for monday in mondays)
    return tuple(week_with_tallies(one, old) for one in weeks)


def _week(monday: date, contacts: int, questions: Sequence[tuple[str, str, int]]) -> Week:
    topics = rolled_up(questions)
    return Week(monday, contacts, sum(topics.values()), topics)


async def _weeks(session: AsyncConnection, team_id: int, mondays: Sequence[date]) -> Sequence[Any]:
    """Week, setting, topic, questions, and how many contacts begin with such a question: each has a first one."""
    if not mondays:
        return []
    week = (
        values(column("monday", Date), column("sunday", Date), name="days")
        .data([(monday, monday + timedelta(days=6)) for monday in mondays])
        .cte("week")
    )
    by = (week.c.monday, contact_topic.c.setting, contact_topic.c.topic)
    rows = await session.execute(
        select(*by, func.count(), func.count().filter(contact_topic.c.position == 0))
        .join_from(week, contact, contact.c.happened_on.between(week.c.monday, week.c.sunday))
        .join(contact_topic, contact_topic.c.contact_id == contact.c.id)
        .where(*_counting((team_id,)))
        .group_by(*by)
    )
    return rows.all()


def _counting(team_ids: Sequence[int]) -> tuple[ColumnElement[bool], ...]:
    return contact.c.team_id.in_(team_ids), contact.c.undone_at.is_(None)


async def _hers(session: AsyncConnection, asker: Person, team_ids: Sequence[int]) -> None:
    if not asker.coordinates.issuperset(team_ids):
        raise LookupError("no team that she coordinates")
    owners = select(func.count(team.c.organisation_id.distinct())).where(team.c.id.in_(team_ids))
    if await session.scalar(owners) != 1:
        raise LookupError("no teams of one organisation")

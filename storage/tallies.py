"""Weekly numbers of a team, which name nobody: kept when contacts go, and added up in reports."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Attendance, Familiarity
from bot.rules.figures import Alike, figures
from bot.rules.tallies import Measure, Tally, monday_of, tallies_of, weeks_within
from storage.tables import contact, contact_action, contact_topic, referral, tally

_WEEK = (contact.c.team_id, contact.c.happened_on)
ALIKE = (contact.c.kind, contact.c.referral, contact.c.familiarity, contact.c.attendance)
_KEYS = ("team_id", "monday", "measure", "code")


@dataclass
class _Week:
    alike: list[Alike] = field(default_factory=list)
    questions: list[tuple[str, str, int]] = field(default_factory=list)
    actions: list[tuple[str, int]] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    people: set[int] = field(default_factory=set)


async def add(session: AsyncConnection, *which: ColumnElement[bool]) -> None:
    """The numbers of these contacts join those of their weeks; whoever calls this then deletes the contacts.

    Give all that one person, or one team, has in a week at once: whoever is counted twice is two people.
    """
    for (team_id, monday), one in (await _weeks(session, (*which, contact.c.undone_at.is_(None)))).items():
        done = figures(one.alike, one.questions, one.actions, len(one.people))
        await _write(session, team_id, tallies_of(done, one.outcomes, monday))


async def retire(session: AsyncConnection, team_id: int, monday: date, number: int) -> None:
    """So many contacts of a team became numbers in this week."""
    await _write(session, team_id, [Tally(monday, Measure.RETIRED, "", number)])


async def retired(session: AsyncConnection, team_id: int, first: date, last: date) -> int:
    """How many contacts of a team became numbers in the weeks from the first Monday to the last."""
    found = await _found(session, (team_id,), tally.c.monday.between(first, last))
    return sum(one.number for one in found if one.measure is Measure.RETIRED)


async def _write(session: AsyncConnection, team_id: int, tallies: Iterable[Tally]) -> None:
    rows = [{"team_id": team_id, **one._asdict(), "measure": one.measure.value} for one in tallies]
    new = upsert(tally).values(rows)
    more = {"number": tally.c.number + new.excluded.number}
    await session.execute(new.on_conflict_do_update(index_elements=_KEYS, set_=more))


async def _weeks(
    session: AsyncConnection, which: Sequence[ColumnElement[bool]]
) -> dict[tuple[int, date], _Week]:
    """Counted by the database by day, put together by week: no contact is ever loaded for it."""
    weeks: dict[tuple[int, date], _Week] = defaultdict(_Week)
    groups = select(*_WEEK, *ALIKE, func.count()).where(*which).group_by(*_WEEK, *ALIKE)
    for team_id, day, *group in await session.execute(groups):
        weeks[team_id, monday_of(day)].alike.append(alike(*group))
    asked = (contact_topic.c.setting, contact_topic.c.topic)
    questions = select(*_WEEK, *asked, func.count()).join_from(contact, contact_topic).where(*which)
    for team_id, day, setting, topic, number in await session.execute(questions.group_by(*_WEEK, *asked)):
        weeks[team_id, monday_of(day)].questions.append((setting, topic, number))
    did = contact_action.c.action
    actions = select(*_WEEK, did, func.count()).join_from(contact, contact_action).where(*which)
    for team_id, day, action, number in await session.execute(actions.group_by(*_WEEK, did)):
        weeks[team_id, monday_of(day)].actions.append((action, number))
    known = select(*_WEEK, referral.c.outcome, func.count()).join_from(contact, referral)
    known = known.where(*which, referral.c.outcome.is_not(None)).group_by(*_WEEK, referral.c.outcome)
    for team_id, day, outcome, number in await session.execute(known):
        weeks[team_id, monday_of(day)].outcomes[outcome] += number
    for team_id, day, person_id in await session.execute(
        select(*_WEEK, contact.c.person_id).where(*which).distinct()
    ):
        weeks[team_id, monday_of(day)].people.add(person_id)
    return weeks


def alike(kind: str, partner: str, familiarity: str | None, attendance: str | None, number: int) -> Alike:
    """How many contacts share what stands in `ALIKE`."""
    return Alike(
        kind,
        partner,
        Familiarity(familiarity) if familiarity else None,
        Attendance(attendance) if attendance else None,
        number,
    )


async def of_teams(session: AsyncConnection, team_ids: Sequence[int], first: date, last: date) -> list[Tally]:
    """The numbers of weeks that belong to these days. Whoever asks for them has seen to it that they may."""
    return await _found(session, team_ids, tally.c.monday.between(*weeks_within(first, last)))


async def of_weeks(
    session: AsyncConnection, team_ids: Sequence[int], mondays: Collection[date]
) -> list[Tally]:
    return await _found(session, team_ids, tally.c.monday.in_(mondays))


async def _found(session: AsyncConnection, team_ids: Sequence[int], then: ColumnElement[bool]) -> list[Tally]:
    columns = (tally.c.monday, tally.c.measure, tally.c.code, tally.c.number)
    rows = await session.execute(select(*columns).where(tally.c.team_id.in_(team_ids), then))
    return [Tally(monday, Measure(measure), code, number) for monday, measure, code, number in rows]

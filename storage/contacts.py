"""Contacts as they were logged. Every query that a person can reach takes the asker."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, Table, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Attendance, Contact, DayPart, Familiarity, Question, Talk, Timing
from bot.rules.boundaries import Logged
from storage.tables import contact, contact_action, contact_role, contact_topic, referral

BATCH: Final = 500
LATELY: Final = 2000  # referrals
NEWEST_FIRST: Final = (contact.c.logged_at.desc(), contact.c.id.desc())
ENUMS: Final = (
    ("day_part", DayPart),
    ("attendance", Attendance),
    ("familiarity", Familiarity),
    ("timing", Timing),
    ("talk", Talk),
)
_PARTS = (contact_topic, contact_action, contact_role)
# Her own words are no part of the record, so that nobody can pass them on with it: `storage.words`.
_COLUMNS: Final = tuple(column for column in contact.columns if column.name != "words")


def _columns(one: Contact) -> dict[str, Any]:
    return {column.name: getattr(one, column.name) for column in _COLUMNS if column.name != "id"}


def _part_rows(one: Contact) -> list[tuple[Table, list[dict[str, Any]]]]:
    topics: list[dict[str, Any]] = [
        {"setting": asked.setting, "topic": asked.topic, "detail": asked.detail} for asked in one.questions
    ]
    lists: list[list[dict[str, Any]]] = [
        topics,
        [{"action": action} for action in one.actions],
        [{"role": role} for role in one.roles],
    ]
    return [
        (table, [{"contact_id": one.id, "position": at, **row} for at, row in enumerate(rows)])
        for table, rows in zip(_PARTS, lists, strict=True)
    ]


async def add(session: AsyncConnection, new: Contact) -> int:
    made = await session.execute(insert(contact).values(_columns(new)).returning(contact.c.id))
    number = int(made.scalar_one())
    await _write_parts(session, replace(new, id=number))
    return number


async def change(session: AsyncConnection, changed: Contact) -> None:
    await session.execute(update(contact).where(contact.c.id == changed.id).values(_columns(changed)))
    for table in _PARTS:
        await session.execute(delete(table).where(table.c.contact_id == changed.id))
    await _write_parts(session, changed)


async def _write_parts(session: AsyncConnection, one: Contact) -> None:
    for table, rows in _part_rows(one):
        if rows:
            await session.execute(insert(table), rows)


async def own(session: AsyncConnection, person_id: int, contact_id: int) -> Contact | None:
    """A contact of this person, undone or not; None for anybody else's."""
    found = await _load(session, contact.c.person_id == person_id, contact.c.id == contact_id)
    return found[0] if found else None


async def latest(session: AsyncConnection, person_id: int, most: int = 60) -> list[Contact]:
    """The newest contacts of this person that still count."""
    return await _load(session, contact.c.person_id == person_id, contact.c.undone_at.is_(None), most=most)


async def boundaries(
    session: AsyncConnection, person_id: int, since: datetime, other_than: int = 0
) -> list[Logged]:
    """What is known of the boundaries around her contacts logged since then, the newest first."""
    columns = (contact.c.logged_at, contact.c.timing, contact.c.talk, contact.c.undone_at)
    rows = await session.execute(
        select(*columns)
        .where(contact.c.person_id == person_id, contact.c.logged_at >= since, contact.c.id != other_than)
        .order_by(*NEWEST_FIRST)
    )
    return [
        Logged(
            row.logged_at,
            Timing(row.timing) if row.timing else None,
            Talk(row.talk) if row.talk else None,
            undone=row.undone_at is not None,
        )
        for row in rows
    ]


async def logged_between(
    session: AsyncConnection, person_id: int, start: datetime, end: datetime
) -> list[Contact]:
    """The contacts that this person logged from `start` up to `end`, undone ones too, oldest first."""
    when = (contact.c.logged_at >= start, contact.c.logged_at < end)
    found = await _load(session, contact.c.person_id == person_id, *when)
    return found[::-1]


async def months(session: AsyncConnection, person_id: int) -> list[date]:
    """The first day of every month of which this person has contacts that count, the newest first."""
    of_hers = (contact.c.person_id == person_id, contact.c.undone_at.is_(None))
    days = await session.execute(select(contact.c.happened_on).where(*of_hers).distinct())
    return sorted({one.replace(day=1) for one in days.scalars()}, reverse=True)


async def happened_between(
    session: AsyncConnection, person_id: int, first: date, last: date, most: int
) -> list[Contact]:
    """The newest contacts of this person on these days that still count."""
    mine = (contact.c.person_id == person_id, contact.c.undone_at.is_(None))
    order = (contact.c.happened_on.desc(), contact.c.id.desc())
    return await _load(session, *mine, contact.c.happened_on.between(first, last), order=order, most=most)


async def by_day(
    session: AsyncConnection, team_id: int, first: date, last: date
) -> AsyncIterator[list[Contact]]:
    """The contacts of a team that count, by day and a batch at a time; `storage.exports` knows who may see them."""
    theirs = (contact.c.team_id == team_id, contact.c.undone_at.is_(None))
    order = (contact.c.happened_on, contact.c.id)
    # The lower bound rises with each batch: the index would otherwise be read from its beginning each time.
    day, after = first, 0
    while batch := await _load(
        session,
        *theirs,
        contact.c.happened_on.between(day, last),
        or_(contact.c.happened_on > day, contact.c.id > after),
        order=order,
    ):
        yield batch
        day, after = batch[-1].happened_on, batch[-1].id


async def referral_use(session: AsyncConnection, team_id: int, topic: str) -> Mapping[str, int]:
    """How often this team referred a question on this topic to each partner category, lately.

    Only its newest referrals are looked at: this is asked while somebody waits for her next question.
    """
    theirs = (contact.c.team_id == team_id, contact.c.undone_at.is_(None), contact.c.referral != "none")
    newest = select(contact.c.id, contact.c.referral).where(*theirs)
    lately = newest.order_by(contact.c.happened_on.desc(), contact.c.id.desc()).limit(LATELY).subquery()
    rows = await session.execute(
        select(lately.c.referral, func.count())
        .join(contact_topic, contact_topic.c.contact_id == lately.c.id)
        .where(contact_topic.c.topic == topic)
        .group_by(lately.c.referral)
    )
    return {referral: uses for referral, uses in rows}


async def is_undone(session: AsyncConnection, contact_id: int) -> bool:
    undone = select(contact.c.id).where(contact.c.id == contact_id, contact.c.undone_at.is_not(None))
    return await session.scalar(undone) is not None


async def purge_undone(session: AsyncConnection, before: datetime) -> None:
    """What was undone before this moment can no longer be brought back and is gone."""
    gone = select(contact.c.id).where(contact.c.undone_at <= before)
    for table in (*_PARTS, referral):
        await session.execute(delete(table).where(table.c.contact_id.in_(gone)))
    await session.execute(delete(contact).where(contact.c.undone_at <= before))


async def _load(
    session: AsyncConnection, *where: Any, order: Sequence[Any] = NEWEST_FIRST, most: int = BATCH
) -> list[Contact]:
    """Contacts with their parts."""
    rows = (await session.execute(select(*_COLUMNS).where(*where).order_by(*order).limit(most))).all()
    if not rows:
        return []
    ids = [row.id for row in rows]
    parts = [await _parts(session, table, ids) for table in _PARTS]
    return [_contact(row, *(part[row.id] for part in parts)) for row in rows]


async def _parts(session: AsyncConnection, table: Table, ids: Sequence[int]) -> Mapping[int, list[Row[Any]]]:
    rows = await session.execute(select(table).where(table.c.contact_id.in_(ids)).order_by(table.c.position))
    grouped: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        grouped[row.contact_id].append(row)
    return grouped


def _contact(
    row: Row[Any], topics: list[Row[Any]], actions: list[Row[Any]], roles: list[Row[Any]]
) -> Contact:
    values = dict(row._mapping)
    for name, kind in ENUMS:
        values[name] = kind(values[name]) if values[name] else None
    return Contact(
        **values,
        questions=tuple(Question(one.topic, one.detail, one.setting) for one in topics),
        actions=tuple(one.action for one in actions),
        roles=tuple(one.role for one in roles),
    )

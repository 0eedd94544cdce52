"""Who is told of her week and when, what she was told last, and what her own week was."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Familiarity, Role, Timing
from bot.rules.digest import Done
from bot.rules.figures import rolled_up
from storage.tables import contact, contact_topic, digest, membership, membership_row, person, referral

# The last Monday of what was told, and the first Monday of that same message: it is told anew if it still waits.
TEAM, BEGAN, NOTE = "team", "began", "note"


@dataclass(frozen=True)
class Reader:
    """Somebody who is told of a week; `zone` is None where she chose none, `team_id` is 0 for her own week."""

    person_id: int
    telegram_id: int
    zone: str | None
    joined_at: datetime
    told: date | None
    team_id: int = 0
    weekday: int = 0
    minute: int = 0
    began: date | None = None


async def coordinators(
    session: AsyncConnection, person_id: int | None = None, team_id: int | None = None
) -> list[Reader]:
    """For the jobs: everybody with each team that she coordinates, or only this person and team."""
    told, began = digest.alias(), digest.alias()
    query = (
        select(
            person, membership.c.team_id, membership.c.joined_at, told.c.monday, began.c.monday.label("began")
        )
        .join(membership, membership.c.person_id == person.c.id)
        .outerjoin(told, _of(told, TEAM))
        .outerjoin(began, _of(began, BEGAN))
        .where(membership.c.role == Role.COORDINATOR.value)
        .order_by(membership.c.id)
    )
    if person_id is not None:
        query = query.where(person.c.id == person_id)
    if team_id is not None:
        query = query.where(membership.c.team_id == team_id)
    return [
        Reader(
            *(row.id, row.telegram_id, row.zone, row.joined_at, row.monday),
            *(row.team_id, row.digest_weekday, row.digest_minute, row.began),
        )
        for row in await session.execute(query)
    ]


def _of(rows: Any, kind: str) -> Any:
    hers = (rows.c.person_id == membership.c.person_id) & (rows.c.team_id == membership.c.team_id)
    return hers & (rows.c.kind == kind)


async def key_persons(session: AsyncConnection, person_id: int | None = None) -> list[Reader]:
    """For the jobs: every key person who wants to be told of her own week, or only this one."""
    mine = (digest.c.person_id == person.c.id, digest.c.kind == NOTE)
    told = select(func.max(digest.c.monday)).where(*mine).scalar_subquery()
    query = (
        select(person, func.min(membership.c.joined_at).label("joined_at"), told.label("told"))
        .join(membership, membership.c.person_id == person.c.id)
        .where(membership.c.role == Role.KEY_PERSON.value, person.c.weekly_note.is_(True))
        .group_by(person.c.id)
        .order_by(person.c.id)
    )
    if person_id is not None:
        query = query.where(person.c.id == person_id)
    rows = await session.execute(query)
    return [Reader(row.id, row.telegram_id, row.zone, row.joined_at, row.told) for row in rows]


async def tell(session: AsyncConnection, person_id: int, team_id: int, kind: str, monday: date) -> None:
    """This Monday is the last one of its kind for her and this team."""
    new = upsert(digest).values(person_id=person_id, team_id=team_id, kind=kind, monday=monday)
    keys = ["person_id", "team_id", "kind"]
    await session.execute(new.on_conflict_do_update(index_elements=keys, set_={"monday": monday}))


async def time_of(session: AsyncConnection, person_id: int) -> tuple[int, int]:
    """The weekday of her digests, or NEVER, and the minute after midnight."""
    columns = (person.c.digest_weekday, person.c.digest_minute)
    row = (await session.execute(select(*columns).where(person.c.id == person_id))).one()
    return row.digest_weekday, row.digest_minute


async def set_time(session: AsyncConnection, person_id: int, weekday: int, minute: int) -> None:
    values = {"digest_weekday": weekday, "digest_minute": minute}
    await session.execute(update(person).where(person.c.id == person_id).values(values))


async def wants_note(session: AsyncConnection, person_id: int) -> bool:
    return bool(await session.scalar(select(person.c.weekly_note).where(person.c.id == person_id)))


async def set_note(session: AsyncConnection, person_id: int, *, wants: bool) -> None:
    await session.execute(update(person).where(person.c.id == person_id).values(weekly_note=wants))


async def team_since(session: AsyncConnection, team_id: int) -> datetime | None:
    """When the first of all who ever were in this team came into it."""
    found: datetime | None = await session.scalar(
        select(func.min(membership_row.c.joined_at)).where(membership_row.c.team_id == team_id)
    )
    return found


async def own_week(session: AsyncConnection, person_id: int, first: date, last: date) -> list[Done]:
    """Her contacts of these days, in every team of hers, as far as thanks go."""
    columns = (contact.c.id, contact.c.timing, contact.c.familiarity)
    rows = await session.execute(
        select(*columns, contact_topic.c.setting, contact_topic.c.topic)
        .join(contact_topic, contact_topic.c.contact_id == contact.c.id)
        .where(contact.c.person_id == person_id, contact.c.undone_at.is_(None))
        .where(contact.c.happened_on.between(first, last))
        .order_by(contact.c.id, contact_topic.c.position)
    )
    each: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        each[row.id].append(row)
    return [_done(asked) for asked in each.values()]


def _done(asked: Sequence[Any]) -> Done:
    one = asked[0]
    topics = (topic for row in asked for topic in rolled_up([(row.setting, row.topic, 1)]))
    timing = Timing(one.timing) if one.timing else None
    return Done(timing, one.familiarity == Familiarity.FIRST_TIME.value, tuple(topics))


async def open_referral(session: AsyncConnection, person_id: int) -> tuple[str, str, date] | None:
    """Her referral that waits longest for what comes of it, in a team in which she is active: partner category,
    topic, day.
    """
    mine = select(membership.c.team_id).where(membership.c.person_id == person_id)
    rows = await session.execute(
        select(contact.c.referral, contact.c.happened_on, contact_topic.c.setting, contact_topic.c.topic)
        .join(referral, referral.c.contact_id == contact.c.id)
        .join(contact_topic, contact_topic.c.contact_id == contact.c.id)
        .where(contact.c.person_id == person_id, referral.c.person_id == person_id)
        .where(referral.c.state.in_(("waiting", "asked")))
        .where(contact.c.undone_at.is_(None), contact.c.referral != "none", contact_topic.c.position == 0)
        .where(contact.c.team_id.in_(mine.where(membership.c.role == Role.KEY_PERSON.value)))
        .order_by(contact.c.happened_on, contact.c.id)
        .limit(1)
    )
    row = rows.one_or_none()
    if row is None:
        return None
    [topic] = rolled_up([(row.setting, row.topic, 1)])
    return row.referral, topic, row.happened_on


async def helped(session: AsyncConnection, person_id: int, since: datetime, until: datetime) -> str | None:
    """The partner category of a referral of hers of which became known in this time that it helped."""
    found = await session.scalar(
        select(contact.c.referral)
        .join(referral, referral.c.contact_id == contact.c.id)
        .where(contact.c.person_id == person_id, referral.c.person_id == person_id)
        .where(referral.c.outcome == "helped")
        .where(referral.c.known_at >= since, referral.c.known_at < until)
        .where(contact.c.undone_at.is_(None), contact.c.referral != "none")
        .where(contact.c.timing.is_(None) | (contact.c.timing == Timing.EARLIER.value))
        .order_by(referral.c.known_at.desc())
        .limit(1)
    )
    return str(found) if found else None

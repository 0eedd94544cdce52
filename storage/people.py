"""People, their teams and roles, and how often somebody writes who is in no team."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, RowMapping, and_, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Membership, Person, Role
from storage.erasure import NOBODY
from storage.tables import membership, organisation, person, stranger_count, team


async def by_telegram(session: AsyncConnection, telegram_id: int) -> Person | None:
    rows = await session.execute(
        select(
            person,
            membership.c.id.label("membership_id"),
            membership.c.team_id,
            membership.c.role,
            team.c.name.label("team"),
        )
        .select_from(person.outerjoin(membership).outerjoin(team))
        .where(person.c.telegram_id == telegram_id)
        .order_by(membership.c.id)
    )
    found = rows.mappings().all()
    return _person(found[0], tuple(_membership(row) for row in found if row["role"])) if found else None


def _person(row: RowMapping, memberships: tuple[Membership, ...]) -> Person:
    return Person(
        row["id"],
        row["telegram_id"],
        row["language"],
        memberships,
        row["name"],
        row["zone"],
        row["counts_hours"],
        row["reachable"],
        row["phone_lost_at"] is not None,
    )


def _membership(row: RowMapping) -> Membership:
    return Membership(row["team_id"], row["team"], Role(row["role"]), row["membership_id"])


async def address(session: AsyncConnection, person_id: int) -> tuple[int, str]:
    """Where to write to this person, and in which language."""
    row = (await session.execute(select(person).where(person.c.id == person_id))).one()
    return row.telegram_id, row.language


async def is_reachable(session: AsyncConnection, person_id: int) -> bool:
    """Whether the bot can write to her unasked."""
    return bool(await session.scalar(select(reached()).where(person.c.id == person_id)))


def reached() -> ColumnElement[bool]:
    """The same of any row: she has not blocked the bot, did not object to it, and has her phone.

    Which of them it is is nobody's business.
    """
    return and_(person.c.reachable, person.c.objected_at.is_(None), person.c.phone_lost_at.is_(None))


async def name(session: AsyncConnection, person_id: int) -> str:
    """What her team calls her."""
    return str(await session.scalar(select(person.c.name).where(person.c.id == person_id)))


async def has_role(session: AsyncConnection, person_id: int, team_id: int, role: Role) -> bool:
    """Whether this person has this role in the team."""
    hers = (membership.c.person_id == person_id, membership.c.team_id == team_id)
    found = select(membership.c.id).where(*hers, membership.c.role == role.value)
    return await session.scalar(found) is not None


async def is_in(session: AsyncConnection, person_id: int, team_id: int) -> bool:
    """Whether this person has a role in the team, whichever it is."""
    hers = (membership.c.person_id == person_id, membership.c.team_id == team_id)
    return await session.scalar(select(membership.c.id).where(*hers).limit(1)) is not None


async def zone(session: AsyncConnection, person_id: int, otherwise: ZoneInfo) -> ZoneInfo:
    """The zone this person reads times in; `otherwise` is that of whoever chose none."""
    chosen = await session.scalar(select(person.c.zone).where(person.c.id == person_id))
    return ZoneInfo(chosen) if chosen else otherwise


async def languages(session: AsyncConnection) -> Mapping[int, str]:
    """The language of everybody who was ever invited in, by Telegram's number of them."""
    found = select(person.c.telegram_id, person.c.language).where(person.c.telegram_id != NOBODY)
    rows = await session.execute(found)
    return {telegram_id: language for telegram_id, language in rows}


async def add(session: AsyncConnection, telegram_id: int, language: str, now: datetime) -> Person:
    values = {"telegram_id": telegram_id, "language": language, "reachable": True, "created_at": now}
    made = await session.execute(insert(person).values(values).returning(person.c.id))
    return Person(made.scalar_one(), telegram_id, language)


async def set_language(session: AsyncConnection, person_id: int, language: str) -> None:
    await session.execute(update(person).where(person.c.id == person_id).values(language=language))


async def set_name(session: AsyncConnection, person_id: int, name: str) -> None:
    """What her coordinator calls her: the first name that Telegram tells, or what she corrected it to."""
    await session.execute(update(person).where(person.c.id == person_id).values(name=name))


async def set_phone_lost(session: AsyncConnection, person_id: int, since: datetime | None) -> None:
    """From when on whoever has her phone gets nothing of hers; None once she is back."""
    await session.execute(update(person).where(person.c.id == person_id).values(phone_lost_at=since))


async def set_counts_hours(session: AsyncConnection, person_id: int, *, counts: bool) -> None:
    """Whether hours are counted against the contract at all: her own switch."""
    await session.execute(update(person).where(person.c.id == person_id).values(counts_hours=counts))


async def set_reachable(session: AsyncConnection, telegram_id: int, reachable: bool) -> None:
    await session.execute(
        update(person).where(person.c.telegram_id == telegram_id).values(reachable=reachable)
    )


async def ensure_team(session: AsyncConnection, name: str) -> int:
    """The team of this name; a new one belongs to a new organisation of the same name."""
    found = await session.scalar(select(team.c.id).where(team.c.name == name))
    if found is not None:
        return int(found)
    owner = await session.execute(insert(organisation).values(name=name).returning(organisation.c.id))
    values = {"name": name, "organisation_id": owner.scalar_one()}
    made = await session.execute(insert(team).values(values).returning(team.c.id))
    return int(made.scalar_one())


async def count_stranger(session: AsyncConnection, now: datetime) -> None:
    counted = upsert(stranger_count).values(day=now.date(), messages=1)
    more = {"messages": stranger_count.c.messages + 1}
    await session.execute(counted.on_conflict_do_update(index_elements=["day"], set_=more))


async def strangers(session: AsyncConnection) -> int:
    return int(await session.scalar(select(func.coalesce(func.sum(stranger_count.c.messages), 0))) or 0)

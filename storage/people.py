"""People, their teams and roles, and the one-time invitations that bring them in."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Invitation, Membership, Person, Role
from storage.tables import (
    draft,
    invitation,
    membership,
    membership_row,
    organisation,
    person,
    stranger_count,
    team,
)


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
    )


def _membership(row: RowMapping) -> Membership:
    return Membership(row["team_id"], row["team"], Role(row["role"]), row["membership_id"])


async def address(session: AsyncConnection, person_id: int) -> tuple[int, str]:
    """Where to write to this person, and in which language."""
    row = (await session.execute(select(person).where(person.c.id == person_id))).one()
    return row.telegram_id, row.language


async def is_reachable(session: AsyncConnection, person_id: int) -> bool:
    """Whether she has not blocked the bot."""
    return bool(await session.scalar(select(person.c.reachable).where(person.c.id == person_id)))


async def name(session: AsyncConnection, person_id: int) -> str:
    """What her team calls her."""
    return str(await session.scalar(select(person.c.name).where(person.c.id == person_id)))


async def has_role(session: AsyncConnection, person_id: int, team_id: int, role: Role) -> bool:
    """Whether this person has this role in the team."""
    hers = (membership.c.person_id == person_id, membership.c.team_id == team_id)
    found = select(membership.c.id).where(*hers, membership.c.role == role.value)
    return await session.scalar(found) is not None


async def zone(session: AsyncConnection, person_id: int, otherwise: ZoneInfo) -> ZoneInfo:
    """The zone this person reads times in; `otherwise` is that of whoever chose none."""
    chosen = await session.scalar(select(person.c.zone).where(person.c.id == person_id))
    return ZoneInfo(chosen) if chosen else otherwise


async def languages(session: AsyncConnection) -> Mapping[int, str]:
    """The language of everybody who was ever invited in, by Telegram's number of them."""
    rows = await session.execute(select(person.c.telegram_id, person.c.language))
    return {telegram_id: language for telegram_id, language in rows}


async def add(session: AsyncConnection, telegram_id: int, language: str, now: datetime) -> Person:
    values = {"telegram_id": telegram_id, "language": language, "reachable": True, "created_at": now}
    made = await session.execute(insert(person).values(values).returning(person.c.id))
    return Person(made.scalar_one(), telegram_id, language)


async def set_language(session: AsyncConnection, person_id: int, language: str) -> None:
    await session.execute(update(person).where(person.c.id == person_id).values(language=language))


async def set_name(session: AsyncConnection, person_id: int, name: str) -> None:
    """What her coordinator calls her: the first name that Telegram tells."""
    await session.execute(update(person).where(person.c.id == person_id).values(name=name))


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


def code_hash(code: str) -> str:
    """A code has 128 random bits, so a plain hash keeps it."""
    return hashlib.sha256(code.encode()).hexdigest()


async def invite(
    session: AsyncConnection, code: str, team_id: int, role: Role, language: str | None, expires_at: datetime
) -> None:
    values = {"code_hash": code_hash(code), "team_id": team_id, "role": role.value}
    await session.execute(insert(invitation).values(**values, language=language, expires_at=expires_at))


async def redeem(session: AsyncConnection, code: str, now: datetime) -> Invitation | None:
    """Use up an invitation; None for a code that does not count (any more)."""
    used = await session.execute(
        update(invitation)
        .where(invitation.c.code_hash == code_hash(code))
        .where(invitation.c.used_at.is_(None), invitation.c.expires_at > now)
        .values(used_at=now)
        .returning(invitation.c.id, invitation.c.language)
    )
    row = used.one_or_none()
    return Invitation(row.id, row.language) if row else None


async def hold(session: AsyncConnection, invitation_id: int, person_id: int) -> None:
    """This person is joining with this invitation."""
    await session.execute(
        update(invitation).where(invitation.c.id == invitation_id).values(held_by=person_id)
    )


async def join(session: AsyncConnection, person_id: int, now: datetime) -> None:
    """A membership for every invitation that this person holds, which then is held no more."""
    held = invitation.c.held_by == person_id
    for row in (await session.execute(select(invitation.c.team_id, invitation.c.role).where(held))).all():
        values = {"person_id": person_id, "team_id": row.team_id, "role": row.role, "joined_at": now}
        await session.execute(
            upsert(membership_row)
            .values(values)
            .on_conflict_do_update(
                index_elements=["person_id", "team_id", "role"], set_={"left_at": None, "paused_at": None}
            )
        )
    await session.execute(update(invitation).where(held).values(held_by=None))


async def forget_outsider(session: AsyncConnection, person_id: int) -> None:
    """Remove somebody who was invited but never came in, with whatever she had open."""
    inside = select(membership_row.c.id).where(membership_row.c.person_id == person_id)
    if await session.scalar(inside) is not None:
        return
    await session.execute(update(invitation).where(invitation.c.held_by == person_id).values(held_by=None))
    await session.execute(delete(draft).where(draft.c.person_id == person_id))
    await session.execute(delete(person).where(person.c.id == person_id))


async def count_stranger(session: AsyncConnection, now: datetime) -> None:
    counted = upsert(stranger_count).values(day=now.date(), messages=1)
    more = {"messages": stranger_count.c.messages + 1}
    await session.execute(counted.on_conflict_do_update(index_elements=["day"], set_=more))


async def strangers(session: AsyncConnection) -> int:
    return int(await session.scalar(select(func.coalesce(func.sum(stranger_count.c.messages), 0))) or 0)

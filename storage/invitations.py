"""The one-time invitations that bring people into a team: made, withdrawn, used up, and what becomes of them."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, case, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Invitation, Person, Role
from storage import audit, people
from storage.audit import Action
from storage.tables import draft, invitation, membership, membership_row, person

LIVES: Final = timedelta(days=7)


@dataclass(frozen=True)
class Pending:
    """An invitation with which nobody is in yet; `language` is what was suggested."""

    id: int
    role: Role
    language: str | None
    expires_at: datetime


def new_code() -> str:
    return secrets.token_urlsafe(16)


def code_hash(code: str) -> str:
    """A code has 128 random bits, so a plain hash keeps it."""
    return hashlib.sha256(code.encode()).hexdigest()


async def invite(
    session: AsyncConnection, code: str, team_id: int, role: Role, language: str | None, expires_at: datetime
) -> None:
    values = {"code_hash": code_hash(code), "team_id": team_id, "role": role.value}
    await session.execute(insert(invitation).values(**values, language=language, expires_at=expires_at))


async def pending(session: AsyncConnection, asker: Person, team_id: int, now: datetime) -> list[Pending]:
    """Those of a team that she coordinates which still let somebody in, the oldest first; none of any other team."""
    lasts = or_(invitation.c.expires_at > now, invitation.c.held_by.is_not(None))
    theirs = (invitation.c.team_id == team_id, invitation.c.team_id.in_(_coordinated(asker)))
    rows = await session.execute(select(invitation).where(*theirs, _open(), lasts).order_by(invitation.c.id))
    return [Pending(row.id, Role(row.role), row.language, row.expires_at) for row in rows]


async def withdraw(session: AsyncConnection, asker: Person, invitation_id: int) -> bool:
    """It lets nobody in any more; False where it is used already, or not of a team that she coordinates."""
    hers = (invitation.c.id == invitation_id, invitation.c.team_id.in_(_coordinated(asker)))
    taken_back = delete(invitation).where(*hers, _open())
    return await session.scalar(taken_back.returning(invitation.c.id)) is not None


async def withdraw_all(session: AsyncConnection, team_id: int) -> None:
    """None of this team lets anybody in any more: who made which is not kept."""
    await session.execute(delete(invitation).where(invitation.c.team_id == team_id, _open()))


def _open() -> ColumnElement[bool]:
    """Nobody has come in with it; somebody may be on her way in."""
    return or_(invitation.c.used_at.is_(None), invitation.c.held_by.is_not(None))


def _coordinated(asker: Person) -> list[int]:
    return [one.team_id for one in asker.teams_as(Role.COORDINATOR)]


async def find(session: AsyncConnection, code: str, person_id: int, now: datetime) -> Invitation | None:
    """What this code is for her, 0 for a stranger; None for one that does not count (any more).

    One of before her place in the team was paused or ended is in whatever chat she left behind, and counts no more.
    """
    unused = (invitation.c.used_at.is_(None), invitation.c.expires_at > now)
    its = select(invitation).where(invitation.c.code_hash == code_hash(code), *unused)
    row = (await session.execute(its)).one_or_none()
    if row is None:
        return None
    ended = await _ended(session, person_id, row.team_id)
    if ended and row.expires_at - LIVES < ended:
        return None
    return Invitation(row.id, row.team_id, Role(row.role), row.language)


async def _ended(session: AsyncConnection, person_id: int, team_id: int) -> datetime | None:
    """When a place of hers in this team was last paused or ended, or her phone was lost."""
    hers = (membership_row.c.person_id == person_id, membership_row.c.team_id == team_id)
    moments = select(func.max(membership_row.c.paused_at), func.max(membership_row.c.left_at)).where(*hers)
    lost = await session.scalar(select(person.c.phone_lost_at).where(person.c.id == person_id))
    return max((one for one in (*(await session.execute(moments)).one(), lost) if one), default=None)


async def hold(session: AsyncConnection, invitation_id: int, person_id: int, now: datetime) -> None:
    """This person is joining with this invitation, and nobody else can."""
    used = {"used_at": now, "held_by": person_id}
    await session.execute(update(invitation).where(invitation.c.id == invitation_id).values(used))


async def join(session: AsyncConnection, person_id: int, now: datetime) -> list[int]:
    """A membership for every invitation that this person holds, which then is held no more.

    The memberships that are new, or give access again, by id.
    """
    active = select(membership.c.id).where(membership.c.person_id == person_id)
    before = set((await session.execute(active)).scalars())
    await people.set_phone_lost(session, person_id, None)
    held = invitation.c.held_by == person_id
    rows = (await session.execute(select(invitation.c.team_id, invitation.c.role).where(held))).all()
    made = [await enter(session, person_id, row.team_id, Role(row.role), now) for row in rows]
    for team_id in dict.fromkeys(
        row.team_id for row, one in zip(rows, made, strict=True) if one not in before
    ):
        await audit.write(session, person_id, Action.JOINED, team_id, now, subject=person_id)
    await session.execute(update(invitation).where(held).values(held_by=None))
    return [one for one in dict.fromkeys(made) if one not in before]


async def enter(session: AsyncConnection, person_id: int, team_id: int, role: Role, now: datetime) -> int:
    """Her membership, by id: a new one, or the old one again; whoever had left begins anew."""
    values = {"person_id": person_id, "team_id": team_id, "role": role.value, "joined_at": now}
    had_left = membership_row.c.left_at.is_not(None)
    again = {
        "joined_at": case((had_left, now), else_=membership_row.c.joined_at),
        "left_at": None,
        "paused_at": None,
    }
    made = upsert(membership_row).values(values)
    made = made.on_conflict_do_update(index_elements=["person_id", "team_id", "role"], set_=again)
    return int((await session.execute(made.returning(membership_row.c.id))).scalar_one())


async def forget_outsider(session: AsyncConnection, person_id: int) -> None:
    """Remove somebody who was invited but never came in, with whatever she had open.

    Of somebody who was in before only the invitation goes.
    """
    await session.execute(update(invitation).where(invitation.c.held_by == person_id).values(held_by=None))
    inside = select(membership_row.c.id).where(membership_row.c.person_id == person_id)
    if await session.scalar(inside) is not None:
        return
    await session.execute(delete(draft).where(draft.c.person_id == person_id))
    await session.execute(delete(person).where(person.c.id == person_id))

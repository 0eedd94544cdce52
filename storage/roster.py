"""Everybody in a team as those who coordinate it see them, whoever is paused included; and what somebody was in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Membership, Person, Role
from storage.tables import membership, membership_row, person, team


@dataclass(frozen=True)
class Seat:
    """Somebody's place in a team: one for each role. `paused` says that it gives no access now."""

    membership_id: int
    person_id: int
    name: str
    team_id: int
    team: str
    role: Role
    joined_at: datetime
    paused: bool = False

    @property
    def membership(self) -> Membership:
        return Membership(self.team_id, self.team, self.role, self.membership_id)


_SEATS: Select[Any] = (
    select(membership_row, person.c.name, team.c.name.label("team"))
    .join(person, person.c.id == membership_row.c.person_id)
    .join(team, team.c.id == membership_row.c.team_id)
    .where(membership_row.c.left_at.is_(None))
    .order_by(person.c.name, membership_row.c.id)
)


async def of_team(session: AsyncConnection, asker: Person, team_id: int) -> list[Seat]:
    """By name; nobody of a team that she does not coordinate."""
    theirs = (membership_row.c.team_id == team_id, _coordinated(asker))
    return [_seat(row) for row in await session.execute(_SEATS.where(*theirs))]


async def seat(session: AsyncConnection, asker: Person, membership_id: int) -> Seat | None:
    """None for one of a team that she does not coordinate, and for somebody who left."""
    its = (membership_row.c.id == membership_id, _coordinated(asker))
    row = (await session.execute(_SEATS.where(*its))).one_or_none()
    return _seat(row) if row else None


def _coordinated(asker: Person) -> Any:
    return membership_row.c.team_id.in_([one.team_id for one in asker.teams_as(Role.COORDINATOR)])


async def people_in(session: AsyncConnection, team_id: int, *roles: Role) -> set[int]:
    """For the program itself: who has a place in this team with one of these roles, whoever is paused included."""
    place = (membership_row.c.team_id == team_id, membership_row.c.role.in_([one.value for one in roles]))
    found = select(membership_row.c.person_id).where(*place, membership_row.c.left_at.is_(None))
    return {int(one) for one in (await session.execute(found)).scalars()}


async def known(session: AsyncConnection, memberships: Sequence[int]) -> list[Seat]:
    """For the program itself, such as to tell that somebody joined."""
    rows = await session.execute(_SEATS.where(membership_row.c.id.in_(memberships)))
    return [_seat(row) for row in rows]


async def lately(session: AsyncConnection, person_id: int) -> tuple[Seat | None, str | None]:
    """Of somebody who is in no team now: where she is paused, or else the name of the team she left last."""
    paused = _SEATS.where(membership_row.c.person_id == person_id, membership_row.c.paused_at.is_not(None))
    row = (await session.execute(paused.limit(1))).one_or_none()
    if row is not None:
        return _seat(row), None
    left = (
        select(team.c.name)
        .join(membership_row, membership_row.c.team_id == team.c.id)
        .where(membership_row.c.person_id == person_id, membership_row.c.left_at.is_not(None))
        .order_by(membership_row.c.left_at.desc())
    )
    return None, await session.scalar(left.limit(1))


async def of_person(session: AsyncConnection, person_id: int) -> list[Seat]:
    """Every place of hers, also where she is paused: for herself."""
    return [
        _seat(row) for row in await session.execute(_SEATS.where(membership_row.c.person_id == person_id))
    ]


async def others(session: AsyncConnection, one: Seat) -> list[Membership]:
    """Where else this person is in now: with every role and team besides this one."""
    rows = await session.execute(
        select(membership, team.c.name)
        .join(team, team.c.id == membership.c.team_id)
        .where(membership.c.person_id == one.person_id, membership.c.id != one.membership_id)
        .order_by(membership.c.id)
    )
    return [Membership(row.team_id, row.name, Role(row.role), row.id) for row in rows]


def _seat(row: Row[Any]) -> Seat:
    return Seat(
        row.id,
        row.person_id,
        row.name,
        row.team_id,
        row.team,
        Role(row.role),
        row.joined_at,
        row.paused_at is not None,
    )

"""Teams as their coordinators see and set them. Every query takes the asker and gives only her own teams."""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Member, Person, Role, TeamSettings
from storage import people
from storage.tables import membership, organisation, person, team

_OF_TEAM: Final = frozenset(
    {"office_phone", "doctor_phone", "works_council_on", "dpia_on", "referral_days", "notes_allowed"}
)


async def settings(session: AsyncConnection, asker: Person, team_id: int) -> TeamSettings:
    """The settings of a team of hers; LookupError for any other."""
    _own(asker, team_id)
    of_organisation = (
        organisation.c.good_friday,
        organisation.c.liberation,
        organisation.c.quiet_start,
        organisation.c.quiet_end,
    )
    of_team = [team.c[name] for name in sorted(_OF_TEAM)]
    row = await session.execute(
        select(team.c.id.label("team_id"), team.c.name, *of_team, *of_organisation)
        .join(organisation)
        .where(team.c.id == team_id)
    )
    return TeamSettings(**row.mappings().one())


async def change(session: AsyncConnection, asker: Person, team_id: int, **changed: Any) -> TeamSettings:
    """Settings as they are after the change; LookupError for anybody but a coordinator of this team."""
    coordinated(asker, team_id)
    new = replace(await settings(session, asker, team_id), **changed)
    for name, value in changed.items():
        if name in _OF_TEAM:
            await session.execute(update(team).where(team.c.id == team_id).values({name: value}))
        else:
            owner = select(team.c.organisation_id).where(team.c.id == team_id).scalar_subquery()
            await session.execute(
                update(organisation).where(organisation.c.id == owner).values({name: value})
            )
    return new


async def members(session: AsyncConnection, asker: Person, team_id: int) -> list[Member]:
    """Everybody in a team that the asker coordinates, by name; LookupError for any other team."""
    coordinated(asker, team_id)
    rows = await session.execute(
        select(
            membership.c.id, membership.c.role, membership.c.person_id, person.c.name, person.c.counts_hours
        )
        .join(person, person.c.id == membership.c.person_id)
        .where(membership.c.team_id == team_id)
        .order_by(person.c.name, membership.c.id)
    )
    return [Member(row.id, row.person_id, row.name, Role(row.role), row.counts_hours) for row in rows]


async def unreachable(session: AsyncConnection, asker: Person, team_id: int) -> list[tuple[int, str]]:
    """Those in a team that she coordinates to whom the bot cannot write unasked, by id and name."""
    coordinated(asker, team_id)
    rows = await session.execute(
        select(person.c.id, person.c.name)
        .where(person.c.id.in_(select(membership.c.person_id).where(membership.c.team_id == team_id)))
        .where(~people.reached())
        .order_by(person.c.name, person.c.id)
    )
    return [(row.id, row.name) for row in rows]


async def of_organisation(session: AsyncConnection, asker: Person, team_id: int) -> list[int]:
    """Everybody in any team of the organisation of a team that she coordinates, by id."""
    coordinated(asker, team_id)
    owner = select(team.c.organisation_id).where(team.c.id == team_id).scalar_subquery()
    rows = await session.execute(
        select(membership.c.person_id)
        .join(team, team.c.id == membership.c.team_id)
        .where(team.c.organisation_id == owner)
        .distinct()
        .order_by(membership.c.person_id)
    )
    return [int(one) for one in rows.scalars()]


async def coordinators(session: AsyncConnection, team_id: int | None) -> list[int]:
    """Who coordinates this team, by id, those who came first in front; nobody for no team."""
    rows = await session.execute(
        select(membership.c.person_id)
        .where(membership.c.team_id == team_id, membership.c.role == Role.COORDINATOR.value)
        .order_by(membership.c.id)
    )
    return [int(one) for one in rows.scalars()]


def _own(asker: Person, team_id: int) -> None:
    if team_id not in {one.team_id for one in asker.memberships}:
        raise LookupError("no team of hers")


def coordinated(asker: Person, team_id: int) -> None:
    """LookupError for a team that she does not coordinate."""
    if team_id not in asker.coordinates:
        raise LookupError("no team that she coordinates")

"""Who can be asked for what, as she told it: written by her alone, read by the coordinators of that team."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.languages import LANGUAGES
from bot.model import Person, Role
from bot.rules.pool import NOTHING_TOLD, THEMES, Candidate, Gender, Profile, known
from storage import hours, people
from storage.tables import membership, person, profile
from storage.teams import coordinated


async def told(session: AsyncConnection, asker: Person, membership_id: int) -> Profile:
    """What she told of herself in one of her own teams; LookupError for any other."""
    _own(asker, membership_id)
    found = await session.execute(select(profile).where(profile.c.membership_id == membership_id))
    return _profile(found.mappings().one_or_none())


async def tell(
    session: AsyncConnection, asker: Person, membership_id: int, now: datetime, **changed: Any
) -> Profile:
    """What she told as it is after the change of these fields; LookupError as above."""
    new = replace(await told(session, asker, membership_id), **changed)
    if new == NOTHING_TOLD:
        await session.execute(delete(profile).where(profile.c.membership_id == membership_id))
        return new
    values = {
        "languages": " ".join(new.languages),
        "themes": " ".join(new.themes),
        "gender": new.gender.value if new.gender else None,
        "area": new.area,
        "changed_at": now,
    }
    made = upsert(profile).values(membership_id=membership_id, **values)
    await session.execute(made.on_conflict_do_update(index_elements=["membership_id"], set_=values))
    return new


def _profile(row: RowMapping | None) -> Profile:
    """What a list does not hold any more counts no longer."""
    if row is None or row["languages"] is None:
        return NOTHING_TOLD
    return Profile(
        known(row["languages"].split(), LANGUAGES),
        known(row["themes"].split(), THEMES),
        Gender(row["gender"]) if row["gender"] else None,
        row["area"],
    )


async def of_team(
    session: AsyncConnection, asker: Person, team_id: int, otherwise: ZoneInfo
) -> tuple[Candidate, ...]:
    """Every other key person of a team that she coordinates, by name; LookupError for any other team.

    `otherwise` is the zone of whoever chose none.
    """
    coordinated(asker, team_id)
    duties = await hours.duties(session, team_id, Role.KEY_PERSON, otherwise)
    rows = await session.execute(
        select(
            person.c.id,
            person.c.name,
            people.reached().label("reachable"),
            *(profile.c[name] for name in ("languages", "themes", "gender", "area")),
        )
        .join(membership, membership.c.person_id == person.c.id)
        .outerjoin(profile, profile.c.membership_id == membership.c.id)
        .where(membership.c.team_id == team_id, membership.c.role == Role.KEY_PERSON.value)
        .where(person.c.id != asker.id)
        .order_by(person.c.name, person.c.id)
    )
    return tuple(
        Candidate(row["id"], row["name"], duties[row["id"]], _profile(row), row["reachable"])
        for row in rows.mappings()
    )


def _own(asker: Person, membership_id: int) -> None:
    if membership_id not in {one.id for one in asker.teams_as(Role.KEY_PERSON)}:
        raise LookupError("no team in which she is a key person")

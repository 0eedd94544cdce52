"""The numbers that teams set for their safety cards, and which of the other numbers they checked.

The number of the region's doctor stands with the team itself (`team.doctor_phone`), since others read it too; here
stands only when it was checked. So it is with the numbers that come with the program.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person, Role
from bot.rules.safety import Reader, TeamNumber, TeamNumbers
from bot.safety import OUT_OF_HOURS
from storage.erasure import NOBODY
from storage.tables import membership_row, person, safety_number, team


async def readers(session: AsyncConnection, telegram_id: int | None = None) -> Mapping[int, Reader]:
    """What the safety cards need to know of everybody, or of one person, by Telegram's number.

    Whoever is paused keeps her teams' numbers; a phone that is lost shows none. Only whoever is in now, as a key person, can tell her coordinator.
    """
    asked: Select[Any] = (
        select(
            person.c.telegram_id, membership_row.c.team_id, membership_row.c.role, membership_row.c.paused_at
        )
        .select_from(person.outerjoin(membership_row))
        .where(membership_row.c.left_at.is_(None), person.c.telegram_id != NOBODY)
        .where(person.c.phone_lost_at.is_(None))
        .order_by(membership_row.c.id)
    )
    if telegram_id is not None:
        asked = asked.where(person.c.telegram_id == telegram_id)
    numbers = await everything(session)
    found = {} if telegram_id is None else {telegram_id: Reader()}
    for row in await session.execute(asked):
        before = found.setdefault(row.telegram_id, Reader())
        tells = row.role == Role.KEY_PERSON.value and row.paused_at is None
        more = () if row.team_id is None or numbers[row.team_id] in before.teams else (numbers[row.team_id],)
        found[row.telegram_id] = Reader((*before.teams, *more), before.may_tell or tells)
    return found


async def everything(session: AsyncConnection) -> dict[int, TeamNumbers]:
    """What every team set, by the team's id and in its order."""
    of: defaultdict[int, dict[str, TeamNumber]] = defaultdict(dict)
    for row in await session.execute(select(safety_number)):
        of[row.team_id][row.service] = _number(row)
    teams = await session.execute(select(team.c.id, team.c.name, team.c.doctor_phone).order_by(team.c.id))
    return {
        row.id: TeamNumbers(row.id, row.name, _with_doctor(of[row.id], row.doctor_phone)) for row in teams
    }


def _with_doctor(numbers: Mapping[str, TeamNumber], phone: str | None) -> dict[str, TeamNumber]:
    """One that was set before anybody kept when it was checked has no day, which counts as long ago."""
    checked = numbers.get(OUT_OF_HOURS, TeamNumber(OUT_OF_HOURS, "", date.min))
    others = {name: one for name, one in numbers.items() if name != OUT_OF_HOURS}
    return {**others, OUT_OF_HOURS: replace(checked, phone=phone)} if phone else others


async def of_team(session: AsyncConnection, asker: Person, team_id: int) -> TeamNumbers:
    """What a team that she coordinates set; LookupError for any other team."""
    _coordinated(asker, team_id)
    return (await everything(session))[team_id]


async def put(session: AsyncConnection, asker: Person, team_id: int, new: TeamNumber) -> None:
    """A number of a team that she coordinates is this one from now on."""
    _coordinated(asker, team_id)
    phone = "" if new.service == OUT_OF_HOURS else new.phone
    values = {"name": new.name, "phone": phone, "source": new.source, "checked_on": new.checked_on}
    made = upsert(safety_number).values(team_id=team_id, service=new.service, **values)
    await session.execute(made.on_conflict_do_update(index_elements=["team_id", "service"], set_=values))
    if new.service == OUT_OF_HOURS:
        await session.execute(update(team).where(team.c.id == team_id).values(doctor_phone=new.phone))


async def remove(session: AsyncConnection, asker: Person, team_id: int, service: str) -> None:
    _coordinated(asker, team_id)
    hers = (safety_number.c.team_id == team_id, safety_number.c.service == service)
    await session.execute(delete(safety_number).where(*hers))
    if service == OUT_OF_HOURS:
        await session.execute(update(team).where(team.c.id == team_id).values(doctor_phone=None))


def _number(row: Row[Any]) -> TeamNumber:
    return TeamNumber(row.service, row.phone, row.checked_on, row.name, row.source)


def _coordinated(asker: Person, team_id: int) -> None:
    if team_id not in {one.team_id for one in asker.teams_as(Role.COORDINATOR)}:
        raise LookupError("no team that she coordinates")

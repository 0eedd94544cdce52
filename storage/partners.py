"""The directory of services of each team. Every query that a person can reach takes the asker."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person
from bot.rules.directory import TEMPLATE, Partner, key_of
from storage.tables import partner, team
from storage.teams import coordinated

_BETWEEN: Final = ","


@dataclass(frozen=True)
class Entry:
    """A partner with its number and that of its team."""

    id: int
    team_id: int
    partner: Partner


@dataclass(frozen=True)
class Taken:
    """What became of the rows of a file; `kept` are those that say something older than what is there."""

    new: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0


async def of_team(session: AsyncConnection, asker: Person, team_id: int) -> list[Entry]:
    """The directory of a team of hers, by name; nothing of any other team."""
    theirs = (partner.c.team_id == team_id, partner.c.team_id.in_(_hers(asker)))
    return await _load(session, *theirs, partner.c.removed_at.is_(None))


async def seen_by(session: AsyncConnection, asker: Person, partner_id: int) -> Entry | None:
    """An entry of a team of hers; None for any other, and for what was removed."""
    one = (partner.c.id == partner_id, partner.c.team_id.in_(_hers(asker)))
    found = await _load(session, *one, partner.c.removed_at.is_(None))
    return found[0] if found else None


async def add(session: AsyncConnection, asker: Person, team_id: int, new: Partner) -> int:
    """Its number. An entry of the same name and category becomes this one, where it was removed or not."""
    coordinated(asker, team_id)
    known = await _known(session, team_id, key_of(new))
    if known is None:
        values = {"team_id": team_id, **_columns(new)}
        made = await session.execute(insert(partner).values(values).returning(partner.c.id))
        return int(made.scalar_one())
    number = int(known.id)
    await _write(session, number, new)
    return number


async def change(session: AsyncConnection, asker: Person, partner_id: int, **fields: Any) -> Entry:
    """The entry as it is now; LookupError for one that she may not change, and for a name that another one has."""
    before = await seen_by(session, asker, partner_id)
    if before is None:
        raise LookupError("no entry of hers")
    coordinated(asker, before.team_id)
    after = replace(before.partner, **fields)
    twin = await _known(session, before.team_id, key_of(after))
    if twin is not None and twin.id != partner_id:
        if twin.removed_at is None:
            raise LookupError("the name of another entry")
        await _step_aside(session, twin)
    await _write(session, partner_id, after)
    return replace(before, partner=after)


async def remove(session: AsyncConnection, asker: Person, partner_id: int, now: datetime) -> None:
    """It is shown no more; contacts that were referred there keep it. Nothing for one that she may not change."""
    hers = partner.c.team_id.in_(asker.coordinates)
    mine = (partner.c.id == partner_id, hers, partner.c.removed_at.is_(None))
    await session.execute(update(partner).where(*mine).values(removed_at=now))


async def take_in(
    session: AsyncConnection, asker: Person, team_id: int, rows: Iterable[Partner], columns: Collection[str]
) -> Taken:
    """Each row becomes an entry or changes the one that it is; of that only these columns. None is removed.

    What was checked since the file was made stays as it is, and checked.
    """
    coordinated(asker, team_id)
    known = {key_of(one.partner): one for one in await of_team(session, asker, team_id)}
    fresh: list[Partner] = []
    changed = same = kept = 0
    for row in rows:
        old = known.get(key_of(row))
        if old is None:
            fresh.append(row)
            continue
        after = replace(old.partner, **{name: getattr(row, name) for name in TEMPLATE if name in columns})
        after = replace(after, checked_on=_later(old.partner.checked_on, after.checked_on))
        if after == old.partner:
            same += 1
        elif row.checked_on and after.checked_on != row.checked_on:
            kept += 1
        else:
            await _write(session, old.id, after)
            changed += 1
    await _add_all(session, team_id, fresh, await _removed(session, team_id))
    return Taken(len(fresh), changed, same, kept)


def _later(one: date | None, other: date | None) -> date | None:
    return max(filter(None, (one, other)), default=None)


async def _add_all(
    session: AsyncConnection, team_id: int, fresh: Iterable[Partner], gone: Mapping[tuple[str, str], int]
) -> None:
    rows = []
    for one in fresh:
        if key_of(one) in gone:
            await _write(session, gone[key_of(one)], one)
        else:
            rows.append({"team_id": team_id, **_columns(one)})
    if rows:
        await session.execute(insert(partner), rows)


async def _removed(session: AsyncConnection, team_id: int) -> Mapping[tuple[str, str], int]:
    """What was removed and still has its place, by key."""
    theirs = (partner.c.team_id == team_id, partner.c.removed_at.is_not(None))
    rows = await session.execute(select(partner.c.category, partner.c.name_key, partner.c.id).where(*theirs))
    return {(row.category, row.name_key): row.id for row in rows}


async def unchecked(session: AsyncConnection, team_id: int, before: date) -> list[Entry]:
    """For the jobs: what was last checked before this day or never, the longest ago first."""
    old = or_(partner.c.checked_on.is_(None), partner.c.checked_on < before)
    found = await _load(session, partner.c.team_id == team_id, old, partner.c.removed_at.is_(None))
    return sorted(found, key=lambda one: (one.partner.checked_on or date.min, one.id))


async def teams_with_unchecked(session: AsyncConnection, before: date) -> list[int]:
    """For the jobs: every team whose directory holds something that `unchecked` gives."""
    old = or_(partner.c.checked_on.is_(None), partner.c.checked_on < before)
    rows = await session.execute(
        select(team.c.id)
        .where(team.c.id.in_(select(partner.c.team_id).where(old, partner.c.removed_at.is_(None))))
        .order_by(team.c.id)
    )
    return [int(one) for one in rows.scalars()]


async def _load(session: AsyncConnection, *where: Any) -> list[Entry]:
    rows = await session.execute(select(partner).where(*where).order_by(partner.c.name_key, partner.c.id))
    return [_entry(row) for row in rows]


async def _known(
    session: AsyncConnection, team_id: int, key: tuple[str, str]
) -> Row[*tuple[Any, ...]] | None:
    """The entry of this team with this key, removed or not."""
    category, name_key = key
    same = (partner.c.category == category, partner.c.name_key == name_key)
    return (await session.execute(select(partner).where(partner.c.team_id == team_id, *same))).first()


async def _step_aside(session: AsyncConnection, removed: Row[*tuple[Any, ...]]) -> None:
    """A removed entry gives its place to another one; its name stays readable."""
    key = f"{removed.name_key} {removed.id}"
    await session.execute(update(partner).where(partner.c.id == removed.id).values(name_key=key))


async def _write(session: AsyncConnection, partner_id: int, one: Partner) -> None:
    values = {**_columns(one), "removed_at": None}
    await session.execute(update(partner).where(partner.c.id == partner_id).values(values))


def _columns(one: Partner) -> dict[str, Any]:
    return {name: getattr(one, name) for name in TEMPLATE} | {
        "name_key": key_of(one)[1],
        "languages": _BETWEEN.join(one.languages),
        "working_days": "".join(map(str, one.working_days)),
    }


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    kept = {name: getattr(row, name) for name in TEMPLATE} | {
        "languages": tuple(filter(None, row.languages.split(_BETWEEN))),
        "working_days": tuple(map(int, row.working_days)),
    }
    return Entry(row.id, row.team_id, Partner(**kept))


def _hers(asker: Person) -> list[int]:
    return [one.team_id for one in asker.memberships]

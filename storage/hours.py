"""When people can be reached: arranged hours, quiet hours, and whatever else the gate asks about."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, case, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Role
from bot.rules.gate import Reach
from bot.rules.holidays import HolidayRules, Liberation
from bot.rules.hours import Arrangement, Contract, Duty, Kind, Window
from bot.rules.light_days import Calendar
from bot.rules.quiet import Quiet, widened
from storage.tables import arrangement, draft, membership, organisation, person, team

PROPOSED, AGREED, DECLINED, WITHDRAWN = "proposed", "agreed", "declined", "withdrawn"


@dataclass(frozen=True)
class Entry:
    """An arrangement as it stands in the history of a membership."""

    id: int
    membership_id: int
    state: str
    proposed_by: int
    proposed_at: datetime
    answered_at: datetime | None
    arrangement: Arrangement


async def reach(session: AsyncConnection, person_id: int, otherwise: ZoneInfo) -> Reach:
    """When this person can be reached; `otherwise` is the zone of whoever chose none. LookupError for nobody."""
    rows = (await session.execute(_WITH_TEAMS.where(person.c.id == person_id))).all()
    if not rows:
        raise LookupError("nobody has this number")
    zone = ZoneInfo(rows[0].zone) if rows[0].zone else otherwise
    made = await _agreed(session, [row.membership_id for row in rows])
    duties: defaultdict[int, tuple[Duty, ...]] = defaultdict(tuple)
    for row in rows:
        if row.membership_id is not None:
            duties[row.team_id] += (Duty(zone, made[row.membership_id], _holidays([row])),)
    touched = select(func.max(draft.c.touched_at)).where(draft.c.person_id == person_id)
    away = (rows[0].away_until, await session.scalar(touched), rows[0].away_since)
    objected = rows[0].objected_at is not None
    return Reach(zone, _quiet(rows), _holidays(rows), dict(duties), *away, objected=objected)


_WITH_TEAMS = (
    select(
        person,
        membership.c.id.label("membership_id"),
        membership.c.team_id,
        organisation.c.good_friday,
        organisation.c.liberation,
        organisation.c.quiet_start.label("least_start"),
        organisation.c.quiet_end.label("least_end"),
    )
    .select_from(person.outerjoin(membership).outerjoin(team).outerjoin(organisation))
    .order_by(membership.c.id)
)


async def duties(
    session: AsyncConnection, team_id: int, role: Role, otherwise: ZoneInfo
) -> Mapping[int, Duty]:
    """When everybody who has this role in the team is on duty, by the id of the person."""
    in_it = (membership.c.team_id == team_id, membership.c.role == role.value)
    rows = (await session.execute(_WITH_TEAMS.where(*in_it))).all()
    made = await _agreed(session, [row.membership_id for row in rows])
    zones = {row.id: ZoneInfo(row.zone) if row.zone else otherwise for row in rows}
    return {row.id: Duty(zones[row.id], made[row.membership_id], _holidays([row])) for row in rows}


def _holidays(rows: Sequence[Row[Any]]) -> HolidayRules:
    """A day that is free in one of her organisations is quiet for her."""
    chosen = {Liberation(row.liberation) for row in rows if row.liberation}
    order = (Liberation.ALWAYS, Liberation.LUSTRUM, Liberation.NEVER)
    liberation = next((one for one in order if one in chosen), Liberation.LUSTRUM)
    return HolidayRules(any(row.good_friday for row in rows), liberation)


def _quiet(rows: Sequence[Row[Any]]) -> Quiet:
    """Her own quiet hours, never less than what her organisations ask for by now."""
    mine, least = rows[0], least_quiet(rows)
    own = Quiet(
        least.start if mine.quiet_start is None else mine.quiet_start,
        least.end if mine.quiet_end is None else mine.quiet_end,
        frozenset(int(one) for one in mine.quiet_weekdays),
        frozenset(Calendar(one) for one in mine.light_days.split()),
    )
    return widened(own, least)


def least_quiet(rows: Iterable[Row[Any]]) -> Quiet:
    asked = [Quiet(row.least_start, row.least_end) for row in rows if row.least_start is not None]
    return reduce(widened, asked) if asked else Quiet()


async def least(session: AsyncConnection, person_id: int) -> Quiet:
    """What is quiet for her at the least, by her organisations."""
    rows = await session.execute(_WITH_TEAMS.where(person.c.id == person_id))
    return least_quiet(rows.all())


async def set_quiet(session: AsyncConnection, person_id: int, quiet: Quiet) -> None:
    values = {"quiet_start": quiet.start, "quiet_end": quiet.end}
    await session.execute(update(person).where(person.c.id == person_id).values(values))
    await set_quiet_days(session, person_id, quiet)


async def set_quiet_days(session: AsyncConnection, person_id: int, quiet: Quiet) -> None:
    """Her quiet weekdays and light days; the night stays what it was."""
    values = {
        "quiet_weekdays": "".join(str(one) for one in sorted(quiet.weekdays)),
        "light_days": " ".join(sorted(quiet.light)),
    }
    await session.execute(update(person).where(person.c.id == person_id).values(values))


async def follow_least(session: AsyncConnection, person_id: int) -> None:
    """Her night is the one her organisations ask for, whatever that becomes."""
    values = {"quiet_start": None, "quiet_end": None}
    await session.execute(update(person).where(person.c.id == person_id).values(values))


async def set_zone(session: AsyncConnection, person_id: int, zone: str) -> None:
    await session.execute(update(person).where(person.c.id == person_id).values(zone=zone))


async def set_away(session: AsyncConnection, person_id: int, until: datetime | None, now: datetime) -> None:
    """Not to be disturbed from now on; None is back. Whoever stays away longer is so since she went."""
    still = case((person.c.away_until > now, func.coalesce(person.c.away_since, now)), else_=now)
    values = {"away_until": until, "away_since": still if until else None}
    await session.execute(update(person).where(person.c.id == person_id).values(values))


async def _agreed(
    session: AsyncConnection, memberships: Sequence[int | None]
) -> defaultdict[int, tuple[Arrangement, ...]]:
    rows = await session.execute(
        select(arrangement)
        .where(arrangement.c.membership_id.in_([one for one in memberships if one]))
        .where(arrangement.c.state == AGREED)
        .order_by(arrangement.c.id)
    )
    made: defaultdict[int, tuple[Arrangement, ...]] = defaultdict(tuple)
    for row in rows:
        made[row.membership_id] += (_arrangement(row),)
    return made


async def propose(
    session: AsyncConnection, membership_id: int, new: Arrangement, by: int, now: datetime, *, agreed: bool
) -> int:
    """Store what is proposed, or `agreed` at once; an open proposal of the same kind is withdrawn by it."""
    open_ = (arrangement.c.membership_id == membership_id, arrangement.c.state == PROPOSED)
    same = (arrangement.c.kind == new.kind.value, arrangement.c.first_day == new.first)
    replaced = (*open_, arrangement.c.kind == new.kind.value) if new.kind is Kind.HOURS else (*open_, *same)
    await session.execute(update(arrangement).where(*replaced).values(state=WITHDRAWN, answered_at=now))
    values = {
        "membership_id": membership_id,
        "kind": new.kind.value,
        "state": AGREED if agreed else PROPOSED,
        "first_day": new.first,
        "last_day": new.last,
        "start": new.start,
        "end": new.end,
        "windows": json.dumps([astuple(one) for one in new.windows]),
        "contract": new.contract.value if new.contract else None,
        "weekly_minutes": new.weekly_minutes,
        "proposed_by": by,
        "proposed_at": now,
        "answered_at": now if agreed else None,
    }
    made = await session.execute(insert(arrangement).values(values).returning(arrangement.c.id))
    return int(made.scalar_one())


async def answer(
    session: AsyncConnection, person_id: int, entry_id: int, state: str, now: datetime, today: date
) -> Entry | None:
    """Her own yes or no to an open proposal; None where there is none of hers to answer (any more).

    Weekly hours answered late hold from today: nothing holds backwards.
    """
    hers = select(membership.c.id).where(membership.c.person_id == person_id)
    weekly = arrangement.c.kind == Kind.HOURS.value
    begins = case((weekly & (arrangement.c.first_day < today), today), else_=arrangement.c.first_day)
    done = await session.execute(
        update(arrangement)
        .where(arrangement.c.id == entry_id, arrangement.c.state == PROPOSED)
        .where(arrangement.c.membership_id.in_(hers))
        .values(state=state, answered_at=now, first_day=begins)
        .returning(arrangement)
    )
    row = done.one_or_none()
    return _entry(row) if row else None


async def withdraw(session: AsyncConnection, membership_id: int, entry_id: int, now: datetime) -> None:
    """An arrangement of this membership holds no more."""
    mine = (arrangement.c.membership_id == membership_id, arrangement.c.id == entry_id)
    await session.execute(update(arrangement).where(*mine).values(state=WITHDRAWN, answered_at=now))


async def history(session: AsyncConnection, membership_id: int) -> list[Entry]:
    """Everything that was ever proposed for this membership, the newest first."""
    rows = await session.execute(
        select(arrangement)
        .where(arrangement.c.membership_id == membership_id)
        .order_by(arrangement.c.id.desc())
    )
    return [_entry(row) for row in rows]


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        row.id,
        row.membership_id,
        row.state,
        row.proposed_by,
        row.proposed_at,
        row.answered_at,
        _arrangement(row),
    )


def _arrangement(row: Row[Any]) -> Arrangement:
    return Arrangement(
        Kind(row.kind),
        row.first_day,
        row.last_day,
        row.start,
        row.end,
        tuple(Window(*one) for one in json.loads(row.windows)),
        Contract(row.contract) if row.contract else None,
        row.weekly_minutes,
    )

"""All that a report on a team is made of; only for whoever coordinates it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person
from bot.rules.report_days import Days
from bot.rules.report_model import Facts, Part
from bot.rules.supervision_figures import Held, figures
from bot.supervision import MeetingKind, MeetingState
from storage import figures as counted
from storage import goals, referrals, series
from storage.tables import organisation, team


async def facts(
    session: AsyncConnection,
    asker: Person,
    team_id: int,
    days: Days,
    now: datetime,
    zone: ZoneInfo,
    *,
    beside_quarters: bool = False,
) -> Facts:
    """What happened in these days, which are days in her zone; LookupError for a team that is not hers.

    With `beside_quarters` also what is told in the reports of the quarters of a year, and of the year before.
    """
    of_team, before = (session, asker, team_id), days.before
    held = await sessions(*of_team, days.first, days.last, now, zone)
    done = await counted.of_team(*of_team, days.first, days.last)
    names = select(team.c.name, organisation.c.name.label("owner")).join(organisation)
    named = (await session.execute(names.where(team.c.id == team_id))).one()
    both = (days, before) if beside_quarters else ()
    parts = [[await _part(*of_team, one, now, zone) for one in each.quarters] for each in both]
    return Facts(
        named.name,
        named.owner,
        days,
        now.astimezone(zone).date(),
        done,
        await counted.of_team(*of_team, before.first, before.last),
        await referrals.outcomes(*of_team, days.first, days.last),
        figures(held),
        _people(held),
        await goals.of_team(*of_team),
        *map(tuple, parts),
    )


async def _part(
    session: AsyncConnection, asker: Person, team_id: int, days: Days, now: datetime, zone: ZoneInfo
) -> Part:
    of_team = (session, asker, team_id, days.first, days.last)
    return Part(
        await counted.of_team(*of_team),
        await referrals.outcomes(*of_team),
        _people(await sessions(*of_team, now, zone)),
    )


def _people(held: Sequence[Held]) -> int:
    return len({person for one in held for person in one.people})


async def sessions(
    session: AsyncConnection,
    asker: Person,
    team_id: int,
    first: date,
    last: date,
    now: datetime,
    zone: ZoneInfo,
) -> list[Held]:
    """The sessions of these days that have begun; none of a team that is not hers."""
    since = datetime.combine(first, time(), zone)
    until = min(datetime.combine(last + timedelta(days=1), time(), zone), now)
    rows = await series.outcomes(session, asker, team_id, since, until)
    return held(rows, zone)


def held(rows: Sequence[Any], zone: ZoneInfo) -> list[Held]:
    """The sessions of rows of `series.outcomes`."""
    return [_held(list(guests), zone) for _, guests in groupby(rows, key=lambda one: one.id)]


def _held(guests: Sequence[Any], zone: ZoneInfo) -> Held:
    """Who came, or of a session that was not held, who was expected."""
    one, state = guests[0], MeetingState(guests[0].state)
    known = [each for each in guests if each.person_id is not None]
    there = tuple(each.person_id for each in known if each.came or state is not MeetingState.HELD)
    day = one.starts_at.astimezone(zone).date()
    return Held(MeetingKind(one.kind), state, day, one.minutes_held, there)

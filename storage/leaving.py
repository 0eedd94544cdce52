"""What ends with somebody's place in a team, and what goes along to another one."""

from datetime import datetime

from sqlalchemy import ColumnElement, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Role
from storage import digests, notices
from storage.hours import AGREED, PROPOSED, WITHDRAWN
from storage.requests import State
from storage.roster import Seat
from storage.tables import (
    alarm,
    arrangement,
    digest,
    guide,
    membership_row,
    note,
    notice,
    on_call,
    profile,
    request,
    rhythm,
)


async def end(session: AsyncConnection, one: Seat, now: datetime) -> None:
    """What was agreed with her or open between her and the team; whoever comes back begins anew."""
    hours = (arrangement.c.membership_id == one.membership_id, arrangement.c.state.in_((PROPOSED, AGREED)))
    ended = {"state": WITHDRAWN, "answered_at": now}
    await session.execute(update(arrangement).where(*hours).values(ended))
    for table in (rhythm, guide, profile):
        await session.execute(delete(table).where(table.c.membership_id == one.membership_id))
    await (_end_logging if one.role is Role.KEY_PERSON else _end_guiding)(session, one, now)


async def _end_logging(session: AsyncConnection, one: Seat, now: datetime) -> None:
    """What she noted and did not finish, what she was asked for, and the question whether somebody has called her.

    The time of a request is over, so that whoever asked hears that it has ended.
    """
    await session.execute(delete(note).where(*_of(note, one)))
    waits = (*_of(request, one), request.c.state == State.WAITING.value)
    await session.execute(update(request).where(*waits).values(expires_at=now))
    open_ = (*_of(alarm, one), alarm.c.closed_at.is_(None))
    await session.execute(update(alarm).where(*open_).values(closed_at=now, ask_at=None))


async def _end_guiding(session: AsyncConnection, one: Seat, now: datetime) -> None:
    """She is on call no more; whoever comes back is told of no week that she was not there."""
    agreed = (*_of(on_call, one), on_call.c.ended_at.is_(None))
    await session.execute(update(on_call).where(*agreed).values(ended_at=now))
    of_team = digest.c.kind.in_((digests.TEAM, digests.BEGAN))
    await session.execute(delete(digest).where(*_of(digest, one), of_team))


def _of(table: Table, one: Seat) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.person_id == one.person_id, table.c.team_id == one.team_id


async def drop_what_waits(session: AsyncConnection, now: datetime) -> None:
    """For the job: from a team that somebody has left it would wait for ever. Nobody is told that it was not said."""
    place = (membership_row.c.person_id == notice.c.person_id, membership_row.c.team_id == notice.c.team_id)
    still_in = select(membership_row.c.id).where(*place, membership_row.c.left_at.is_(None)).exists()
    waits = (notice.c.state == notices.State.HELD.value, notice.c.team_id.is_not(None))
    found = await session.execute(select(notice.c.id).where(*waits, ~still_in))
    await notices.settle(session, list(found.scalars()), notices.State.EXPIRED, now)


async def take_along(session: AsyncConnection, one: Seat, new: int, team_id: int, now: datetime) -> None:
    """The hours that both agreed on must not become other hours because she works in another team.

    What she noted and has still to finish is not lost: it becomes a contact of the new team.
    """
    old = one.membership_id
    if one.role is Role.KEY_PERSON:
        await session.execute(update(note).where(*_of(note, one)).values(team_id=team_id))
    agreed = (arrangement.c.membership_id == old, arrangement.c.state == AGREED)
    await session.execute(update(arrangement).where(*agreed).values(membership_id=new))
    # The talks of the old team stay there, so that here the rhythm begins anew.
    anew = {rhythm: {"since": now.date(), "look_at": now}, profile: {}}
    for table, values in anew.items():
        await session.execute(delete(table).where(table.c.membership_id == new))
        mine = update(table).where(table.c.membership_id == old)
        await session.execute(mine.values(membership_id=new, **values))

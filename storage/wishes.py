"""What key persons wanted of a coordinator who cannot hear it any more: it goes to whoever guides them now."""

from datetime import datetime
from typing import Final

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Membership, Role
from storage import guides
from storage.notices import State
from storage.roster import Seat
from storage.tables import membership_row, notice

# How the keys of such notices begin. An alert is for whoever is on call, and for nobody else.
WISHES: Final = ("alarm.told:", "alarm.again:", "question:", "talk:", "talk.asked:")
# The keys that end with whoever hears it.
_ENDS_WITH_HEARER: Final = ("alarm.told:", "alarm.again:", "talk:")


async def pass_on(session: AsyncConnection, one: Seat, now: datetime) -> None:
    """What is held for her in this team, once she gives access no more; where nobody else guides it stays with her."""
    wished = or_(*(notice.c.key.startswith(beginning) for beginning in WISHES))
    held = (notice.c.person_id == one.person_id, notice.c.team_id == one.team_id)
    waits = select(notice.c.id, notice.c.key, notice.c.asked_by).where(
        *held, wished, notice.c.state == State.HELD.value
    )
    for row in (await session.execute(waits)).all():
        to = await _guide(session, one, row.asked_by)
        if to is not None:
            await _give(session, row.id, _key(row.key, to), to, now)


async def _guide(session: AsyncConnection, one: Seat, asked_by: int) -> int | None:
    place = (membership_row.c.team_id == one.team_id, membership_row.c.role == Role.KEY_PERSON.value)
    number = await session.scalar(
        select(membership_row.c.id).where(*place, membership_row.c.person_id == asked_by)
    )
    hers = Membership(one.team_id, one.team, Role.KEY_PERSON, number or 0)
    return (await guides.of(session, hers, asked_by)).coordinator


def _key(key: str, to: int) -> str:
    return f"{key.rpartition(':')[0]}:{to}" if key.startswith(_ENDS_WITH_HEARER) else key


async def _give(session: AsyncConnection, number: int, key: str, to: int, now: datetime) -> None:
    """Once, where both of them were to hear it."""
    mine = notice.c.id == number
    taken = select(notice.c.id).where(notice.c.key == key, ~mine)
    if await session.scalar(taken) is not None:
        await session.execute(delete(notice).where(mine))
    else:
        await session.execute(update(notice).where(mine).values(person_id=to, key=key, look_at=now))

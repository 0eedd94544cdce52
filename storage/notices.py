"""What the bot has to say on its own initiative: held until the gate lets it through, said at most once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Row, and_, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person, Role
from bot.screen import Screen
from storage import reminders
from storage.tables import notice, person


class State(StrEnum):
    """A notice is held, then being sent; UNKNOWN is where a crash or a lost answer leaves open whether it arrived."""

    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    DEAD = "dead"


# What could not be said for so long is of no use to anybody any more, unless it ends sooner.
MOST_HELD: Final = timedelta(days=90)
_NOT_FOR_SURE = (State.UNKNOWN.value, State.EXPIRED.value, State.DEAD.value)


@dataclass(frozen=True)
class Notice:
    """One thing to say to one person; `asked_by` is whoever wants to know when it could not be said."""

    id: int
    person_id: int
    team_id: int | None
    asked_by: int | None
    key: str
    content: str
    created_at: datetime
    expires_at: datetime | None
    look_at: datetime
    reason: str | None

    @property
    def screen(self) -> Screen:
        """ValidationError for what a program of another day wrote: only whoever says it has to read it."""
        return Screen.model_validate_json(self.content)

    def is_readable(self) -> bool:
        try:
            return bool(self.screen)
        except ValueError:
            return False


async def put(
    session: AsyncConnection,
    person_id: int,
    team_id: int | None,
    key: str,
    screen: Screen,
    now: datetime,
    *,
    asked_by: int | None = None,
    expires_at: datetime | None = None,
) -> bool:
    """Store something to say. What has a key that was used before is not stored again: False."""
    values = {"person_id": person_id, "team_id": team_id, "asked_by": asked_by, "key": key}
    times = {"created_at": now, "look_at": now, "expires_at": expires_at or now + MOST_HELD}
    made = upsert(notice).values(**values, **times, content=screen.model_dump_json(), state=State.HELD.value)
    done = await session.execute(made.on_conflict_do_nothing(index_elements=["key"]).returning(notice.c.id))
    return done.scalar_one_or_none() is not None


async def was_put(session: AsyncConnection, key: str) -> bool:
    """Whether something was stored under this key, whatever became of it."""
    return await session.scalar(select(notice.c.id).where(notice.c.key == key)) is not None


async def recall(session: AsyncConnection, key: str) -> bool:
    """What waits under this key is not said any more; False where it was said already, or never stored."""
    waits = (notice.c.key == key, notice.c.state == State.HELD.value)
    done = await session.execute(delete(notice).where(*waits).returning(notice.c.id))
    return done.scalar_one_or_none() is not None


async def recall_all(session: AsyncConnection, beginning: str) -> list[str]:
    """What waits under a key that begins so is not said any more; these keys, the oldest first."""
    waits = (notice.c.key.startswith(beginning, autoescape=True), notice.c.state == State.HELD.value)
    found = select(notice.c.key).where(*waits).order_by(notice.c.created_at, notice.c.id)
    keys = [str(one) for one in (await session.execute(found)).scalars()]
    await session.execute(delete(notice).where(*waits))
    return keys


async def recall_of(session: AsyncConnection, person_id: int, teams: Collection[int | None]) -> list[str]:
    """What waits for this person from these teams, None for none of them, is not said any more; these keys."""
    of_teams = or_(*(notice.c.team_id.is_not_distinct_from(one) for one in teams))
    waits = (notice.c.person_id == person_id, notice.c.state == State.HELD.value)
    taken = await session.execute(delete(notice).where(*waits, of_teams).returning(notice.c.key))
    return [str(one) for one in taken.scalars()]


async def put_since(session: AsyncConnection, beginning: str, moment: datetime) -> bool:
    """Whether something was stored after this moment under a key that begins so."""
    alike = (notice.c.key.startswith(beginning, autoescape=True), notice.c.created_at > moment)
    return await session.scalar(select(notice.c.id).where(*alike).limit(1)) is not None


async def count_since(session: AsyncConnection, beginning: str, moment: datetime) -> int:
    """How many were stored at this moment or later under a key that begins so, whatever became of them."""
    alike = (notice.c.key.startswith(beginning, autoescape=True), notice.c.created_at >= moment)
    return int(await session.scalar(select(func.count()).select_from(notice).where(*alike)) or 0)


async def stands(session: AsyncConnection, beginning: str) -> bool:
    """Whether something under a key that begins so was said, or still will be as far as anybody knows."""
    alike = (notice.c.key.startswith(beginning, autoescape=True), notice.c.state.not_in(_NOT_FOR_SURE))
    return await session.scalar(select(notice.c.id).where(*alike).limit(1)) is not None


async def in_doubt(session: AsyncConnection, beginning: str) -> int:
    """How many under a key that begins so surely or perhaps did not arrive."""
    alike = (notice.c.key.startswith(beginning, autoescape=True), notice.c.state.in_(_NOT_FOR_SURE))
    return int(await session.scalar(select(func.count()).select_from(notice).where(*alike)) or 0)


async def people_to_look_at(session: AsyncConnection, now: datetime) -> list[tuple[int, int]]:
    """Whoever has something to hear that may be due, with Telegram's number of them."""
    found = await session.execute(
        select(person.c.id, person.c.telegram_id)
        .join(notice, person.c.id == notice.c.person_id)
        .where(notice.c.state == State.HELD.value, notice.c.look_at <= now)
        .distinct()
        .order_by(person.c.id)
    )
    return [(row.id, row.telegram_id) for row in found]


async def held(session: AsyncConnection, person_id: int) -> list[Notice]:
    """Everything that waits for this person, the oldest first."""
    mine = (notice.c.person_id == person_id, notice.c.state == State.HELD.value)
    rows = await session.execute(select(notice).where(*mine).order_by(notice.c.created_at, notice.c.id))
    return [_notice(row) for row in rows]


async def expired(session: AsyncConnection, now: datetime, most: int = 100) -> list[Notice]:
    """What still waits although it has become pointless."""
    over = (notice.c.state == State.HELD.value, notice.c.expires_at <= now)
    rows = await session.execute(select(notice).where(*over).order_by(notice.c.id).limit(most))
    return [_notice(row) for row in rows]


async def hold(session: AsyncConnection, notice_id: int, look_at: datetime, reason: str) -> None:
    await session.execute(
        update(notice).where(notice.c.id == notice_id).values(look_at=look_at, reason=reason)
    )


async def look_anew(session: AsyncConnection, person_id: int, now: datetime) -> None:
    """Her hours have changed: whatever waits for her may be due earlier than was thought."""
    await try_again(session, person_id, now)
    await reminders.look_anew(session, person_id, now)


async def try_again(session: AsyncConnection, person_id: int, now: datetime) -> None:
    """She can be reached again: what waits for her goes out as soon as it may."""
    mine = (notice.c.person_id == person_id, notice.c.state == State.HELD.value)
    await session.execute(update(notice).where(*mine).values(look_at=now))


async def claim(session: AsyncConnection, ids: Collection[int]) -> None:
    """These are being sent: whatever happens now, nobody sends them again."""
    await session.execute(update(notice).where(notice.c.id.in_(ids)).values(state=State.SENDING.value))


async def give_back(session: AsyncConnection, ids: Collection[int], look_at: datetime) -> None:
    """They surely did not arrive, and are held as before."""
    await session.execute(
        update(notice).where(notice.c.id.in_(ids)).values(state=State.HELD.value, look_at=look_at)
    )


async def settle(session: AsyncConnection, ids: Collection[int], state: State, now: datetime) -> None:
    """This is how it ended; what was said is kept no longer."""
    ended = {"state": state.value, "settled_at": now, "content": None}
    await session.execute(update(notice).where(notice.c.id.in_(ids)).values(ended))


async def interrupted(session: AsyncConnection) -> list[Notice]:
    """After a start: what was being sent when the last run ended may have arrived or not."""
    rows = await session.execute(select(notice).where(notice.c.state == State.SENDING.value))
    return [_notice(row) for row in rows]


async def sending(session: AsyncConnection, ids: Collection[int]) -> list[Notice]:
    """Those of these that still are, as they are now: whoever it was for or from may have been erased meanwhile."""
    return [one for one in await interrupted(session) if one.id in ids]


async def last_said(session: AsyncConnection, person_id: int) -> Sequence[tuple[datetime, str | None]]:
    """What was said to her last, in one message: since when each waited, and why."""
    mine = (notice.c.person_id == person_id, notice.c.state == State.SENT.value)
    newest = select(notice.c.settled_at).where(*mine).order_by(notice.c.settled_at.desc()).limit(1)
    rows = await session.execute(
        select(notice.c.created_at, notice.c.reason)
        .where(*mine, notice.c.settled_at == newest.scalar_subquery())
        .order_by(notice.c.created_at, notice.c.id)
    )
    return [(row.created_at, row.reason) for row in rows]


async def lost(session: AsyncConnection, asker: Person, team_id: int, since: datetime) -> int:
    """How many messages of a team that she coordinates surely or perhaps did not arrive; 0 for any other team.

    What somebody asked for herself, such as a note, is hers alone and not counted.
    """
    hers = [one.team_id for one in asker.teams_as(Role.COORDINATOR)]
    counted = await session.scalar(
        select(func.count())
        .select_from(notice)
        .where(notice.c.team_id == team_id, notice.c.team_id.in_(hers))
        .where(notice.c.state.in_(_NOT_FOR_SURE), notice.c.settled_at >= since)
        .where(notice.c.asked_by.is_distinct_from(notice.c.person_id))
    )
    return int(counted or 0)


async def dropped(session: AsyncConnection, person_id: int) -> int:
    """How many were never said to her, because she wanted nothing to be said unasked."""
    mine = (notice.c.person_id == person_id, notice.c.state == State.EXPIRED.value)
    counted = select(func.count()).select_from(notice).where(*mine, notice.c.reason == "objected")
    return int(await session.scalar(counted) or 0)


async def forget_before(session: AsyncConnection, moment: datetime, due: datetime) -> None:
    """What ended before this moment is gone, keys included; that a talk is due only from before `due`.

    Until then it is not said again while it is.
    """
    says_due = or_(*(notice.c.key.startswith(f"supervision.{one}:") for one in ("due", "overdue")))
    old = or_(notice.c.settled_at < due, and_(notice.c.settled_at < moment, ~says_due))
    await session.execute(delete(notice).where(old))


def _notice(row: Row[*tuple[Any, ...]]) -> Notice:
    return Notice(
        row.id,
        row.person_id,
        row.team_id,
        row.asked_by,
        row.key,
        row.content,
        row.created_at,
        row.expires_at,
        row.look_at,
        row.reason,
    )

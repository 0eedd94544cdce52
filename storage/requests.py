"""What key persons were asked to help with. Every query takes whoever asks, and gives only what is hers to see."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person, Role
from storage.tables import membership, request
from storage.teams import coordinated


class State(StrEnum):
    """A request waits for her answer, or this became of it."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Request:
    """Whether somebody can help now. It holds no word about whom she would help."""

    id: int
    team_id: int
    person_id: int
    asked_by: int
    language: str | None
    theme: str | None
    asked_at: datetime
    expires_at: datetime
    state: State

    @property
    def key(self) -> str:
        """Of the notice by which she hears of it. A number can be given again."""
        return f"request:{self.id}:{self.asked_at.isoformat()}"


async def ask(session: AsyncConnection, asker: Person, new: Request) -> Request | None:
    """Store a request, whatever its number and state; None while one to this person waits already.

    LookupError for a team that she does not coordinate, and for whoever is no other key person of it.
    """
    coordinated(asker, new.team_id)
    theirs = (membership.c.team_id == new.team_id, membership.c.role == Role.KEY_PERSON.value)
    found = select(membership.c.id).where(*theirs, membership.c.person_id == new.person_id)
    if new.person_id == asker.id or await session.scalar(found) is None:
        raise LookupError("no other key person of this team")
    hers = (request.c.team_id == new.team_id, request.c.person_id == new.person_id)
    if await _one(session, *hers, *_waiting(new.asked_at)):
        return None
    values = {name: getattr(new, name) for name in _ASKED} | {"asked_by": asker.id}
    made = insert(request).values(**values, state=State.WAITING.value).returning(request.c.id)
    return replace(new, id=int((await session.execute(made)).scalar_one()), asked_by=asker.id)


async def open_in(
    session: AsyncConnection, asker: Person, team_id: int, now: datetime
) -> tuple[Request, ...]:
    """What waits for an answer in a team that she coordinates, the oldest first; LookupError for any other."""
    coordinated(asker, team_id)
    theirs = (request.c.team_id == team_id, *_waiting(now))
    rows = await session.execute(select(request).where(*theirs).order_by(request.c.id))
    return tuple(_request(row) for row in rows.mappings())


async def seen_by(session: AsyncConnection, asker: Person, request_id: int) -> Request | None:
    """A request of a team that she coordinates; None for any other."""
    hers = [one.team_id for one in asker.teams_as(Role.COORDINATOR)]
    return await _one(session, request.c.id == request_id, request.c.team_id.in_(hers))


async def asked_of(session: AsyncConnection, asked: Person, request_id: int) -> Request | None:
    """A request to her in a team in which she is a key person; None for anybody else's."""
    hers = [one.team_id for one in asked.teams_as(Role.KEY_PERSON)]
    mine = (request.c.person_id == asked.id, request.c.team_id.in_(hers))
    return await _one(session, request.c.id == request_id, *mine)


async def note_answer(
    session: AsyncConnection, asked: Person, request_id: int, state: State, now: datetime
) -> bool:
    """Her own yes or no; False where nothing of hers waits for it (any more)."""
    return await _settle(session, request_id, state, now, request.c.person_id == asked.id, *_waiting(now))


async def withdraw(session: AsyncConnection, asker: Person, request_id: int, now: datetime) -> bool:
    """She needs no answer any more; False where none waits in a team that she coordinates."""
    hers = [one.team_id for one in asker.teams_as(Role.COORDINATOR)]
    theirs = request.c.team_id.in_(hers)
    return await _settle(session, request_id, State.WITHDRAWN, now, theirs, *_waiting(now))


async def due(session: AsyncConnection, now: datetime) -> Request | None:
    """For the job: the oldest that nobody answered in time."""
    return await _one(session, request.c.state == State.WAITING.value, request.c.expires_at <= now)


async def expire(session: AsyncConnection, request_id: int, now: datetime) -> None:
    await _settle(session, request_id, State.EXPIRED, now, request.c.state == State.WAITING.value)


async def put_off(session: AsyncConnection, one: Request, until: datetime) -> None:
    """For the job: look at it again at that moment."""
    await session.execute(update(request).where(request.c.id == one.id).values(expires_at=until))


_ASKED: Final = ("team_id", "person_id", "language", "theme", "asked_at", "expires_at")


def _waiting(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return request.c.state == State.WAITING.value, request.c.expires_at > now


async def _settle(
    session: AsyncConnection, request_id: int, state: State, now: datetime, *where: ColumnElement[bool]
) -> bool:
    done = update(request).where(request.c.id == request_id, *where)
    ended = await session.execute(done.values(state=state.value, answered_at=now))
    return ended.rowcount == 1


async def _one(session: AsyncConnection, *where: ColumnElement[bool]) -> Request | None:
    found = await session.execute(select(request).where(*where).order_by(request.c.id).limit(1))
    row = found.mappings().one_or_none()
    return _request(row) if row else None


def _request(row: RowMapping) -> Request:
    named = {name: row[name] for name in ("id", "asked_by", *_ASKED)}
    return Request(**named, state=State(row["state"]))

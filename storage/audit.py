"""The audit trail: who did what with whose data, append-only, without any content.

Lines name people by a random reference that only their row of `person` resolves. Number and hash of the last line are
kept beside the lines, so that a number is never used twice and a missing end shows. Whoever has the key of the database
can write all of it anew; `sleutelbot check` prints the last hash, so that an organisation can note it elsewhere.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.audit_chain import End, Line, hash_of
from storage import erased
from storage.audit_chain import HEAD, head, keep, prune, verify
from storage.tables import audit, person

__all__ = [
    "PROGRAM",
    "Action",
    "forget_reference",
    "head",
    "looked",
    "new_reference",
    "prune",
    "reference",
    "verify",
    "write",
]

# Who acts where nobody does: the program itself, or somebody at its command line.
PROGRAM: Final = "program"
ONE_LOOK: Final = timedelta(minutes=15)


class Action(StrEnum):
    """What was done; at most 24 characters."""

    READ = "read"
    EXPORTED = "exported"
    EXPORTED_DIRECTORY = "exported_directory"
    REPORTED = "reported"
    OPENED_COPY = "opened_copy"
    CHANGED = "changed"
    CHANGED_SETTINGS = "changed_settings"
    CORRECTED = "corrected"
    INVITED = "invited"
    WITHDRAWN = "withdrawn"
    JOINED = "joined"
    LEFT = "left"
    PAUSED = "paused"
    RESUMED = "resumed"
    MOVED = "moved"
    SESSION_ENDED = "session_ended"
    ASKED_FOR_COPY = "asked_for_copy"
    OBJECTED = "objected"
    OBJECTION_WITHDRAWN = "objection_withdrawn"
    FORGOTTEN = "forgotten"
    RETENTION = "retention"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    REKEYED = "rekeyed"


# Looking, and setting one thing after another, is one act however many taps it takes.
_IN_ONE_GO: Final = frozenset({Action.READ, Action.CHANGED, Action.CHANGED_SETTINGS, Action.RETENTION})


async def write(
    session: AsyncConnection,
    actor: int,
    action: Action,
    team_id: int | None,
    now: datetime,
    *,
    subject: int | None = None,
) -> None:
    """One line at the end. `actor` and `subject` are ids of people, 0 the program or its command line.

    The same look or change within a quarter of an hour is the same line. LookupError for nobody's id.
    """
    whose = None if subject is None else await reference(session, subject)
    line = Line(0, now, await reference(session, actor), action.value, team_id, whose)
    if action not in _IN_ONE_GO or not await _just_now(session, line):
        await _append(session, [line])


async def looked(
    session: AsyncConnection, actor: int, team_id: int, people: Collection[int], now: datetime
) -> None:
    """A page with data of these people was shown to somebody else: a line for each, as `write` does."""
    rows = await session.execute(
        select(person.c.id, person.c.reference)
        .where(person.c.id.in_(set(people) - {actor}))
        .order_by(person.c.id)
    )
    whose = [row.reference or await reference(session, row.id) for row in rows]
    who = await reference(session, actor)
    lines = [Line(0, now, who, Action.READ.value, team_id, one) for one in whose]
    await _append(session, [one for one in lines if not await _just_now(session, one)])


async def _just_now(session: AsyncConnection, line: Line) -> bool:
    same = (
        audit.c.at > line.at - ONE_LOOK,
        audit.c.actor == line.actor,
        audit.c.action == line.action,
        audit.c.team_id.is_not_distinct_from(line.team_id),
        audit.c.subject.is_not_distinct_from(line.subject),
    )
    return await session.scalar(select(audit.c.seq).where(*same).limit(1)) is not None


async def _append(session: AsyncConnection, lines: Sequence[Line]) -> None:
    """A chain that somebody tampered with must not stop the program; it stays faulty for whoever checks it."""
    if not lines:
        return
    last = await head(session)
    highest = int(await session.scalar(select(func.max(audit.c.seq))) or 0)
    rows: list[dict[str, Any]] = []
    for line in lines:
        numbered = replace(line, seq=max(last.seq, highest) + 1)
        last = End(numbered.seq, hash_of(last.hash, numbered))
        rows.append(asdict(replace(numbered, hash=last.hash)))
    await session.execute(insert(audit), rows)
    await keep(session, HEAD, last)


async def reference(session: AsyncConnection, person_id: int) -> str:
    """By what the trail calls this person; LookupError for nobody's id."""
    if person_id == 0:
        return PROGRAM
    row = (await session.execute(select(person.c.reference).where(person.c.id == person_id))).one_or_none()
    if row is None:
        raise LookupError("nobody has this id")
    if row.reference is not None:
        return str(row.reference)
    made = new_reference()
    await session.execute(update(person).where(person.c.id == person_id).values(reference=made))
    return made


def new_reference() -> str:
    return secrets.token_hex(16)


async def forget_reference(session: AsyncConnection, person_id: int) -> str | None:
    """From now on nobody can tell whose lines these are. The reference as it was, None where there was none.

    It is listed as erased, so that a restored backup does not bring her back.
    """
    hers = person.c.id == person_id
    found = await session.scalar(select(person.c.reference).where(hers))
    if found is None:
        return None
    await erased.note(session, str(found))
    await session.execute(update(person).where(hers).values(reference=None))
    return str(found)

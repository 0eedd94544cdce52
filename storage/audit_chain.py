"""Both ends of the audit trail, which are kept beside its lines: whether it is whole, and pruning it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import RowMapping, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.audit_chain import START, End, Fault, Kind, Line, faults, hash_of
from storage import installation
from storage.tables import audit

HEAD: Final = "audit_head"
ANCHOR: Final = "audit_anchor"


async def head(session: AsyncConnection) -> End:
    """Number and hash of the last line ever written."""
    return await _kept(session, HEAD)


async def _kept(session: AsyncConnection, name: str) -> End:
    seq, _, found = (await installation.recall(session, name) or "").partition(":")
    return End(int(seq), found) if seq.isascii() and seq.isdecimal() else START


async def keep(session: AsyncConnection, name: str, end: End) -> None:
    await installation.remember(session, name, f"{end.seq}:{end.hash}")


async def verify(session: AsyncConnection) -> list[Fault]:
    """What somebody took out of the trail or changed in it; empty where it is as it was written."""
    anchor, last = await _kept(session, ANCHOR), await head(session)
    rows = (await session.execute(select(audit).order_by(audit.c.seq))).mappings()
    lines, unreadable = _readable(rows, anchor.seq)
    return [*unreadable, *faults(anchor, lines, last)]


def _readable(rows: Iterable[RowMapping], last: int) -> tuple[list[Line], list[Fault]]:
    """Only a hand can have written what is no moment, or what no hash covers."""
    found: list[Line] = []
    try:
        for row in rows:
            line = Line(**row)
            hash_of(line.hash, line)
            found.append(line)
            last = line.seq
    except (ValueError, TypeError, AttributeError):
        return found, [Fault(Kind.ALTERED, last + 1)]
    return found, []


async def prune(session: AsyncConnection, before: datetime) -> int:
    """How many of the oldest lines went because they are older; the rest of the chain stays whole."""
    younger = select(func.min(audit.c.seq)).where(audit.c.at >= before)
    first_kept = await session.scalar(younger)
    old = audit.c.seq < first_kept if first_kept is not None else audit.c.seq > 0
    query = select(audit.c.seq, audit.c.hash).where(old).order_by(audit.c.seq.desc()).limit(1)
    last = (await session.execute(query)).one_or_none()
    if last is None:
        return 0
    await keep(session, ANCHOR, End(last.seq, last.hash))
    return (await session.execute(delete(audit).where(old))).rowcount

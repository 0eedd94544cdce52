"""The chain of the audit trail: a hash covers the line before, so that what was taken out or changed shows.

It shows what happened to lines behind the program's back. It cannot stop somebody who has the key as well as the file:
who may write everything can also count the whole chain anew, head and all. Against that helps only a head that was
noted somewhere else: one noted earlier has to be in the chain still.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final


@dataclass(frozen=True)
class Line:
    """One line of the trail; `actor` and `subject` are references, or PROGRAM of storage.audit."""

    seq: int
    at: datetime
    actor: str
    action: str
    team_id: int | None
    subject: str | None
    hash: str = ""


@dataclass(frozen=True)
class End:
    """A number and its hash: of the last line there is, or of the last one that was pruned."""

    seq: int
    hash: str


START: Final = End(0, "")


class Kind(StrEnum):
    """What is wrong with a chain."""

    MISSING = "missing"
    OUT_OF_PLACE = "out_of_place"
    ALTERED = "altered"
    CUT = "cut"
    ADDED = "added"


@dataclass(frozen=True)
class Fault:
    """What is wrong from this line on: missing lines, one in a wrong place, another content, a cut or longer end."""

    kind: Kind
    seq: int


def hash_of(previous: str, line: Line) -> str:
    """64 hex characters over the line and the hash of the one before; its own `hash` does not count."""
    at = line.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [previous, line.seq, at, line.actor, line.action, line.team_id, line.subject]
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


def faults(anchor: End, lines: Iterable[Line], head: End) -> Iterator[Fault]:
    """What is wrong with lines in the order of their numbers, from behind `anchor` up to `head`.

    What follows a fault is judged by itself: one changed line gives one fault or two, not a thousand.
    """
    last = anchor
    for line in lines:
        if line.seq != last.seq + 1:
            # Its hash cannot be checked without the line before it.
            kind = Kind.MISSING if line.seq > last.seq else Kind.OUT_OF_PLACE
            yield Fault(kind, last.seq + 1 if kind is Kind.MISSING else line.seq)
        elif line.hash != hash_of(last.hash, line):
            yield Fault(Kind.ALTERED, line.seq)
        last = End(line.seq, line.hash)
    yield from _at_end(last, head)


def _at_end(last: End, head: End) -> Iterator[Fault]:
    if last.seq < head.seq:
        yield Fault(Kind.CUT, last.seq + 1)
    elif last.seq > head.seq:
        yield Fault(Kind.ADDED, head.seq + 1)
    elif last.hash != head.hash:
        yield Fault(Kind.ALTERED, last.seq)

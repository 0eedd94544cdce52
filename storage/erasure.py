"""Erase a person: every row that is hers, in every table, and her name wherever else it stands.

Rows are found by walking the foreign keys, so that a new table is not forgotten. What she did for others or for her
team stays, as done by somebody who is gone; of her contacts their team keeps weekly numbers. Whoever calls this first
lets her leave her teams (that tells those who have to know) and notes it in the audit trail.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Table, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.supervision import MeetingState
from storage import audit, erasure_traces, tallies
from storage.erasure_traces import Hers
from storage.tables import (
    alarm,
    arrangement,
    attendee,
    contact,
    inbox,
    invitation,
    meeting,
    membership_row,
    metadata,
    note,
    notice,
    outbox,
    person,
    referral,
    reminder,
    request,
    rhythm,
    series,
)

# The row that stands for everybody who is gone. No chat of Telegram has this number.
NOBODY: Final = 0
# What she did, in rows that are about others or about the team.
DONE: Final = frozenset(
    {
        ("arrangement", "proposed_by"),
        ("goal", "set_by"),
        ("request", "asked_by"),
        ("rhythm", "set_by"),
    }
)
# Said to others because she wanted it: it goes with her.
ASKED: Final = ("notice", "asked_by")
WORDLESS: Final = {"title": "", "place": "", "facilitator": ""}
_PAST: Final = (MeetingState.HELD.value, MeetingState.NOT_HELD.value)


async def erase(session: AsyncConnection, person_id: int, now: datetime) -> None:
    """Nothing of this person is left when the transaction commits; LookupError for nobody's id."""
    found = (await session.execute(select(person).where(person.c.id == person_id))).one_or_none()
    if found is None or found.telegram_id == NOBODY:
        raise LookupError("nobody has this id")
    hers = await _hers(session, found.id, found.telegram_id, found.name)
    await tallies.add(session, contact.c.person_id == person_id)
    await _end_what_she_led(session, person_id, now)
    hers.ids["meeting"] = await _leave_sessions(session, person_id)
    await erasure_traces.wipe(session, hers)
    await _unaddress(session, hers)
    await audit.forget_reference(session, person_id)
    await _hand_over(session, person_id, await _nobody(session))
    await remove(session, person, person.c.id == person_id)


async def _hers(session: AsyncConnection, person_id: int, telegram_id: int, name: str) -> Hers:
    """The numbers by which others' rows could still point at what goes."""
    memberships = select(membership_row.c.id).where(membership_row.c.person_id == person_id)
    queries = {
        "membership": memberships,
        "arrangement": select(arrangement.c.id).where(arrangement.c.membership_id.in_(memberships)),
        "rhythm": select(rhythm.c.id).where(rhythm.c.membership_id.in_(memberships)),
        "alarm": select(alarm.c.id).where(alarm.c.person_id == person_id),
        "request": select(request.c.id).where(request.c.person_id == person_id),
        "contact": select(contact.c.id).where(contact.c.person_id == person_id),
        "note": select(note.c.id).where(note.c.person_id == person_id),
        "series": select(series.c.id).where(series.c.host_id == person_id),
        "team": select(membership_row.c.team_id).where(membership_row.c.person_id == person_id),
    }
    ids = {kind: set((await session.execute(query)).scalars()) for kind, query in queries.items()}
    return Hers(person_id, telegram_id, name, {"person": {person_id}, **ids})


async def _end_what_she_led(session: AsyncConnection, person_id: int, now: datetime) -> None:
    """What still waits for her: nobody would ever settle it."""
    mine = (arrangement.c.proposed_by == person_id, arrangement.c.state == "proposed")
    await session.execute(update(arrangement).where(*mine).values(state="withdrawn", answered_at=now))
    asked = (request.c.asked_by == person_id, request.c.state == "waiting")
    await session.execute(update(request).where(*asked).values(state="withdrawn", answered_at=now))
    led = select(attendee.c.meeting_id).where(attendee.c.person_id == person_id, attendee.c.host)
    open_ = (meeting.c.id.in_(led), meeting.c.state.not_in(_PAST))
    ended = update(meeting).where(*open_).values(state=MeetingState.CANCELLED.value)
    ids = list((await session.execute(ended.returning(meeting.c.id))).scalars())
    await session.execute(delete(reminder).where(reminder.c.meeting_id.in_(ids)))
    # What she called them and where they were are words of hers.
    await session.execute(update(meeting).where(meeting.c.id.in_(led)).values(WORDLESS))


async def _leave_sessions(session: AsyncConnection, person_id: int) -> set[int]:
    """Talks that were hers alone: those that were held stay as a number without a word, the others go."""
    mine = select(attendee.c.meeting_id).where(attendee.c.person_id == person_id, ~attendee.c.host)
    others = select(attendee.c.meeting_id).where(attendee.c.person_id != person_id, ~attendee.c.host)
    alone = (meeting.c.id.in_(mine), meeting.c.id.not_in(others))
    await session.execute(update(meeting).where(*alone).values(WORDLESS))
    gone = set(
        (await session.execute(select(meeting.c.id).where(*alone, meeting.c.state.not_in(_PAST)))).scalars()
    )
    await remove(session, meeting, meeting.c.id.in_(gone))
    return gone


async def _unaddress(session: AsyncConnection, hers: Hers) -> None:
    """What was to be said to her, what she wanted said to others, and what she sent that is not handled yet."""
    await session.execute(delete(outbox).where(outbox.c.chat_id == hers.telegram_id))
    # A session that she moved or called off is so for those who come to it, whoever did it.
    of_sessions = (notice.c.person_id != hers.id, notice.c.key.startswith("supervision.", autoescape=True))
    await session.execute(
        update(notice).where(notice.c.asked_by == hers.id, *of_sessions).values(asked_by=None)
    )
    about = or_(notice.c.person_id == hers.id, notice.c.asked_by == hers.id)
    await session.execute(delete(notice).where(about))
    await session.execute(delete(invitation).where(invitation.c.held_by == hers.id))
    rows = await session.execute(select(inbox.c.seq, inbox.c.payload).where(inbox.c.payload.is_not(None)))
    sent = [row.seq for row in rows if erasure_traces.mentions(row.payload, hers.telegram_id)]
    # The number stays: what Telegram delivers twice is still handled once.
    handled = update(inbox).where(inbox.c.seq.in_(sent)).values(payload=None, state="done")
    await session.execute(handled)


async def _nobody(session: AsyncConnection) -> int:
    found = await session.scalar(select(person.c.id).where(person.c.telegram_id == NOBODY))
    if found is not None:
        return int(found)
    values = {"telegram_id": NOBODY, "language": "en", "reachable": False, "reference": None}
    ever = datetime(2000, 1, 1, tzinfo=UTC)
    made = await session.execute(insert(person).values(**values, created_at=ever).returning(person.c.id))
    return int(made.scalar_one())


async def _hand_over(session: AsyncConnection, person_id: int, nobody: int) -> None:
    for table, name in sorted(DONE):
        column = metadata.tables[table].c[name]
        await session.execute(
            update(metadata.tables[table]).where(column == person_id).values({name: nobody})
        )
    led = (attendee.c.person_id == person_id, attendee.c.host)
    await session.execute(update(attendee).where(*led).values(person_id=nobody))
    # What she was to ask about contacts of somebody else belongs to those.
    whose = select(contact.c.person_id).where(contact.c.id == referral.c.contact_id).scalar_subquery()
    taken_over = update(referral).where(referral.c.person_id == person_id, whose != person_id)
    await session.execute(taken_over.values(person_id=whose))


async def remove(session: AsyncConnection, table: Table, where: ColumnElement[bool]) -> None:
    """These rows, and before them every row that cannot be without them; where one can, it only lets go."""
    for child, column, parent in children(table):
        refers = column.in_(select(parent).where(where))
        if column.nullable:
            await session.execute(update(child).where(refers).values({column.name: None}))
        else:
            await remove(session, child, refers)
    await session.execute(delete(table).where(where))


def children(table: Table) -> Iterator[tuple[Table, Column[Any], Column[Any]]]:
    """Each column anywhere that refers to this table, with what it refers to."""
    for child in metadata.sorted_tables:
        for key in child.foreign_keys:
            if key.column.table is table:
                yield child, key.parent, key.column

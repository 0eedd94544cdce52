"""The tables of supervision: sessions and who takes part, what is agreed on their rhythm, reminders."""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.types import Boolean

from storage.base import Id, metadata
from storage.types import Moment


def _plan() -> tuple[Column[Any], ...]:
    """What a session and a series of sessions have in common."""
    return (
        Column("team_id", ForeignKey("team.id"), nullable=False),
        Column("kind", String(16), nullable=False),
        Column(
            "minutes", Integer, CheckConstraint("minutes between 1 and 1440", name="minutes"), nullable=False
        ),
        Column("title", String(40), nullable=False),
        Column("place", String(80), nullable=False),
        Column("facilitator", String(40), nullable=False),
    )


# A series of sessions; its people are those of the sessions still to be made.
series = Table(
    "series",
    metadata,
    Column("id", Id, primary_key=True),
    *_plan(),
    Column("every", String(16), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("start", Integer, nullable=False),
    Column("zone", String(40), nullable=False),
    Column("host_id", ForeignKey("person.id"), nullable=False),
    Column("made_until", Date, nullable=False),
    Column("look_at", Moment, nullable=False, index=True),
    Column("ended_at", Moment),
)

series_person = Table(
    "series_person",
    metadata,
    Column("series_id", ForeignKey("series.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
)

meeting = Table(
    "meeting",
    metadata,
    Column("id", Id, primary_key=True),
    *_plan(),
    Column("series_id", ForeignKey("series.id"), index=True),
    # The day it has in its series, wherever it was moved to: no day of a series becomes two sessions.
    Column("series_day", Date),
    Column("starts_at", Moment, nullable=False),
    Column("planned_at", Moment, nullable=False),
    Column("uid", String(36), nullable=False, unique=True),
    Column("sequence", Integer, nullable=False),
    Column(
        "state",
        String(9),
        CheckConstraint("state in ('planned', 'skipped', 'cancelled', 'held', 'not_held')", name="state"),
        nullable=False,
    ),
    Column("minutes_held", Integer),
    # When its host was asked how it went; empty where nobody was asked.
    Column("asked_at", Moment),
    UniqueConstraint("series_id", "series_day"),
    Index(None, "team_id", "starts_at"),
    Index(None, "state", "starts_at"),
)

attendee = Table(
    "attendee",
    metadata,
    Column("meeting_id", ForeignKey("meeting.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("host", Boolean, nullable=False),
    Column("answer", String(4), nullable=False),
    Column("came", Boolean),
    Index(None, "person_id"),
)

meeting_theme = Table(
    "meeting_theme",
    metadata,
    Column("meeting_id", ForeignKey("meeting.id"), primary_key=True),
    Column("theme", String(24), primary_key=True),
)

# What somebody wants to talk about. Hers alone: no query gives it to anybody else.
agenda_point = Table(
    "agenda_point",
    metadata,
    Column("meeting_id", ForeignKey("meeting.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("point", String(48), primary_key=True),
)

rhythm = Table(
    "rhythm",
    metadata,
    Column("id", Id, primary_key=True),
    Column("membership_id", ForeignKey("membership.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("weeks", Integer, nullable=False),
    Column("since", Date, nullable=False),
    Column("set_by", ForeignKey("person.id"), nullable=False),
    Column("look_at", Moment, nullable=False, index=True),
    UniqueConstraint("membership_id", "kind"),
)

# One row for everybody who is to be reminded of one time of one session: what is due is a row, not a moment.
reminder = Table(
    "reminder",
    metadata,
    Column("id", Id, primary_key=True),
    Column("meeting_id", ForeignKey("meeting.id"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("lead", String(8), nullable=False),
    Column("look_at", Moment, nullable=False),
    Column("state", String(8), nullable=False),
    UniqueConstraint("meeting_id", "sequence", "person_id", "lead"),
    Index(None, "state", "look_at"),
    Index(None, "person_id", "state"),
)

reminder_off = Table(
    "reminder_off",
    metadata,
    Column("team_id", ForeignKey("team.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("lead", String(8), primary_key=True),
)

# Who guides one key person in one team. Without a row it is whoever coordinates the team longest.
guide = Table(
    "guide",
    metadata,
    Column("membership_id", ForeignKey("membership.id"), primary_key=True),
    Column("coordinator_id", ForeignKey("person.id")),
    Column("deputy_id", ForeignKey("person.id")),
)

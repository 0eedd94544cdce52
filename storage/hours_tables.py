"""The tables of working time: what hours were agreed on, and time that is no contact."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from storage.base import Id, metadata
from storage.types import Moment

# Weekly hours, leave, openings and closings: what was proposed, and what both agreed on.
arrangement = Table(
    "arrangement",
    metadata,
    Column("id", Id, primary_key=True),
    Column("membership_id", ForeignKey("membership.id"), nullable=False, index=True),
    Column(
        "kind",
        String(8),
        CheckConstraint("kind in ('hours', 'leave', 'opening', 'closing')", name="kind"),
        nullable=False,
    ),
    Column(
        "state",
        String(9),
        CheckConstraint("state in ('proposed', 'agreed', 'declined', 'withdrawn')", name="state"),
        nullable=False,
    ),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("windows", Text, nullable=False),
    Column("contract", String(16)),
    Column("weekly_minutes", Integer),
    Column("proposed_by", ForeignKey("person.id"), nullable=False),
    Column("proposed_at", Moment, nullable=False),
    Column("answered_at", Moment),
)

# Time that is no contact: supervision and travel.
time_entry = Table(
    "time_entry",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("minutes", Integer, CheckConstraint("minutes between 1 and 1440", name="minutes"), nullable=False),
    Column("entered_at", Moment, nullable=False),
    Index(None, "person_id", "day"),
)

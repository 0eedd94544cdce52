"""The tables of contacts: what was logged, and what was only noted so far."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table
from sqlalchemy.types import Boolean

from storage.base import Id, metadata
from storage.types import Moment

contact = Table(
    "contact",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("logged_at", Moment, nullable=False),
    Column("undone_at", Moment, index=True),
    Column("happened_on", Date, nullable=False),
    Column("day_part", String(16)),
    Column("kind", String(32), nullable=False),
    Column("referral", String(32), nullable=False),
    Column("minutes", Integer, CheckConstraint("minutes between 1 and 1440", name="minutes")),
    Column("attendance", String(16)),
    Column("familiarity", String(16)),
    Column("timing", String(8)),
    Column("talk", String(8)),
    # Hers alone: it is in no export and no overview.
    Column("heavy", Boolean, nullable=False, server_default="0"),
    # A few words of hers, where her team allows them.
    Column("words", String(200)),
    Index(None, "person_id", "logged_at"),
    Index(None, "team_id", "happened_on"),
)

contact_topic = Table(
    "contact_topic",
    metadata,
    Column("contact_id", ForeignKey("contact.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("setting", String(16), nullable=False),
    Column("topic", String(32), nullable=False),
    Column("detail", String(32)),
)

contact_action = Table(
    "contact_action",
    metadata,
    Column("contact_id", ForeignKey("contact.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("action", String(32), nullable=False),
)

contact_role = Table(
    "contact_role",
    metadata,
    Column("contact_id", ForeignKey("contact.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("role", String(32), nullable=False),
)

# A contact noted off duty, to be finished later.
note = Table(
    "note",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("noted_at", Moment, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("topic", String(32), nullable=False),
)

"""Every table by its name; those of what comes in, is under way and goes out stand here."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.base import Id, metadata
from storage.contact_tables import contact, contact_action, contact_role, contact_topic, note
from storage.hours_tables import arrangement, time_entry
from storage.meeting_tables import (
    agenda_point,
    attendee,
    guide,
    meeting,
    meeting_theme,
    reminder,
    reminder_off,
    rhythm,
    series,
    series_person,
)
from storage.people_tables import invitation, membership, membership_row, organisation, person, team
from storage.pool_tables import profile, request
from storage.privacy_tables import audit, tally
from storage.report_tables import digest, goal, partner, referral
from storage.safety_tables import alarm, on_call, safety_number
from storage.types import Moment

__all__ = [
    "agenda_point",
    "alarm",
    "arrangement",
    "attendee",
    "audit",
    "contact",
    "contact_action",
    "contact_role",
    "contact_topic",
    "digest",
    "draft",
    "goal",
    "guide",
    "inbox",
    "installation",
    "invitation",
    "meeting",
    "meeting_theme",
    "membership",
    "membership_row",
    "metadata",
    "note",
    "notice",
    "on_call",
    "organisation",
    "outbox",
    "partner",
    "person",
    "profile",
    "referral",
    "reminder",
    "reminder_off",
    "request",
    "rhythm",
    "safety_number",
    "series",
    "series_person",
    "stranger_count",
    "tally",
    "team",
    "time_entry",
]

draft = Table(
    "draft",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("dialog", String(32), nullable=False),
    # What the dialogue is about: the id of a contact for its card, 0 where there is only one.
    Column("subject", Id, nullable=False),
    Column("answers", Text, nullable=False),
    Column("nonce", String(16), nullable=False),
    Column("message_id", BigInteger),
    Column("touched_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    UniqueConstraint("person_id", "dialog", "subject"),
    Index(None, "nonce", unique=True),
)

inbox = Table(
    "inbox",
    metadata,
    Column("seq", Id, primary_key=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column(
        "state", String(8), CheckConstraint("state in ('new', 'done', 'dead')", name="state"), nullable=False
    ),
    Column("attempts", Integer, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("payload", Text),
    Index(None, "state", "seq"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("language", String(8), nullable=False),
    Column("content", Text, nullable=False),
    Column("state", String(8), CheckConstraint("state in ('new', 'dead')", name="state"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Index(None, "chat_id", "message_id"),
)

# What the bot says on its own initiative. A row stays when it was said, without its content, so that the key is
# never used twice.
notice = Table(
    "notice",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("team_id", ForeignKey("team.id")),
    Column("asked_by", ForeignKey("person.id")),
    Column("key", String(96), nullable=False, unique=True),
    Column("content", Text),
    Column(
        "state",
        String(8),
        CheckConstraint("state in ('held', 'sending', 'sent', 'unknown', 'expired', 'dead')", name="state"),
        nullable=False,
    ),
    Column("created_at", Moment, nullable=False),
    Column("look_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("reason", String(16)),
    Column("settled_at", Moment),
    Index(None, "state", "look_at"),
    Index(None, "person_id", "state"),
    sqlite_autoincrement=True,
)

installation = Table(
    "installation",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)

stranger_count = Table(
    "stranger_count",
    metadata,
    Column("day", Date, primary_key=True),
    Column("messages", Integer, nullable=False, server_default="0"),
)

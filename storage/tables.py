"""The tables: one row of `person` is the only home of everything about somebody who uses the bot."""

import secrets

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
    select,
)
from sqlalchemy.types import Boolean

from storage.base import Id, metadata
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

organisation = Table(
    "organisation",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(120), nullable=False, unique=True),
    Column("good_friday", Boolean, nullable=False, server_default="0"),
    Column("liberation", String(8), nullable=False, server_default="lustrum"),
    # The least that is quiet for everybody, in minutes after midnight.
    Column("quiet_start", Integer, nullable=False, server_default="1200"),
    Column("quiet_end", Integer, nullable=False, server_default="480"),
)

team = Table(
    "team",
    metadata,
    Column("id", Id, primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("name", String(120), nullable=False, unique=True),
    Column("office_phone", String(24)),
    Column("doctor_phone", String(24)),
    # When the works council and the data protection officer were heard; before both, nobody sees patterns.
    Column("works_council_on", Date),
    Column("dpia_on", Date),
    # Days after a referral until she is asked what came of it.
    Column("referral_days", Integer, nullable=False, server_default="14"),
    # Whether a contact may have a short note in words.
    Column("notes_allowed", Boolean, nullable=False, server_default="0"),
)

person = Table(
    "person",
    metadata,
    Column("id", Id, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False, unique=True),
    Column("language", String(8), nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("name", String(64), nullable=False, server_default=""),
    Column("zone", String(40)),
    # Quiet hours in minutes after midnight, empty where she keeps to the organisation's; weekdays from Monday, 0.
    Column("quiet_start", Integer),
    Column("quiet_end", Integer),
    Column("quiet_weekdays", String(16), nullable=False, server_default=""),
    Column("light_days", String(64), nullable=False, server_default=""),
    Column("away_until", Moment),
    Column("counts_hours", Boolean, nullable=False, server_default="1"),
    # When her week is told: a weekday from Monday, 0, and minutes after midnight.
    Column("digest_weekday", Integer, nullable=False, server_default="0"),
    Column("digest_minute", Integer, nullable=False, server_default="570"),
    Column("weekly_note", Boolean, nullable=False, server_default="1"),
    Column("away_since", Moment),
    # By what the audit trail calls her; once it is gone, nobody can tell whose lines they are.
    Column("reference", String(32), default=lambda: secrets.token_hex(16)),
    # From when on the bot does not write to her unasked, because she objected.
    Column("objected_at", Moment),
    Index(None, "reference", unique=True),
)

# Every membership there ever was.
membership_row = Table(
    "membership",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column(
        "role",
        String(16),
        CheckConstraint("role in ('key_person', 'coordinator')", name="role"),
        nullable=False,
    ),
    Column("joined_at", Moment, nullable=False),
    Column("paused_at", Moment),
    Column("left_at", Moment),
    UniqueConstraint("person_id", "team_id", "role"),
)

# What every query means by a membership: one that gives access now. So nobody can forget to ask.
membership = (
    select(membership_row)
    .where(membership_row.c.paused_at.is_(None), membership_row.c.left_at.is_(None))
    .subquery("member")
)

invitation = Table(
    "invitation",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column(
        "role",
        String(16),
        CheckConstraint("role in ('key_person', 'coordinator')", name="role"),
        nullable=False,
    ),
    Column("language", String(8)),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    # Whoever is joining with it; empty again once there is a membership.
    Column("held_by", ForeignKey("person.id"), index=True),
)

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
)

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

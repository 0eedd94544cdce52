"""The tables of people: one row of `person` is the only home of everything about somebody who uses the bot."""

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
    UniqueConstraint,
    select,
)
from sqlalchemy.types import Boolean

from storage.base import Id, metadata
from storage.types import Moment

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
    # Until when she is back, whoever has her phone gets nothing of hers, not even what is hers for good.
    Column("phone_lost_at", Moment),
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

"""The tables of what a coordinator shows others: the directory of services, referrals, digests and goals."""

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

from storage.base import Id, metadata
from storage.types import Moment

# A partner in the directory of services. `name_key` is what makes two rows the same entry.
partner = Table(
    "partner",
    metadata,
    Column("id", Id, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("category", String(32), nullable=False),
    Column("name", String(80), nullable=False),
    Column("name_key", String(120), nullable=False),
    Column("what", String(300), nullable=False),
    Column("for_whom", String(200), nullable=False),
    Column("languages", String(120), nullable=False),
    Column("opening_hours", String(200), nullable=False),
    Column("address", String(120), nullable=False),
    Column("phone", String(24), nullable=False),
    Column("contact_name", String(60), nullable=False),
    Column("deputy_name", String(60), nullable=False),
    Column("working_days", String(8), nullable=False),
    Column("how_to_refer", String(300), nullable=False),
    Column("checked_on", Date),
    # Gone from the directory; contacts that were referred there keep their reference.
    Column("removed_at", Moment),
    UniqueConstraint("team_id", "category", "name_key"),
)

# What came of a referral: asked once, again later, or never again. It says nothing of the client.
referral = Table(
    "referral",
    metadata,
    Column("contact_id", ForeignKey("contact.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("partner_id", ForeignKey("partner.id"), index=True),
    Column("ask_at", Moment, nullable=False),
    Column(
        "state",
        String(8),
        CheckConstraint("state in ('waiting', 'asked', 'stopped', 'known')", name="state"),
        nullable=False,
    ),
    Column("times", Integer, nullable=False, server_default="0"),
    Column("outcome", String(24)),
    Column("known_at", Moment),
    Index(None, "state", "ask_at"),
    Index(None, "known_at"),
    Index(None, "person_id", "state"),
)

# The last week that somebody was told of; what is told is counted anew each time.
digest = Table(
    "digest",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("team_id", ForeignKey("team.id"), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("monday", Date, nullable=False),
)

# What was agreed with a commissioner: an indicator, of a topic or of everything, a number and a period.
goal = Table(
    "goal",
    metadata,
    Column("id", Id, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False, index=True),
    Column("indicator", String(32), nullable=False),
    Column("topic", String(32)),
    Column("target_group", String(40), nullable=False),
    Column("number", Integer, CheckConstraint("number > 0", name="number"), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("set_by", ForeignKey("person.id"), nullable=False),
    Column("set_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

"""The tables of the pool: who can be asked for what, and what somebody was asked."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table

from storage.base import Id, metadata
from storage.types import Moment

# What a key person can be asked for in one team: only what she tells herself. Her days are her agreed hours.
profile = Table(
    "profile",
    metadata,
    Column("membership_id", ForeignKey("membership.id"), primary_key=True),
    Column("languages", String(120), nullable=False, server_default=""),
    Column("themes", String(400), nullable=False, server_default=""),
    Column("gender", String(8)),
    Column("area", String(40), nullable=False, server_default=""),
    Column("changed_at", Moment, nullable=False),
)

# One person asked whether she can help now; she never needs a reason for a no.
request = Table(
    "request",
    metadata,
    Column("id", Id, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("asked_by", ForeignKey("person.id"), nullable=False),
    Column("language", String(8)),
    Column("theme", String(32)),
    Column("asked_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column(
        "state",
        String(9),
        CheckConstraint("state in ('waiting', 'accepted', 'declined', 'withdrawn', 'expired')", name="state"),
        nullable=False,
    ),
    Column("answered_at", Moment),
    Index(None, "team_id", "state"),
    Index(None, "person_id", "state"),
    sqlite_autoincrement=True,
)

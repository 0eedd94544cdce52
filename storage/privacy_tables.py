"""The tables of privacy: who did what with whose data, and what stays when rows have had their time."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, UniqueConstraint

from storage.base import Id, metadata
from storage.types import Moment

# Append-only. `actor` and `subject` are references that only a row of `person` can resolve; `hash` covers the line and
# the hash before it.
audit = Table(
    "audit",
    metadata,
    Column("seq", Id, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("actor", String(32), nullable=False),
    Column("action", String(24), nullable=False),
    Column("team_id", Integer),
    Column("subject", String(32), index=True),
    Column("hash", String(64), nullable=False),
)

# What is left of contacts whose time is up: numbers of a team in a week.
tally = Table(
    "tally",
    metadata,
    Column("id", Id, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("monday", Date, nullable=False),
    Column("measure", String(24), nullable=False),
    Column("code", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    UniqueConstraint("team_id", "monday", "measure", "code"),
)

"""The tables of safety: which numbers a team shows, who is on call, and who wanted her coordinator to know."""

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table

from storage.base import Id, metadata
from storage.types import Moment

# A number a team set itself, or the day it checked one that comes with the program.
safety_number = Table(
    "safety_number",
    metadata,
    Column("team_id", ForeignKey("team.id"), primary_key=True),
    Column("service", String(24), primary_key=True),
    Column("name", String(60), nullable=False, server_default=""),
    Column("phone", String(24), nullable=False, server_default=""),
    Column("source", String(120), nullable=False, server_default=""),
    Column("checked_on", Date, nullable=False),
)

# A time in which somebody agreed to be alerted outside her hours. Only she can agree.
on_call = Table(
    "on_call",
    metadata,
    Column("id", Id, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("agreed_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index(None, "team_id", "ends_at"),
    Index(None, "person_id"),
)

# "Tell my coordinator": that she wants it, and never about what.
alarm = Table(
    "alarm",
    metadata,
    Column("id", Id, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("raised_at", Moment, nullable=False),
    # When she is asked whether somebody has called; empty when she was.
    Column("ask_at", Moment, index=True),
    Column("called", String(8)),
    Column("closed_at", Moment),
    Index(None, "team_id", "raised_at"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

"""Boundaries: arranged hours, quiet hours, and what the bot says on its own initiative."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ADDED: dict[str, tuple[tuple[str, Any, str | None], ...]] = {
    "organisation": (
        ("good_friday", sa.Boolean(), "0"),
        ("liberation", sa.String(8), "lustrum"),
        ("quiet_start", sa.Integer(), "1200"),
        ("quiet_end", sa.Integer(), "480"),
    ),
    "team": (
        ("office_phone", sa.String(24), None),
        ("doctor_phone", sa.String(24), None),
        ("works_council_on", sa.Date(), None),
        ("dpia_on", sa.Date(), None),
    ),
    "person": (
        ("name", sa.String(64), ""),
        ("zone", sa.String(40), None),
        ("quiet_start", sa.Integer(), None),
        ("quiet_end", sa.Integer(), None),
        ("quiet_weekdays", sa.String(16), ""),
        ("light_days", sa.String(64), ""),
        ("away_until", Moment(), None),
        ("counts_hours", sa.Boolean(), "1"),
    ),
    "contact": (("timing", sa.String(8), None), ("talk", sa.String(8), None)),
}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for name, kind, default in columns:
            op.add_column(table, sa.Column(name, kind, nullable=default is None, server_default=default))
    op.drop_column("outbox", "attempts")
    op.drop_column("outbox", "not_before")
    notice()
    arrangement()
    time_entry()
    note()


def downgrade() -> None:
    for table in ("note", "time_entry", "arrangement", "notice"):
        op.drop_table(table)
    for table, columns in ADDED.items():
        for name, _, _ in columns:
            op.drop_column(table, name)
    outbox()


def outbox() -> None:
    """As it was: the defaults are only there to fill the rows."""
    never = "1970-01-01T00:00:00.000000+00:00"
    attempts = sa.Column("attempts", sa.Integer(), nullable=False, server_default="0")
    not_before: sa.Column[Any] = sa.Column("not_before", Moment(), nullable=False, server_default=never)
    with op.batch_alter_table("outbox", recreate="always") as batch:
        batch.add_column(attempts, insert_after="state")
        batch.add_column(not_before, insert_after="created_at")
    with op.batch_alter_table("outbox") as batch:
        batch.alter_column("attempts", server_default=None)
        batch.alter_column("not_before", server_default=None)


def notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("team_id", ID),
        sa.Column("asked_by", ID),
        sa.Column("key", sa.String(96), nullable=False),
        sa.Column("content", sa.Text()),
        sa.Column(
            "state",
            sa.String(8),
            sa.CheckConstraint(
                "state in ('held', 'sending', 'sent', 'unknown', 'expired', 'dead')",
                name=op.f("ck_notice_state"),
            ),
            nullable=False,
        ),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("look_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment()),
        sa.Column("reason", sa.String(16)),
        sa.Column("settled_at", Moment()),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_notice_team_id_team")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_notice_asked_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("key", name=op.f("uq_notice_key")),
    )
    op.create_index("ix_notice_state_look_at", "notice", ["state", "look_at"])
    op.create_index("ix_notice_person_id_state", "notice", ["person_id", "state"])


def arrangement() -> None:
    op.create_table(
        "arrangement",
        sa.Column("id", ID, nullable=False),
        sa.Column("membership_id", ID, nullable=False),
        sa.Column(
            "kind",
            sa.String(8),
            sa.CheckConstraint(
                "kind in ('hours', 'leave', 'opening', 'closing')", name=op.f("ck_arrangement_kind")
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.String(9),
            sa.CheckConstraint(
                "state in ('proposed', 'agreed', 'declined', 'withdrawn')", name=op.f("ck_arrangement_state")
            ),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date()),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("windows", sa.Text(), nullable=False),
        sa.Column("contract", sa.String(16)),
        sa.Column("weekly_minutes", sa.Integer()),
        sa.Column("proposed_by", ID, nullable=False),
        sa.Column("proposed_at", Moment(), nullable=False),
        sa.Column("answered_at", Moment()),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_arrangement_membership_id_membership")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["person.id"], name=op.f("fk_arrangement_proposed_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrangement")),
    )
    op.create_index("ix_arrangement_membership_id", "arrangement", ["membership_id"])


def time_entry() -> None:
    op.create_table(
        "time_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column(
            "minutes",
            sa.Integer(),
            sa.CheckConstraint("minutes between 1 and 1440", name=op.f("ck_time_entry_minutes")),
            nullable=False,
        ),
        sa.Column("entered_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_time_entry_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_time_entry_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_entry")),
    )
    op.create_index("ix_time_entry_person_id_day", "time_entry", ["person_id", "day"])


def note() -> None:
    op.create_table(
        "note",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("noted_at", Moment(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("topic", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_note_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_note_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index("ix_note_person_id", "note", ["person_id"])

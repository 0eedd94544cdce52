"""Team, pool, safety and privacy: who may what now, which numbers to show, and what was done with whose data."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0005"
down_revision = "0004"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def added() -> tuple[tuple[str, sa.Column[object]], ...]:
    return (
        ("contact", sa.Column("words", sa.String(200))),
        ("membership", sa.Column("paused_at", Moment())),
        ("membership", sa.Column("left_at", Moment())),
        ("person", sa.Column("away_since", Moment())),
        ("person", sa.Column("reference", sa.String(32))),
        ("person", sa.Column("objected_at", Moment())),
        ("team", sa.Column("notes_allowed", sa.Boolean(), nullable=False, server_default="0")),
    )


def upgrade() -> None:
    for table, column in added():
        op.add_column(table, column)
    # Everybody has one before the first backup, so that whoever was erased since is known in it.
    op.execute("UPDATE person SET reference = lower(hex(randomblob(16)))")
    op.create_index("ix_person_reference", "person", ["reference"], unique=True)
    alarm()
    audit()
    on_call()
    profile()
    request()
    safety_number()
    tally()


def downgrade() -> None:
    for table in ("tally", "safety_number", "request", "profile", "on_call", "audit", "alarm"):
        op.drop_table(table)
    op.drop_index("ix_person_reference", table_name="person")
    for table, column in added():
        op.drop_column(table, column.name)


def alarm() -> None:
    op.create_table(
        "alarm",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("raised_at", Moment(), nullable=False),
        sa.Column("ask_at", Moment()),
        sa.Column("called", sa.String(8)),
        sa.Column("closed_at", Moment()),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_alarm_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_alarm_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
    )
    op.create_index("ix_alarm_ask_at", "alarm", ["ask_at"])
    op.create_index("ix_alarm_person_id", "alarm", ["person_id"])
    op.create_index("ix_alarm_team_id_raised_at", "alarm", ["team_id", "raised_at"])


def audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", ID, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(32), nullable=False),
        sa.Column("action", sa.String(24), nullable=False),
        sa.Column("team_id", sa.Integer()),
        sa.Column("subject", sa.String(32)),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_subject", "audit", ["subject"])


def on_call() -> None:
    op.create_table(
        "on_call",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("agreed_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_on_call_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_on_call_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_on_call")),
    )
    op.create_index("ix_on_call_person_id", "on_call", ["person_id"])
    op.create_index("ix_on_call_team_id_ends_at", "on_call", ["team_id", "ends_at"])


def profile() -> None:
    op.create_table(
        "profile",
        sa.Column("membership_id", ID, nullable=False),
        sa.Column("languages", sa.String(120), server_default="", nullable=False),
        sa.Column("themes", sa.String(400), server_default="", nullable=False),
        sa.Column("gender", sa.String(8)),
        sa.Column("area", sa.String(40), server_default="", nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_profile_membership_id_membership")
        ),
        sa.PrimaryKeyConstraint("membership_id", name=op.f("pk_profile")),
    )


def request() -> None:
    op.create_table(
        "request",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("language", sa.String(8)),
        sa.Column("theme", sa.String(32)),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column(
            "state",
            sa.String(9),
            sa.CheckConstraint(
                "state in ('waiting', 'accepted', 'declined', 'withdrawn', 'expired')",
                name=op.f("ck_request_state"),
            ),
            nullable=False,
        ),
        sa.Column("answered_at", Moment()),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_request_asked_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_request_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_request_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    op.create_index("ix_request_person_id_state", "request", ["person_id", "state"])
    op.create_index("ix_request_team_id_state", "request", ["team_id", "state"])


def safety_number() -> None:
    op.create_table(
        "safety_number",
        sa.Column("team_id", ID, nullable=False),
        sa.Column("service", sa.String(24), nullable=False),
        sa.Column("name", sa.String(60), server_default="", nullable=False),
        sa.Column("phone", sa.String(24), server_default="", nullable=False),
        sa.Column("opening", sa.String(60), server_default="", nullable=False),
        sa.Column("source", sa.String(120), server_default="", nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_safety_number_team_id_team")),
        sa.PrimaryKeyConstraint("team_id", "service", name=op.f("pk_safety_number")),
    )


def tally() -> None:
    op.create_table(
        "tally",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(24), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_tally_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally")),
        sa.UniqueConstraint(
            "team_id", "monday", "measure", "code", name=op.f("uq_tally_team_id_monday_measure_code")
        ),
    )

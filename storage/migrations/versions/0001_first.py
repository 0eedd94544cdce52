"""The first tables: people, their teams, contacts, dialogues, and the queues in and out."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    inbox()
    installation()
    organisation()
    outbox()
    person()
    stranger_count()
    draft()
    team()
    contact()
    invitation()
    membership()
    contact_action()
    contact_role()
    contact_topic()


def downgrade() -> None:
    op.drop_table("contact_topic")
    op.drop_table("contact_role")
    op.drop_table("contact_action")
    op.drop_table("membership")
    op.drop_table("invitation")
    op.drop_table("contact")
    op.drop_table("team")
    op.drop_table("draft")
    op.drop_table("stranger_count")
    op.drop_table("person")
    op.drop_table("outbox")
    op.drop_table("organisation")
    op.drop_table("installation")
    op.drop_table("inbox")


def inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("seq", ID, nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.String(8),
            sa.CheckConstraint("state in ('new', 'done', 'dead')", name=op.f("ck_inbox_state")),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_inbox")),
        sa.UniqueConstraint("update_id", name=op.f("uq_inbox_update_id")),
    )
    op.create_index(op.f("ix_inbox_state_seq"), "inbox", ["state", "seq"])


def installation() -> None:
    op.create_table(
        "installation",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_installation")),
    )


def organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )


def outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.String(8),
            sa.CheckConstraint("state in ('new', 'dead')", name=op.f("ck_outbox_state")),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("not_before", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_chat_id_message_id"), "outbox", ["chat_id", "message_id"])


def person() -> None:
    op.create_table(
        "person",
        sa.Column("id", ID, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_person_telegram_id")),
    )


def stranger_count() -> None:
    op.create_table(
        "stranger_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_stranger_count")),
    )


def draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("dialog", sa.String(32), nullable=False),
        sa.Column("subject", ID, nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("nonce", sa.String(16), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("touched_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")),
        sa.UniqueConstraint("person_id", "dialog", "subject", name=op.f("uq_draft_person_id_dialog_subject")),
    )
    op.create_index(op.f("ix_draft_expires_at"), "draft", ["expires_at"])
    op.create_index(op.f("ix_draft_nonce"), "draft", ["nonce"], unique=True)


def team() -> None:
    op.create_table(
        "team",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_team_organisation_id_organisation")
        ),
        sa.UniqueConstraint("name", name=op.f("uq_team_name")),
    )


def contact() -> None:
    op.create_table(
        "contact",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("logged_at", Moment(), nullable=False),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("day_part", sa.String(16), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("referral", sa.String(32), nullable=False),
        sa.Column(
            "minutes",
            sa.Integer(),
            sa.CheckConstraint("minutes between 1 and 1440", name=op.f("ck_contact_minutes")),
            nullable=True,
        ),
        sa.Column("attendance", sa.String(16), nullable=True),
        sa.Column("familiarity", sa.String(16), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_contact_team_id_team")),
    )
    op.create_index(op.f("ix_contact_person_id_logged_at"), "contact", ["person_id", "logged_at"])
    op.create_index(op.f("ix_contact_team_id"), "contact", ["team_id"])
    op.create_index(op.f("ix_contact_undone_at"), "contact", ["undone_at"])


def invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", ID, nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column(
            "role",
            sa.String(16),
            sa.CheckConstraint("role in ('key_person', 'coordinator')", name=op.f("ck_invitation_role")),
            nullable=False,
        ),
        sa.Column("language", sa.String(8), nullable=True),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.Column("held_by", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.ForeignKeyConstraint(["held_by"], ["person.id"], name=op.f("fk_invitation_held_by_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_invitation_team_id_team")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitation_code_hash")),
    )
    op.create_index(op.f("ix_invitation_held_by"), "invitation", ["held_by"])


def membership() -> None:
    op.create_table(
        "membership",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column(
            "role",
            sa.String(16),
            sa.CheckConstraint("role in ('key_person', 'coordinator')", name=op.f("ck_membership_role")),
            nullable=False,
        ),
        sa.Column("joined_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_membership_team_id_team")),
        sa.UniqueConstraint(
            "person_id", "team_id", "role", name=op.f("uq_membership_person_id_team_id_role")
        ),
    )


def contact_action() -> None:
    op.create_table(
        "contact_action",
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("contact_id", "position", name=op.f("pk_contact_action")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_action_contact_id_contact")
        ),
    )


def contact_role() -> None:
    op.create_table(
        "contact_role",
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("contact_id", "position", name=op.f("pk_contact_role")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_role_contact_id_contact")
        ),
    )


def contact_topic() -> None:
    op.create_table(
        "contact_topic",
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("setting", sa.String(16), nullable=False),
        sa.Column("topic", sa.String(32), nullable=False),
        sa.Column("detail", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("contact_id", "position", name=op.f("pk_contact_topic")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_topic_contact_id_contact")
        ),
    )

"""What a coordinator shows others: a directory of services, what came of referrals, digests and goals."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ADDED = (
    ("person", "digest_weekday", sa.Integer(), "0"),
    ("person", "digest_minute", sa.Integer(), "570"),
    ("person", "weekly_note", sa.Boolean(), "1"),
    ("team", "referral_days", sa.Integer(), "14"),
)


def upgrade() -> None:
    for table, name, kind, default in ADDED:
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=default))
    op.drop_index("ix_contact_team_id", table_name="contact")
    op.create_index("ix_contact_team_id_happened_on", "contact", ["team_id", "happened_on"])
    digest()
    goal()
    partner()
    referral()


def downgrade() -> None:
    for table in ("referral", "partner", "goal", "digest"):
        op.drop_table(table)
    op.drop_index("ix_contact_team_id_happened_on", table_name="contact")
    op.create_index("ix_contact_team_id", "contact", ["team_id"])
    for table, name, _, _ in ADDED:
        op.drop_column(table, name)


def digest() -> None:
    op.create_table(
        "digest",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_digest_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_digest_team_id_team")),
        sa.PrimaryKeyConstraint("person_id", "team_id", "kind", name=op.f("pk_digest")),
    )


def goal() -> None:
    op.create_table(
        "goal",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("indicator", sa.String(32), nullable=False),
        sa.Column("topic", sa.String(32)),
        sa.Column("target_group", sa.String(40), nullable=False),
        sa.Column(
            "number",
            sa.Integer(),
            sa.CheckConstraint("number > 0", name=op.f("ck_goal_number")),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("set_by", ID, nullable=False),
        sa.Column("set_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_goal_set_by_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_goal_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    op.create_index("ix_goal_team_id", "goal", ["team_id"])


def partner() -> None:
    op.create_table(
        "partner",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("category", sa.String(32), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("name_key", sa.String(120), nullable=False),
        sa.Column("what", sa.String(300), nullable=False),
        sa.Column("for_whom", sa.String(200), nullable=False),
        sa.Column("languages", sa.String(120), nullable=False),
        sa.Column("opening_hours", sa.String(200), nullable=False),
        sa.Column("address", sa.String(120), nullable=False),
        sa.Column("phone", sa.String(24), nullable=False),
        sa.Column("contact_name", sa.String(60), nullable=False),
        sa.Column("deputy_name", sa.String(60), nullable=False),
        sa.Column("working_days", sa.String(8), nullable=False),
        sa.Column("how_to_refer", sa.String(300), nullable=False),
        sa.Column("checked_on", sa.Date()),
        sa.Column("removed_at", Moment()),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_partner_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint(
            "team_id", "category", "name_key", name=op.f("uq_partner_team_id_category_name_key")
        ),
    )


def referral() -> None:
    op.create_table(
        "referral",
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("partner_id", ID),
        sa.Column("ask_at", Moment(), nullable=False),
        sa.Column(
            "state",
            sa.String(8),
            sa.CheckConstraint(
                "state in ('waiting', 'asked', 'stopped', 'known')", name=op.f("ck_referral_state")
            ),
            nullable=False,
        ),
        sa.Column("times", sa.Integer(), server_default="0", nullable=False),
        sa.Column("outcome", sa.String(24)),
        sa.Column("known_at", Moment()),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_referral_contact_id_contact")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_referral_partner_id_partner")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_referral_person_id_person")),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_referral")),
    )
    op.create_index("ix_referral_partner_id", "referral", ["partner_id"])
    op.create_index("ix_referral_person_id_state", "referral", ["person_id", "state"])
    op.create_index("ix_referral_known_at", "referral", ["known_at"])
    op.create_index("ix_referral_state_ask_at", "referral", ["state", "ask_at"])

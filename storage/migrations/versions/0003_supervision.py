"""Supervision: sessions and their series, who takes part, rhythms, reminders, and who guides whom."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("contact", sa.Column("heavy", sa.Boolean(), server_default="0", nullable=False))
    reminder_off()
    series()
    guide()
    meeting()
    rhythm()
    series_person()
    agenda_point()
    attendee()
    meeting_theme()
    reminder()


def downgrade() -> None:
    for table in (
        "reminder",
        "meeting_theme",
        "attendee",
        "agenda_point",
        "series_person",
        "rhythm",
        "meeting",
        "guide",
        "series",
        "reminder_off",
    ):
        op.drop_table(table)
    op.drop_column("contact", "heavy")


def reminder_off() -> None:
    op.create_table(
        "reminder_off",
        sa.Column("team_id", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("lead", sa.String(8), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_reminder_off_team_id_team")),
        sa.PrimaryKeyConstraint("team_id", "kind", "lead", name=op.f("pk_reminder_off")),
    )


def series() -> None:
    op.create_table(
        "series",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column(
            "minutes",
            sa.Integer(),
            sa.CheckConstraint("minutes between 1 and 1440", name=op.f("ck_series_minutes")),
            nullable=False,
        ),
        sa.Column("title", sa.String(40), nullable=False),
        sa.Column("place", sa.String(80), nullable=False),
        sa.Column("facilitator", sa.String(40), nullable=False),
        sa.Column("every", sa.String(16), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(40), nullable=False),
        sa.Column("host_id", ID, nullable=False),
        sa.Column("made_until", sa.Date(), nullable=False),
        sa.Column("look_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.ForeignKeyConstraint(["host_id"], ["person.id"], name=op.f("fk_series_host_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_series_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_index("ix_series_look_at", "series", ["look_at"])


def guide() -> None:
    op.create_table(
        "guide",
        sa.Column("membership_id", ID, nullable=False),
        sa.Column("coordinator_id", ID),
        sa.Column("deputy_id", ID),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["person.id"], name=op.f("fk_guide_coordinator_id_person")
        ),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name=op.f("fk_guide_deputy_id_person")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_guide_membership_id_membership")
        ),
        sa.PrimaryKeyConstraint("membership_id", name=op.f("pk_guide")),
    )


def meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column(
            "minutes",
            sa.Integer(),
            sa.CheckConstraint("minutes between 1 and 1440", name=op.f("ck_meeting_minutes")),
            nullable=False,
        ),
        sa.Column("title", sa.String(40), nullable=False),
        sa.Column("place", sa.String(80), nullable=False),
        sa.Column("facilitator", sa.String(40), nullable=False),
        sa.Column("series_id", ID),
        sa.Column("series_day", sa.Date()),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("planned_at", Moment(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.String(9),
            sa.CheckConstraint(
                "state in ('planned', 'skipped', 'cancelled', 'held', 'not_held')",
                name=op.f("ck_meeting_state"),
            ),
            nullable=False,
        ),
        sa.Column("minutes_held", sa.Integer()),
        sa.Column("asked_at", Moment()),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_meeting_series_id_series")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_meeting_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("series_id", "series_day", name=op.f("uq_meeting_series_id_series_day")),
        sa.UniqueConstraint("uid", name=op.f("uq_meeting_uid")),
    )
    op.create_index("ix_meeting_series_id", "meeting", ["series_id"])
    op.create_index("ix_meeting_state_starts_at", "meeting", ["state", "starts_at"])
    op.create_index("ix_meeting_team_id_starts_at", "meeting", ["team_id", "starts_at"])


def rhythm() -> None:
    op.create_table(
        "rhythm",
        sa.Column("id", ID, nullable=False),
        sa.Column("membership_id", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("set_by", ID, nullable=False),
        sa.Column("look_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_rhythm_membership_id_membership")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_rhythm_set_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rhythm")),
        sa.UniqueConstraint("membership_id", "kind", name=op.f("uq_rhythm_membership_id_kind")),
    )
    op.create_index("ix_rhythm_look_at", "rhythm", ["look_at"])


def series_person() -> None:
    op.create_table(
        "series_person",
        sa.Column("series_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_series_person_person_id_person")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_series_person_series_id_series")),
        sa.PrimaryKeyConstraint("series_id", "person_id", name=op.f("pk_series_person")),
    )


def agenda_point() -> None:
    op.create_table(
        "agenda_point",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("point", sa.String(48), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_point_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agenda_point_person_id_person")),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", "point", name=op.f("pk_agenda_point")),
    )


def attendee() -> None:
    op.create_table(
        "attendee",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("host", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(4), nullable=False),
        sa.Column("came", sa.Boolean()),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendee_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendee_person_id_person")),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_attendee")),
    )
    op.create_index("ix_attendee_person_id", "attendee", ["person_id"])


def meeting_theme() -> None:
    op.create_table(
        "meeting_theme",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("theme", sa.String(24), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_theme_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "theme", name=op.f("pk_meeting_theme")),
    )


def reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("lead", sa.String(8), nullable=False),
        sa.Column("look_at", Moment(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_reminder_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "meeting_id",
            "sequence",
            "person_id",
            "lead",
            name=op.f("uq_reminder_meeting_id_sequence_person_id_lead"),
        ),
    )
    op.create_index("ix_reminder_person_id_state", "reminder", ["person_id", "state"])
    op.create_index("ix_reminder_state_look_at", "reminder", ["state", "look_at"])

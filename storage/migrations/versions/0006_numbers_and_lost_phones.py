"""A lost phone is more than a pause; and the number of an old button never becomes that of something new."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0006"
down_revision = "0005"

# Their numbers stand in buttons, or in work under way, that outlive the row.
NUMBERED = ("alarm", "notice", "request")


def upgrade() -> None:
    op.add_column("person", sa.Column("phone_lost_at", Moment()))
    op.drop_column("safety_number", "opening")
    renumber(autoincrement=True)


def downgrade() -> None:
    renumber(autoincrement=False)
    op.add_column("safety_number", sa.Column("opening", sa.String(60), server_default="", nullable=False))
    op.drop_column("person", "phone_lost_at")


def renumber(*, autoincrement: bool) -> None:
    """SQLite gives the number of a last row again unless the table says otherwise, which takes a new table."""
    for table in NUMBERED:
        kept = {"sqlite_autoincrement": autoincrement}
        with op.batch_alter_table(table, recreate="always", table_kwargs=kept):
            pass

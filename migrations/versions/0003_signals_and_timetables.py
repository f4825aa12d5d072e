"""Let instances wait for signals, and processes open cases by their timetable."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(
            sa.Column("origin", sa.String(length=12), nullable=False, server_default="message")
        )
    with op.batch_alter_table("subscriptions") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=8), nullable=False, server_default="message"))
        batch_op.drop_index("ix_subscriptions_correlation")
        batch_op.create_index("ix_subscriptions_correlation", ["tenant_id", "message", "key", "kind"])
    with op.batch_alter_table("jobs") as batch_op:
        batch_op.alter_column("case_number", existing_type=sa.String(length=24), nullable=True)
    # What is there was made by messages; from now on whoever writes a row says what made it.
    for table in ("cases", "subscriptions"):
        with op.batch_alter_table(table) as batch_op:
            column = "origin" if table == "cases" else "kind"
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM jobs WHERE case_number IS NULL")
    op.execute("DELETE FROM subscriptions WHERE kind <> 'message'")
    with op.batch_alter_table("jobs") as batch_op:
        batch_op.alter_column("case_number", existing_type=sa.String(length=24), nullable=False)
    with op.batch_alter_table("subscriptions") as batch_op:
        batch_op.drop_index("ix_subscriptions_correlation")
        batch_op.create_index("ix_subscriptions_correlation", ["tenant_id", "message", "key"])
        batch_op.drop_column("kind")
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_column("origin")

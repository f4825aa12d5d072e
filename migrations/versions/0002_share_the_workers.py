"""Share the workers fairly."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DUE = sa.text("status = 'due'")
HELD = sa.text("status = 'due' AND lease_until IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("jobs") as batch_op:
        batch_op.drop_index("ix_jobs_due")
        batch_op.create_index("ix_jobs_due", ["tenant_id", "due_at"], sqlite_where=DUE, postgresql_where=DUE)
        batch_op.create_index(
            "ix_jobs_held", ["tenant_id", "lease_until"], sqlite_where=HELD, postgresql_where=HELD
        )


def downgrade() -> None:
    with op.batch_alter_table("jobs") as batch_op:
        batch_op.drop_index("ix_jobs_held")
        batch_op.drop_index("ix_jobs_due")
        batch_op.create_index("ix_jobs_due", ["due_at"], sqlite_where=DUE, postgresql_where=DUE)

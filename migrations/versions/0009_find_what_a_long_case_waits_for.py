"""Find who held a task, and what a process has not taken, without looking at all that a case ever had."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CASE = ("tenant_id", "case_number")
NOT_TAKEN = sa.text("status IN ('received', 'with-handler')")


def upgrade() -> None:
    op.drop_index("ix_tasks_case", table_name="tasks")
    op.create_index("ix_tasks_case", "tasks", [*CASE, "element_id", "opened_at"])
    op.create_index(
        "ix_messages_not_taken",
        "messages",
        [*CASE, "created_at"],
        sqlite_where=NOT_TAKEN,
        postgresql_where=NOT_TAKEN,
    )


def downgrade() -> None:
    op.drop_index("ix_messages_not_taken", table_name="messages")
    op.drop_index("ix_tasks_case", table_name="tasks")
    op.create_index("ix_tasks_case", "tasks", [*CASE])

"""Keep what a task was answered with, so that closed cases can be replayed."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tasks", sa.Column("answers", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("tasks", "answers")

"""A draft may be one of texts or of parameters alone."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "process_drafts", sa.Column("level", sa.String(10), nullable=False, server_default="diagram")
    )


def downgrade() -> None:
    op.drop_column("process_drafts", "level")

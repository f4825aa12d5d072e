"""Keep rehearsals, and what a version's scenarios came to."""

import sqlalchemy as sa
from alembic import op

from migrations import row_security

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rehearsals",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("actions", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_rehearsals_tenant_id_tenants")),
        sa.PrimaryKeyConstraint("tenant_id", "subject_id", "person_id", name=op.f("pk_rehearsals")),
    )
    row_security.protect("rehearsals")
    op.add_column("process_versions", sa.Column("scenarios", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("process_versions", "scenarios")
    op.drop_table("rehearsals")

"""Keep comments on the elements of drafts."""

import sqlalchemy as sa
from alembic import op

from migrations import row_security

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "process_comments",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "draft_id"],
            ["process_drafts.tenant_id", "process_drafts.id"],
            name=op.f("fk_process_comments_tenant_id_draft_id_process_drafts"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_process_comments_tenant_id_tenants")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "draft_id", "id", name=op.f("pk_process_comments")),
    )
    row_security.protect("process_comments")


def downgrade() -> None:
    op.drop_table("process_comments")

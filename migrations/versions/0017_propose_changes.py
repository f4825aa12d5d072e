"""Propose changes to the consortium, or to another municipality."""

import sqlalchemy as sa
from alembic import op

from migrations import row_security

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES = ("process_proposals", "process_proposal_reviews", "process_proposal_remarks")


def _tenant(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f(f"fk_{table}_tenant_id_tenants"))
    ]


def _of_proposal(table: str) -> list[sa.Constraint]:
    reference = sa.ForeignKeyConstraint(
        ["tenant_id", "proposal_id"],
        ["process_proposals.tenant_id", "process_proposals.id"],
        name=op.f(f"fk_{table}_tenant_id_proposal_id_process_proposals"),
    )
    return [reference, *_tenant(table)]


def upgrade() -> None:
    op.create_table(
        "process_proposals",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("from_tenant", sa.String(length=40), nullable=False),
        sa.Column("to_tenant", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("live_number", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("sentences", sa.Text(), nullable=False),
        sa.Column("files", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.String(length=32), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_process_proposals")),
        *_tenant("process_proposals"),
    )
    op.create_index("ix_process_proposals_key", "process_proposals", ["tenant_id", "key"])
    op.create_table(
        "process_proposal_reviews",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("municipality", sa.String(length=40), nullable=False),
        sa.Column("stance", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint(
            "tenant_id", "proposal_id", "municipality", name=op.f("pk_process_proposal_reviews")
        ),
        *_of_proposal("process_proposal_reviews"),
    )
    op.create_table(
        "process_proposal_remarks",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("municipality", sa.String(length=40), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "proposal_id", "id", name=op.f("pk_process_proposal_remarks")),
        *_of_proposal("process_proposal_remarks"),
    )
    for table in TABLES:
        row_security.protect(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)

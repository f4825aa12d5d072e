"""Keep drafts of processes."""

import sqlalchemy as sa
from alembic import op

from migrations import row_security

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "process_drafts",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("process_key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("main", sa.String(length=120), nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saves", sa.Integer(), nullable=False),
        sa.Column("touched", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=200), nullable=False),
        sa.Column("became", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_process_drafts_tenant_id_tenants")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_process_drafts")),
    )
    op.create_table(
        "process_draft_saves",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("files", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("saved_by", sa.String(length=200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "draft_id"],
            ["process_drafts.tenant_id", "process_drafts.id"],
            name=op.f("fk_process_draft_saves_tenant_id_draft_id_process_drafts"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_process_draft_saves_tenant_id_tenants")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "draft_id", "number", name=op.f("pk_process_draft_saves")),
    )
    op.create_table(
        "process_draft_visits",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "draft_id"],
            ["process_drafts.tenant_id", "process_drafts.id"],
            name=op.f("fk_process_draft_visits_tenant_id_draft_id_process_drafts"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_process_draft_visits_tenant_id_tenants")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "draft_id", "person_id", name=op.f("pk_process_draft_visits")),
    )
    for table in ("process_drafts", "process_draft_saves", "process_draft_visits"):
        row_security.protect(table)


def downgrade() -> None:
    op.drop_table("process_draft_visits")
    op.drop_table("process_draft_saves")
    op.drop_table("process_drafts")

"""Follow definitions of the consortium."""

import sqlalchemy as sa
from alembic import op

from migrations import row_security

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = ("process_variants", "process_updates", "process_deviations")


def upgrade() -> None:
    op.create_table(
        "process_variants",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("began_number", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("began_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_process_variants_tenant_id_tenants")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "key", name=op.f("pk_process_variants")),
    )
    op.create_table(
        "process_updates",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("postponed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("draft_id", sa.String(length=32), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "key"],
            ["process_variants.tenant_id", "process_variants.key"],
            name=op.f("fk_process_updates_tenant_id_key_process_variants"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_process_updates_tenant_id_tenants")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "key", "number", name=op.f("pk_process_updates")),
    )
    op.create_table(
        "process_deviations",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(length=12), nullable=False),
        sa.Column("elements", sa.Text(), nullable=False),
        sa.Column("sentences", sa.Text(), nullable=False),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "key"],
            ["process_variants.tenant_id", "process_variants.key"],
            name=op.f("fk_process_deviations_tenant_id_key_process_variants"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_process_deviations_tenant_id_tenants")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_process_deviations")),
    )
    op.create_index("ix_process_deviations_key", "process_deviations", ["tenant_id", "key"])
    for table in TABLES:
        row_security.protect(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)

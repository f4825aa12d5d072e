"""Reckon what working together saves."""

import sqlalchemy as sa
from alembic import op

from migrations import row_security

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("ledger_rates",)


def upgrade() -> None:
    op.create_table(
        "ledger_rates",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("hours", sa.Float(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_ledger_rates_tenant_id_tenants")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "kind", name=op.f("pk_ledger_rates")),
    )
    for table in TABLES:
        row_security.protect(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)

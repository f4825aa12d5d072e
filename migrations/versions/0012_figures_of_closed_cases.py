"""Figures of closed cases."""

import sqlalchemy as sa
from alembic import op

from migrations import row_security

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = ("figures", "digested_cases", "shared_figures")


def upgrade() -> None:
    op.create_table(
        "figures",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("metric", sa.String(length=10), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.String(length=120), nullable=False),
        sa.Column("ending", sa.String(length=120), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("bins", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "key"],
            ["process_definitions.tenant_id", "process_definitions.key"],
            name=op.f("fk_figures_tenant_id_key_process_definitions"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_figures_tenant_id_tenants")),
        sa.PrimaryKeyConstraint(
            "tenant_id", "key", "metric", "month", "number", "element_id", "ending", name=op.f("pk_figures")
        ),
    )
    op.create_table(
        "digested_cases",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("case_number", sa.String(length=24), nullable=False),
        sa.Column("digested_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_number"],
            ["cases.tenant_id", "cases.number"],
            name=op.f("fk_digested_cases_tenant_id_case_number_cases"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_digested_cases_tenant_id_tenants")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "case_number", name=op.f("pk_digested_cases")),
    )
    op.create_table(
        "shared_figures",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("metric", sa.String(length=10), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shared_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "key"],
            ["process_definitions.tenant_id", "process_definitions.key"],
            name=op.f("fk_shared_figures_tenant_id_key_process_definitions"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_shared_figures_tenant_id_tenants")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "key", "metric", name=op.f("pk_shared_figures")),
    )
    for table in TABLES:
        row_security.protect(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)

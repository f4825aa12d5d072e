"""Try two versions of a process beside each other."""

import sqlalchemy as sa
from alembic import op

from migrations import row_security

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = ("experiments", "experiment_participations")


def upgrade() -> None:
    op.create_table(
        "experiments",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("hypothesis", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("metric", sa.String(length=12), nullable=False),
        sa.Column("ending", sa.String(length=120), nullable=False),
        sa.Column("better", sa.String(length=4), nullable=False),
        sa.Column("smallest", sa.Float(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stop_worse", sa.Boolean(), nullable=False),
        sa.Column("stop_cases", sa.Integer(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_why", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_experiments_tenant_id_tenants")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_experiments")),
    )
    op.create_index("ix_experiments_key", "experiments", ["tenant_id", "key"])
    op.create_table(
        "experiment_participations",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("experiment_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("tried_id", sa.String(length=32), nullable=False),
        sa.Column("before_id", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("joined_by", sa.String(length=200), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "key"],
            ["process_definitions.tenant_id", "process_definitions.key"],
            name=op.f("fk_experiment_participations_tenant_id_key_process_definitions"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_experiment_participations_tenant_id_tenants")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "experiment_id", name=op.f("pk_experiment_participations")),
    )
    op.add_column("process_definitions", sa.Column("trial", sa.Text(), nullable=True))
    for table in TABLES:
        row_security.protect(table)


def downgrade() -> None:
    op.drop_column("process_definitions", "trial")
    for table in reversed(TABLES):
        op.drop_table(table)

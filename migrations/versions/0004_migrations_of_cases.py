"""Remember which running cases were moved to another version, and how to bring them back."""

import sqlalchemy as sa
from alembic import op

from migrations import row_security

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "migrations",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("definition_key", sa.String(length=60), nullable=False),
        sa.Column("version_id", sa.String(length=32), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.String(length=200), nullable=False),
        sa.Column("started_by_id", sa.String(length=32), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=200), nullable=True),
        sa.Column("undo_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "version_id"],
            ["process_versions.tenant_id", "process_versions.id"],
            name=op.f("fk_migrations_tenant_id_version_id_process_versions"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_migrations_tenant_id_tenants")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_migrations")),
    )
    op.create_index("ix_migrations_definition", "migrations", ["tenant_id", "definition_key", "started_at"])
    op.create_table(
        "migrated_instances",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("migration_id", sa.String(length=32), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("case_number", sa.String(length=24), nullable=False),
        sa.Column("from_version_id", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=True),
        sa.Column("snapshot", sa.LargeBinary(), nullable=True),
        sa.Column("waits", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "migration_id"],
            ["migrations.tenant_id", "migrations.id"],
            name=op.f("fk_migrated_instances_tenant_id_migration_id_migrations"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "instance_id"],
            ["process_instances.tenant_id", "process_instances.id"],
            name=op.f("fk_migrated_instances_tenant_id_instance_id_process_instances"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "from_version_id"],
            ["process_versions.tenant_id", "process_versions.id"],
            name=op.f("fk_migrated_instances_tenant_id_from_version_id_process_2b2b"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_migrated_instances_tenant_id_tenants")
        ),
        sa.PrimaryKeyConstraint(
            "tenant_id", "migration_id", "instance_id", name=op.f("pk_migrated_instances")
        ),
    )
    op.create_index(
        "ix_migrated_instances_status", "migrated_instances", ["tenant_id", "migration_id", "status"]
    )
    op.create_index("ix_migrated_instances_instance", "migrated_instances", ["tenant_id", "instance_id"])
    for table in ("migrations", "migrated_instances"):
        row_security.protect(table)


def downgrade() -> None:
    op.execute("DELETE FROM jobs WHERE kind = 'migrate'")
    op.drop_table("migrated_instances")
    op.drop_table("migrations")

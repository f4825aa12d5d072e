"""Keep the instances of a wide repetition, and their results, a row each."""

import sqlalchemy as sa
from alembic import op

from migrations import row_security

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "instance_parts",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "instance_id", "id", name=op.f("pk_instance_parts")),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_instance_parts_tenant_id_tenants")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "instance_id"],
            ["process_instances.tenant_id", "process_instances.id"],
            name=op.f("fk_instance_parts_tenant_id_instance_id_process_instances"),
        ),
    )
    row_security.protect("instance_parts")


def downgrade() -> None:
    op.drop_table("instance_parts")

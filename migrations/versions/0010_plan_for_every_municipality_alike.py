"""Plan for every municipality alike."""

import sqlalchemy as sa
from alembic import op

from migrations import row_security

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in _owned():
        row_security.plan_for_any_tenant(table)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in _owned():
            op.execute(f"ALTER TABLE {table} ALTER COLUMN tenant_id SET STATISTICS -1")


def _owned() -> list[str]:
    found = sa.inspect(op.get_bind())
    return [
        table
        for table in found.get_table_names()
        if any(column["name"] == "tenant_id" for column in found.get_columns(table))
    ]

"""Row-level security on PostgreSQL: what a session may see and write is told by its setting app.tenant.

SQLite has no such thing; there every function here does nothing.
"""

from alembic import op

#: The role the product works as: it owns nothing, so no policy can be got around. It cannot sign in by
#: itself; the operator grants it to a role that can (docs/operations.md).
ROLE = "polku_app"

OWN = "tenant_id = current_setting('app.tenant', true)"
EVERYWHERE = "current_setting('app.tenant', true) = '*'"

CREATE_ROLE = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}')
       AND (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) THEN
        CREATE ROLE {ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;  -- another database of the same server was migrated at the same moment
END $$
"""

GRANT = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        GRANT {rights} ON {table} TO {role};
    END IF;
END $$
"""


def create_role() -> None:
    """Create the role the product works as, where the migrating role may."""
    _execute(CREATE_ROLE)


def protect(table: str, *, also_everywhere: bool = False) -> None:
    """Show and take rows of the session's own tenant only; `also_everywhere` opens it to work for all."""
    rows = f"{OWN} OR {EVERYWHERE}" if also_everywhere else OWN
    _force(table)
    _execute(f"CREATE POLICY tenant ON {table} USING ({rows}) WITH CHECK ({rows})")
    grant(table)
    plan_for_any_tenant(table)


def protect_directory(table: str) -> None:
    """Protect the table of the tenants themselves: all may be read, only the session's own is written."""
    written = f"id = current_setting('app.tenant', true) OR {EVERYWHERE}"
    _force(table)
    _execute(f"CREATE POLICY read ON {table} FOR SELECT USING (true)")
    _execute(f"CREATE POLICY insert ON {table} FOR INSERT WITH CHECK ({written})")
    _execute(f"CREATE POLICY update ON {table} FOR UPDATE USING ({written}) WITH CHECK ({written})")
    _execute(f"CREATE POLICY delete ON {table} FOR DELETE USING ({written})")
    grant(table)


def plan_for_any_tenant(table: str) -> None:
    """Plan for every municipality alike, as for one with some rows; see docs/adr/0005-tenancy.md.

    With statistics of who has how many rows, a municipality that joined after the last look at the table
    counts as one without any. Any index that begins with the tenant is then as good as the key, and a step of
    a case reads everything the municipality has.
    """
    _execute(f"ALTER TABLE {table} ALTER COLUMN tenant_id SET STATISTICS 0")


def grant(table: str, rights: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
    """Let the product's role use a table, where that role exists."""
    _execute(GRANT.format(role=ROLE, rights=rights, table=table))


def _force(table: str) -> None:
    # Forced: the owner of the tables is bound as well, should the product connect as the owner.
    _execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    _execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _execute(statement: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(statement)

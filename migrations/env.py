"""How Alembic reaches the database: one transaction for each migration, one migrating process at a time."""

from alembic import context
from sqlalchemy import Connection, event
from sqlalchemy.types import TypeDecorator

from app.cli.db import connect, load_tables
from app.db import Base

#: Any number will do, as long as every version of the product takes the same one.
MIGRATING = 7_658_001


def standard_type(kind: str, column_type: object, _context: object) -> str | bool:
    """Migrations name the database's own types: the product's may change after they were written."""
    if kind == "type" and isinstance(column_type, TypeDecorator):
        return f"sa.{column_type.impl!r}"
    return False


def take_turns(connection: Connection) -> None:
    """Let a second process that migrates wait until the first is done."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_lock(%s)", (MIGRATING,))
        connection.commit()


def migrate(connection: Connection) -> None:
    """Apply or take back what the command asked for."""
    take_turns(connection)
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=standard_type,
        transaction_per_migration=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Run on the database whose address the command put into the configuration."""
    load_tables()
    engine = connect(context.config.attributes["url"])
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.connect() as connection:
        migrate(connection)


main()

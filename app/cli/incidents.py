"""`polku incidents`: what has stopped, in every municipality, and retry it."""

import click

from app.clock import Clock
from app.config import Settings
from app.db import EVERYWHERE, Database


@click.command()
@click.option("--tenant", help="Only this municipality.")
@click.option("--retry", "incident_id", help="Retry the incident with this id (needs --tenant).")
@click.option("--note", default="", help="What was done about it.")
def incidents(tenant: str | None, incident_id: str | None, note: str) -> None:
    """List open incidents; with --retry, do again what one of them stopped."""
    database = Database(Settings.from_environment().database_url)
    if incident_id is not None:
        _retry(database, tenant, incident_id, note)
        return
    found = sum(_list(database, one) for one in _tenants(database, tenant))
    click.echo("No open incidents." if not found else f"{found} open.")


def _tenants(database: Database, tenant: str | None) -> list[str]:
    from app.tenants import directory

    if tenant is not None:
        return [tenant]
    with database.reading(EVERYWHERE) as session:
        return [each.id for each in directory.all_tenants(session)]


def _list(database: Database, tenant: str) -> int:
    from app.incidents import register

    with database.reading(tenant) as session:
        found = register.open_incidents(session)
    for incident in found:
        place = incident.element_names.get("en") or incident.element_id or "–"
        click.echo(f"{tenant}  {incident.id}  {incident.case_number}  {place}: {incident.cause}")
    return len(found)


def _retry(database: Database, tenant: str | None, incident_id: str, note: str) -> None:
    from app.identity.actor import Actor
    from app.processes import retry
    from app.processes.errors import StoppedByIncident

    if tenant is None:
        raise click.UsageError("--retry needs --tenant")
    by = Actor("", "command line")
    try:
        retry.retry(database, tenant, incident_id, by=by, note=note, now=Clock().now())
    except StoppedByIncident as stopped:
        raise click.ClickException(f"It failed again: incident {stopped.incident_id}.") from stopped
    click.echo("Owed again. A worker takes it up at once.")

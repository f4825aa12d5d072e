"""`polku incidents`: what has stopped, in every municipality, and what is done about it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from app.clock import Clock
from app.config import Settings
from app.db import EVERYWHERE, Database

if TYPE_CHECKING:
    from app.identity.actor import Actor


@click.group(invoke_without_command=True)
@click.option("--tenant", help="Only this municipality.")
@click.pass_context
def incidents(ctx: click.Context, tenant: str | None) -> None:
    """List open incidents. The commands below do something about one of them; each wants a reason."""
    if ctx.invoked_subcommand is not None:
        return
    database = _database()
    found = sum(_list(database, one) for one in _tenants(database) if tenant in {None, one})
    click.echo("No open incidents." if not found else f"{found} open.")


def _deed(command: Callable[..., None]) -> Callable[..., None]:
    """The arguments that all deeds share: the incident, why, and in whose name."""

    @click.argument("incident_id", metavar="ID")
    @click.option("--reason", required=True, help="Why: it stands in the timeline of the case.")
    @click.option("--by", default="command line", show_default=True, help="Who does it.")
    @wraps(command)
    def deed(incident_id: str, reason: str, by: str, **options: Any) -> None:
        from app.identity.actor import Actor

        database = _database()
        tenant = _tenant_of(database, incident_id)
        with _said():
            command(database, tenant, incident_id, by=Actor("", by), reason=reason, **options)

    return deed


@incidents.command()
@_deed
def retry(database: Database, tenant: str, incident_id: str, *, by: "Actor", reason: str) -> None:
    """Do again what stopped."""
    from app.processes import mending

    mending.retry(database, tenant, incident_id, by=by, reason=reason, now=Clock().now())
    click.echo("Done again, or owed: then a worker takes it up at once.")


@incidents.command()
@click.option("--set", "data", multiple=True, metavar="NAME=JSON", help="A variable of the process.")
@click.option("--sent", multiple=True, metavar="NAME=JSON", help="An answer or input that is used again.")
@_deed
def edit(
    database: Database,
    tenant: str,
    incident_id: str,
    *,
    data: tuple[str, ...],
    sent: tuple[str, ...],
    by: "Actor",
    reason: str,
) -> None:
    """Correct data, then do again what stopped. Texts are in quotes: --set 'street="Rantakatu"'."""
    from app.incidents import register
    from app.processes import mending, stopped
    from app.processes.mending import Correction

    with database.reading(tenant) as session:
        found = stopped.look(session, register.find(session, incident_id))
    correction = Correction({**(found.data or {}), **_values(data)}, {**(found.sent or {}), **_values(sent)})
    mending.correct(database, tenant, incident_id, correction, by=by, reason=reason, now=Clock().now())
    click.echo("Corrected, and done again, or owed: then a worker takes it up at once.")


@incidents.command()
@click.option("--to", "target", required=True, help="Id of the element at which the process goes on.")
@_deed
def skip(database: Database, tenant: str, incident_id: str, *, target: str, by: "Actor", reason: str) -> None:
    """Leave out what stopped and go on at another element."""
    from app.processes import mending

    mending.skip(database, tenant, incident_id, target, by=by, reason=reason, now=Clock().now())
    click.echo(f"The process goes on at {target}.")


@incidents.command()
@_deed
def cancel(database: Database, tenant: str, incident_id: str, *, by: "Actor", reason: str) -> None:
    """End the process, and the case with it."""
    from app.processes import mending

    mending.cancel(database, tenant, incident_id, by=by, reason=reason, now=Clock().now())
    click.echo("The process is ended, and the case is closed.")


@contextmanager
def _said() -> Iterator[None]:
    """What goes wrong is said in its own sentence."""
    from app.incidents.register import IncidentResolved, ReasonMissing
    from app.processes.errors import CannotMend, MovedMeanwhile, NothingCorrected, StoppedByIncident
    from app.tasks.errors import TaskError

    try:
        yield
    except StoppedByIncident as stopped:
        raise click.ClickException(f"It failed again: incident {stopped.incident_id}.") from stopped
    except (
        IncidentResolved,
        ReasonMissing,
        CannotMend,
        MovedMeanwhile,
        NothingCorrected,
        TaskError,
    ) as wrong:
        raise click.ClickException(getattr(wrong, "cause", "") or (type(wrong).__doc__ or "")) from wrong


def _values(given: tuple[str, ...]) -> dict[str, object]:
    from app.processes import data_text

    found: dict[str, object] = {}
    for each in given:
        name, equals, value = each.partition("=")
        try:
            found[name] = data_text.from_text('{"": ' + (value if equals else "") + "}")[""]
        except data_text.NotData as wrong:
            raise click.BadParameter(f"{each}: the value is no JSON; texts are in quotes.") from wrong
    return found


def _database() -> Database:
    return Database(Settings.from_environment().database_url)


def _tenants(database: Database) -> list[str]:
    from app.tenants import directory

    with database.reading(EVERYWHERE) as session:
        return [each.id for each in directory.all_tenants(session)]


def _tenant_of(database: Database, incident_id: str) -> str:
    from app.incidents import register

    for tenant in _tenants(database):
        with database.reading(tenant) as session:
            if register.exists(session, incident_id):
                return tenant
    raise click.ClickException(f"There is no incident {incident_id}.")


def _list(database: Database, tenant: str) -> int:
    from app.incidents import register

    with database.reading(tenant) as session:
        found = register.open_incidents(session)
    for incident in found:
        place = incident.element_names.get("en") or incident.element_id or "–"
        click.echo(f"{tenant}  {incident.id}  {incident.case_number}  {place}: {incident.cause}")
    return len(found)

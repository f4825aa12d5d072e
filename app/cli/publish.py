"""`polku publish`: make a diagram with its forms the live version of a municipality."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.clock import Clock
from app.config import Settings
from app.db import Database

if TYPE_CHECKING:
    from app.processes.bundles import Finding
    from app.remote import Allowed


@click.command()
@click.argument("diagram", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tenant", required=True, help="The municipality, as in its address: koivula.")
@click.option(
    "--forms", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The forms' folder."
)
@click.option("--note", default="", help="What changed, for those who look at the versions later.")
@click.option("--despite", default="", help="Why it goes live although scenarios come differently.")
@click.option("--by", default="command line", show_default=True, help="Who publishes.")
def publish(diagram: Path, tenant: str, forms: Path | None, note: str, despite: str, by: str) -> None:
    """Publish DIAGRAM with the diagrams it calls and its forms. Running cases stay on their version.

    Requests to addresses that POLKU_ADDRESSES does not allow the municipality are warned of.
    Exit code 0: published; 1: it has problems, and nothing was changed.
    """
    from app.processes import bundles, publishing
    from app.processes.errors import ScenariosDiffer, TrialRuns
    from app.tenants import directory

    settings = Settings.from_environment()
    database, addresses = Database(settings.database_url), _addresses(settings)
    with database.transaction(tenant) as session:
        directory.tenant(session)
        bundle = publishing.inspect(session, bundles.files_of(diagram, forms), addresses=addresses)
        for finding in bundle.findings:
            _show(finding)
        try:
            version = publishing.publish(
                session, bundle, by=by, note=note, now=Clock().now(), despite=despite
            )
        except publishing.NotPublishable as wrong:
            for finding in wrong.findings:
                if finding not in bundle.findings:
                    _show(finding)
            click.echo("Not published.")
            sys.exit(1)
        except TrialRuns as running:
            click.echo(f"Not published. {running.__doc__}")
            sys.exit(1)
        except ScenariosDiffer as differing:
            for name in differing.names:
                click.echo(f"scenario: {name}: comes differently than expected.")
            click.echo("Not published. Give --despite REASON to publish it all the same.")
            sys.exit(1)
        click.echo(f"Version {version.number} of {version.definition_key} is live in {tenant}.")


def _addresses(settings: Settings) -> "Allowed":
    """What processes may ask; a file of them that cannot be read stops the command with its sentence."""
    from app.remote import AddressesUnreadable, read_addresses

    try:
        return read_addresses(settings.addresses)
    except AddressesUnreadable as wrong:
        raise click.ClickException(str(wrong)) from wrong


def _show(finding: "Finding") -> None:
    place = ", ".join(
        part
        for part in (
            finding.filename,
            finding.element_id or "",
            f"line {finding.line}" if finding.line else "",
        )
        if part
    )
    click.echo(f"{finding.severity}: {place}: {finding.say(finding.sentence)} {finding.say(finding.remedy)}")

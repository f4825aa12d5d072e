"""`polku seed`: the demonstration, in an empty database."""

import click

from app.config import Settings
from app.db import Database


@click.command()
def seed() -> None:
    """Plant eight fictional municipalities with people and cases, unless there are tenants already."""
    from app.seed import planting

    database = Database(Settings.from_environment().database_url)
    if planting.plant(database, today=planting.now()):
        click.echo("Planted eight fictional municipalities with people and cases.")
    database.close()

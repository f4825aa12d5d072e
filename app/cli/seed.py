"""`polku seed`: the demonstration, in an empty database."""

import click

from app.config import Settings
from app.db import Database


@click.command()
def seed() -> None:
    """Plant eight fictional municipalities with people and cases, unless there are tenants already."""
    from app.seed import planting

    database = Database(Settings.from_environment().database_url)
    if planting.is_empty(database):
        click.echo("Planting the demonstration: its cases are played through, which takes a few seconds.")
    if planting.plant(database, today=planting.now()):
        click.echo("Planted eight fictional municipalities with people and cases.")
    database.close()

"""`polku seed` and `polku simulate`: the demonstration, in an empty database, and more of its cases."""

import click

from app.config import Settings
from app.db import Database

#: Sixty a month.
_CASES = 720


@click.command()
@click.option(
    "--cases", default=_CASES, show_default=True, help="Cases of the last year, beside the stories."
)
def seed(cases: int) -> None:
    """Plant eight fictional municipalities with people and cases, unless there are tenants already."""
    from app.seed import planting

    database = Database(Settings.from_environment().database_url, is_careful=False)
    if planting.is_empty(database):
        click.echo("Planting the demonstration: a year of cases is lived through, which takes half a minute.")
    if planting.plant(database, today=planting.now(), cases=cases):
        click.echo("Planted eight fictional municipalities with people and cases.")
    database.close()


@click.command()
@click.option("--cases", default=_CASES, show_default=True, help="About so many are opened.")
@click.option("--seed", "number", default=2, show_default=True, help="The same number gives the same year.")
def simulate(cases: int, number: int) -> None:
    """Let more invented people live through the last year in a database that was seeded.

    While it is not served: workers would do at once what falls due in that year.
    """
    from app.seed import planting

    database = Database(Settings.from_environment().database_url)
    if planting.is_empty(database):
        raise click.ClickException("There is nobody yet. Plant the demonstration first: polku seed")
    opened = planting.live_on(database, today=planting.now(), cases=cases, seed=number)
    click.echo(f"Opened {opened} cases of the last year.")
    database.close()

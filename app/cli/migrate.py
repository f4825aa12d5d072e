"""`polku migrate`: move running cases to another version of their process, and back."""

from typing import TYPE_CHECKING

import click

from app.clock import Clock
from app.config import Settings
from app.db import Database

if TYPE_CHECKING:
    from app.processes.migration import Progress
    from app.processes.migration_plan import Plan

WORDS = {"safe": "can be moved", "mapping": "needs a counterpart (--map)", "stays": "stays"}


@click.command()
@click.argument("key")
@click.option("--tenant", required=True, help="The municipality, as in its address: koivula.")
@click.option("--to", "number", type=int, help="Number of the version to move to.")
@click.option(
    "--map", "mapped", multiple=True, metavar="OLD=NEW", help="What takes an element's place, by id."
)
@click.option("--plan", "only_plan", is_flag=True, help="Only say what would become of the cases.")
@click.option("--reason", default="", help="Why: it stands in the timeline of every case.")
@click.option("--by", default="command line", show_default=True, help="Who does it.")
@click.option("--undo", metavar="ID", help="Bring back the cases of this migration that have not moved on.")
@click.option("--show", metavar="ID", help="Say how far this migration is.")
def migrate(
    key: str,
    tenant: str,
    number: int | None,
    mapped: tuple[str, ...],
    only_plan: bool,
    reason: str,
    by: str,
    undo: str | None,
    show: str | None,
) -> None:
    """Move the running cases of the process KEY to its version --to.

    The move is owed: workers do it, one case at a time, and go on where they were if they are stopped.
    """
    from app.incidents.register import ReasonMissing
    from app.processes.errors import NothingToMigrate, UnknownMigration, UnknownVersion

    database = Database(Settings.from_environment().database_url)
    try:
        if show is not None:
            _show(database, tenant, show)
        elif undo is not None:
            _undo(database, tenant, undo, by, reason)
        elif number is None:
            raise click.UsageError("Give --to, --show or --undo.")
        elif only_plan:
            _plan(database, tenant, key, number, _mapping(mapped))
        else:
            _begin(database, tenant, key, number, _mapping(mapped), by, reason)
    except (ReasonMissing, NothingToMigrate, UnknownMigration, UnknownVersion) as wrong:
        raise click.ClickException(type(wrong).__doc__ or "") from wrong


def _plan(database: Database, tenant: str, key: str, number: int, mapping: dict[str, str]) -> None:
    from app.processes import migration_plan

    with database.reading(tenant) as session:
        _say(migration_plan.plan(session, key, number, mapping))


def _say(plan: "Plan") -> None:
    if not plan.total:
        click.echo("All running cases are on this version already.")
    for line in plan.lines:
        reasons = "; ".join(f"{each.element_id or '–'}: {each.sentence}" for each in line.reasons)
        click.echo(f"{line.count:6}  of version {line.version}  {WORDS[line.way]}  {reasons}".rstrip())
    for each in plan.counterparts:
        if each.chosen is None:
            click.echo(f"  --map {each.element_id}=  one of: {', '.join(each.choices)}")


def _begin(
    database: Database, tenant: str, key: str, number: int, mapping: dict[str, str], by: str, reason: str
) -> None:
    from app.identity.actor import Actor
    from app.processes import migration

    with database.transaction(tenant) as session:
        begun = migration.begin(
            session, key, number, mapping, by=Actor("", by), reason=reason, now=Clock().now()
        )
        progress = migration.progress(session, begun.id)
    click.echo(f"Migration {begun.id}: {progress.total} cases are owed to the workers.")


def _undo(database: Database, tenant: str, migration_id: str, by: str, reason: str) -> None:
    from app.identity.actor import Actor
    from app.processes import migration

    with database.transaction(tenant) as session:
        migration.undo(session, migration_id, by=Actor("", by), reason=reason, now=Clock().now())
    click.echo("Workers bring back every case that has not moved on since.")


def _show(database: Database, tenant: str, migration_id: str) -> None:
    from app.processes import migration

    with database.reading(tenant) as session:
        _tell(migration.progress(session, migration_id))
        for case in migration.cases(session, migration_id):
            reasons = "; ".join(f"{each['element_id'] or '–'}: {each['sentence']}" for each in case.reasons)
            click.echo(f"  {case.case_number}  {reasons}")


def _tell(progress: "Progress") -> None:
    counts = ", ".join(f"{count} {status}" for status, count in sorted(progress.counts.items()))
    click.echo(f"To version {progress.number}: {progress.done} of {progress.total} done ({counts}).")


def _mapping(mapped: tuple[str, ...]) -> dict[str, str]:
    pairs = [each.partition("=") for each in mapped]
    wrong = next((old for old, equals, new in pairs if not (old and equals and new)), None)
    if wrong is not None:
        raise click.BadParameter(f"--map {wrong}: write OLD=NEW.")
    return {old: new for old, _, new in pairs}

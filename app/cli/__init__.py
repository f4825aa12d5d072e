"""`polku`: the command line. Each command is imported only when it is called."""

from collections.abc import Mapping
from importlib import import_module

import click

#: command → "module:attribute"; a new command adds a line here.
COMMANDS: Mapping[str, str] = {
    "check": "app.cli.check:check",
    "db": "app.cli.db:group",
    "decide": "app.cli.decide:decide",
    "diff": "app.cli.diff:diff",
    "doctor": "app.cli.doctor:doctor",
    "feel": "app.cli.feel:feel",
    "incidents": "app.cli.incidents:incidents",
    "merge": "app.cli.merge:merge_command",
    "migrate": "app.cli.migrate:migrate",
    "publish": "app.cli.publish:publish",
    "rehearse": "app.cli.rehearse:rehearse",
    "repair": "app.cli.repair:repair",
    "seed": "app.cli.seed:seed",
    "serve": "app.cli.serve:serve",
    "simulate": "app.cli.seed:simulate",
    "web": "app.cli.serve:web",
    "worker": "app.cli.serve:worker",
}


class Commands(click.Group):
    """A group whose commands are found in the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command), f"{COMMANDS[cmd_name]} is no command"
        return command


@click.command(cls=Commands)
def main() -> None:
    """Case handling for municipalities: every service is a BPMN process."""

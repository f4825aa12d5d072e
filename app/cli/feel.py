"""`polku feel`: what is the value of this expression? Needs no database."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

import click

from app.cli.translating import LANGUAGE, translator
from app.feel import FeelError, FeelSyntaxError, compile_expression
from app.feel.budget import Run
from app.feel.writing import write
from app.tenants.calendar import FINLAND
from app.translating import Translate

NO_VALUE, WRONG = 1, 2


@click.command()
@click.argument("expression")
@click.option("--context", default="{}", metavar="JSON", help="The data that the expression may name.")
@LANGUAGE
def feel(expression: str, context: str, lang: str) -> None:
    """Evaluate an expression of FEEL and write its value as FEEL writes it.

    The exit code is 0 for a value, 1 where it has none, 2 where the expression or the data cannot be read.
    """
    translate = translator(lang)
    data = read_data(context, "--context")
    try:
        compiled = compile_expression(expression.removeprefix("="))
        value = compiled.evaluate(data, now=datetime.now(UTC), calendar=FINLAND)
    except FeelSyntaxError as error:
        _show_place(error, translate)
        sys.exit(WRONG)
    except FeelError as error:
        click.echo(error.say(translate(error.sentence)), err=True)
        sys.exit(NO_VALUE)
    click.echo(write(value, Run(), quoted=True))


def read_data(text: str, option: str) -> Mapping[str, object]:
    """A JSON object with exact decimals; raises click.BadParameter."""
    try:
        data = json.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise click.BadParameter(f"{error}", param_hint=option) from error
    if not isinstance(data, dict):
        raise click.BadParameter('a JSON object such as {"amount": 5}', param_hint=option)
    return data


def _show_place(error: FeelSyntaxError, translate: Translate) -> None:
    """The sentence, and below it the line with a mark where the mistake stands."""
    line = error.source.split("\n")[error.line - 1] if error.source else ""
    click.echo(f"{error.line}:{error.column}: {error.say(translate(error.sentence))}", err=True)
    click.echo(f"    {line}\n    {' ' * (error.column - 1)}^", err=True)

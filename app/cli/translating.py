"""The language that sentences of the command line are asked for in."""

import click

from app.translating import LANGUAGES, Translate, translator

__all__ = ["LANGUAGE", "Translate", "translator"]

#: The option that commands with sentences have in common.
LANGUAGE = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", help="Language of the sentences."
)

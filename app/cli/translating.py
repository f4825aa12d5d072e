"""Sentences of the command line in the language that was asked for."""

import gettext
from collections.abc import Callable
from pathlib import Path

import click

import app

Translate = Callable[[str], str]

#: The option that commands with sentences have in common.
LANGUAGE = click.option(
    "--lang", type=click.Choice(["en", "fi", "sv"]), default="en", help="Language of the sentences."
)


def translator(lang: str) -> Translate:
    """What turns an English sentence into one of the language; English where it is not translated."""
    folder = Path(app.__file__).parent / "translations"
    return gettext.translation("messages", folder, [lang], fallback=True).gettext

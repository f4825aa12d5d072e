"""Versions of a service as files or folders on the command line."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from app.bpmn.reading import MAX_BYTES
from app.levels import ENDINGS
from app.tailoring import Files, NotComparable

UNREADABLE = 2
#: What belongs to a version; other files of a folder are left alone.
_SUFFIXES = (".bpmn", ".form", ".dmn", *ENDINGS)
PLACE = click.Path(exists=True, readable=True, path_type=Path)


def files_at(place: Path) -> Files:
    """The files of a version: the one file, or all below a folder, with own texts and parameters."""
    if place.is_file():
        return {place.name: _content(place)}
    found = [path for path in sorted(place.rglob("*")) if path.name.endswith(_SUFFIXES) and path.is_file()]
    return {path.relative_to(place).as_posix(): _content(path) for path in found}


def stop(refusal: NotComparable, said: str, remedy: str) -> NoReturn:
    """End with the sentence and the remedy of a refusal."""
    values = refusal.values
    click.echo(f"{said % values}\n    → {remedy % values}", err=True)
    sys.exit(UNREADABLE)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)

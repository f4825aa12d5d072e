"""Typesetting by Typst, which comes as one wheel with its fonts: nothing else has to be installed.

The facts go in as JSON beside the template, never into its source: whatever a name or an answer says is text.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from app.translating import N_, translator

_FOLDER = Path(__file__).parent
#: The pages of a demonstration say the same.
_FICTIONAL = N_("All municipalities and people on this page are fictional.")


def typeset(template: str, facts: Mapping[str, object], *, made: datetime, is_fictional: bool) -> bytes:
    """A PDF of ``<template>.typ``; the same facts give the same bytes, `made` is written into the file.

    It keeps to PDF/UA-1, so screen readers can read it. Where no font has a sign, that rule cannot be kept:
    then the file is tagged all the same and shows a box in the sign's place. What a demonstration makes is
    fictional, and says so on every page, in the language of the facts.
    """
    said = translator(str(facts["language"]))(_FICTIONAL) if is_fictional else ""
    given = {"facts": json.dumps({**facts, "fictional": said}, ensure_ascii=False)}
    try:
        return _compiled(template, given, made, "ua-1")
    except typst.TypstError:
        return _compiled(template, given, made, None)


def _compiled(
    template: str, given: dict[str, str], made: datetime, standard: Literal["ua-1"] | None
) -> bytes:
    compiler = typst.Compiler(font_paths=_fonts(), sys_inputs=given)
    made_of = compiler.compile(
        _source(template), format="pdf", pdf_standards=standard or [], timestamp=int(made.timestamp())
    )
    assert isinstance(made_of, bytes)
    return made_of


@cache
def _fonts() -> typst.Fonts:
    """With the machine's fonts beside those of the wheel, more scripts can be shown."""
    return typst.Fonts()


@cache
def _source(template: str) -> bytes:
    return b"\n".join((_FOLDER / f"{name}.typ").read_bytes() for name in ("look", template))

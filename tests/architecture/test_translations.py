"""Everything that a person reads is there in Finnish and Swedish, and says the same values."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

import app

ROOT = Path(app.__file__).parent
PLACE = re.compile(r"%\(\w+\)[a-z]|\{\w+\}|%%|</?\w+")


@cache
def said() -> frozenset[str]:
    """The sentences of the product, as `make translations` collects them."""
    with (ROOT.parent / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
    found = extract_from_dir(str(ROOT), methods, options, keywords=keywords)
    return frozenset(text if isinstance(text, str) else text[0] for _file, _line, text, *_rest in found)


def catalogue(language: str) -> Catalog:
    with (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file)


def forms(message: Message) -> list[tuple[str, str]]:
    """Each English form beside its translation."""
    ours, theirs = message.id, message.string
    if isinstance(ours, str):
        return [(ours, str(theirs))]
    return list(zip(ours, theirs, strict=True))


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_sentence_is_translated(language: str) -> None:
    translated = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue(language)
        if message.id and not message.fuzzy and all(theirs for _ours, theirs in forms(message))
    }

    assert sorted(said() - translated) == [], "run `make translations`, then fill in what is new"
    assert sorted(translated - said()) == []


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_translation_names_the_same_values(language: str) -> None:
    for message in catalogue(language):
        for ours, theirs in forms(message) if message.id else []:
            # Only what is said of one thing may do without its number.
            left_out = set(PLACE.findall(ours)) ^ set(PLACE.findall(theirs))
            assert left_out <= ({"%(num)d"} if isinstance(message.id, tuple) else set()), ours

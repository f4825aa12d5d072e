"""Keys for parts that have none of their own: siblings of one kind, matched by what they say."""

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from app.changes.parts import Part, Tree

Source = TypeVar("Source")


def twin_keys(stem: str, twins: Sequence[Source], guide: Tree, said: Callable[[object], str]) -> list[str]:
    """A key for each of several siblings of the same stem; those of `guide` keep theirs.

    Equal content is matched first, then what is left in order; what is new is named by its content, so that
    two sides that add the same add one thing. `said` gives the content of a source as text.
    """
    known = _known(stem, guide)
    texts = [said(twin) for twin in twins]
    keys = [_take(known, [said(part.source) == text for part in known]) for text in texts]
    keys = [key or _take(known, [True] * len(known)) for key in keys]
    taken = {key for key in keys if key} | {stem if stem in guide else ""}
    for at, key in enumerate(keys):
        keys[at] = key or _fresh(stem, texts[at], taken)
    return [key for key in keys if key]


def twins_of(guide: Tree) -> set[str]:
    """The stems of which the guide has several."""
    return {key.partition("~")[0] for key in guide if "~" in key}


def _known(stem: str, guide: Tree) -> list[Part]:
    """The twins of the guide, in order: what its own keys were made of by this module."""
    if stem not in guide:
        return []
    first = guide[stem]
    siblings = guide[first.parent].children if first.parent in guide else []
    return [first, *(guide[key] for key in siblings if key.startswith(f"{stem}~"))]


def _take(known: list[Part], fits: Sequence[bool]) -> str | None:
    return known.pop(fits.index(True)).key if any(fits) else None


def _fresh(stem: str, text: str, taken: set[str]) -> str:
    if stem not in taken:
        key = stem
    else:
        key = f"{stem}~{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        while key in taken:
            key += "~"
    taken.add(key)
    return key

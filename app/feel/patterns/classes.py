"""Sets of characters: \\d, \\w, \\i, \\p{L}, blocks, and what is left when one is taken from another."""

import functools
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.feel.patterns.blocks import BLOCKS

_LAST = 0x10FFFF
#: No letter stands between these planes and the tags at 0xE0000; beyond those there is only private use.
_ASSIGNED = (range(0x32400), range(0xE0000, 0xE0200))

Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Ranges:
    """Characters from … to …; `properties` is the same for RE2 where that has a shorter word for it."""

    pairs: Pairs = ()
    properties: str = ""

    def joined(self, other: "Ranges") -> "Ranges":
        """All of both."""
        return Ranges(self.pairs + other.pairs, self.properties + other.properties)

    def inverted(self) -> "Ranges":
        """All but these."""
        return Ranges(_inverted(self.numbers()))

    def without(self, other: "Ranges") -> "Ranges":
        """These, but none of the other."""
        return Ranges(_inverted(Ranges(_inverted(self.numbers())).pairs + other.numbers()))

    def numbers(self) -> Pairs:
        """All of it as numbers, in order."""
        return _merged((*self.pairs, *_of_properties(self.properties)))


def text_class(found: Ranges, *, inverted: bool = False) -> str:
    """The set, or all but it, between square brackets, as RE2 reads it."""
    pairs = "".join(f"\\x{{{low:x}}}-\\x{{{high:x}}}" for low, high in found.pairs)
    if not pairs and not found.properties:  # RE2 has no empty class
        return f"[^\\x{{0}}-\\x{{{_LAST:x}}}]"
    return f"[{'^' if inverted else ''}{pairs}{found.properties}]"


def _merged(pairs: Iterable[tuple[int, int]]) -> Pairs:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(pairs):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def _inverted(pairs: Iterable[tuple[int, int]]) -> Pairs:
    inverted, start = [], 0
    for low, high in _merged(pairs):
        if low > start:
            inverted.append((start, low - 1))
        start = high + 1
    if start <= _LAST:
        inverted.append((start, _LAST))
    return tuple(inverted)


# --- properties ----------------------------------------------------------------------------------

_CATEGORIES = frozenset(
    (
        *("L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No"),
        *("P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp"),
        *("S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn"),
    )
)


def property_class(name: str, *, inverted: bool) -> Ranges:
    """What \\p{name} stands for: a general category or a block; raises ValueError where there is none."""
    if name.startswith("Is"):
        found = Ranges((BLOCKS[name[2:]],)) if name[2:] in BLOCKS else None
        if found is None:
            raise ValueError("no such block")
        return found.inverted() if inverted else found
    if name not in _CATEGORIES:
        raise ValueError("no such property")
    if name in ("C", "Cn"):  # RE2 leaves out what is not assigned
        found = Ranges(_category(name))
        return found.inverted() if inverted else found
    return Ranges(properties=f"\\{'P' if inverted else 'p'}{{{name}}}")


def _of_properties(written: str) -> Pairs:
    """The numbers of RE2's words \\p{…} and \\P{…}."""
    found: list[tuple[int, int]] = []
    for part in written.split("\\")[1:]:
        pairs = _category(part[2:-1])
        found += _inverted(pairs) if part[0] == "P" else pairs
    return tuple(found)


@functools.cache
def _category(name: str) -> Pairs:
    """All characters of a general category; a category of one letter is all that begin with it."""
    return _merged(pair for each, pairs in _categories().items() if each.startswith(name) for pair in pairs)


@functools.cache
def _categories() -> Mapping[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {"Cn": [(0x32400, 0xDFFFF), (0xE0200, 0xEFFFF)]}
    found["Co"] = [(0xF0000, _LAST)]
    for part in _ASSIGNED:
        for number in part:
            pairs = found.setdefault(unicodedata.category(chr(number)), [])
            if pairs and pairs[-1][1] == number - 1:
                pairs[-1] = (pairs[-1][0], number)
            else:
                pairs.append((number, number))
    return found


# --- escapes of several characters (XML Schema, F.1.1) -------------------------------------------

_SPACE = Ranges(((0x9, 0xA), (0xD, 0xD), (0x20, 0x20)))
_NAME_START = Ranges(
    (
        *((0x3A, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF)),
        *((0x370, 0x37D), (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF)),
        *((0x3001, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF)),
    )
)
_NAME = _NAME_START.joined(
    Ranges(((0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040)))
)
#: Not punctuation, separators and others.
_WORD = Ranges(properties="\\p{L}\\p{M}\\p{N}\\p{S}")

CLASSES: Mapping[str, Callable[[], Ranges]] = {
    "s": lambda: _SPACE,
    "S": _SPACE.inverted,
    "i": lambda: _NAME_START,
    "I": _NAME_START.inverted,
    "c": lambda: _NAME,
    "C": _NAME.inverted,
    "d": lambda: Ranges(properties="\\p{Nd}"),
    "D": lambda: Ranges(properties="\\P{Nd}"),
    "w": lambda: _WORD,
    "W": _WORD.inverted,
}

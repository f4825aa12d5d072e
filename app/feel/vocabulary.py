"""Names and types that an expression may use though words alone do not tell where they end (10.3.1.5).

Words that follow each other are one name, so `Monthly Salary` needs no declaration. Names that hold a sign, a
number or a keyword do: `Pre-bureau score`, `Line 2`, `date and time`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.feel.errors import FeelSyntaxError
from app.feel.tokens import END, NAME, tokenize
from app.feel.types import NAMED, Type

#: By their first word: the values of a name's tokens with the name, the longest first.
Words = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

_BUILT_IN = ("date and time", "years and months duration", "get or else", "working days between")
_SPACED = frozenset("./-'’+*")


@dataclass(frozen=True)
class Vocabulary:
    """`names` are those in scope, `parts` those of contexts' entries, `types` what `instance of` may name."""

    names: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    types: Mapping[str, Type] = field(default_factory=dict, hash=False, compare=False)

    @cached_property
    def in_scope(self) -> Words:
        """The names in scope that must be known to be read."""
        return words((*_BUILT_IN, *self.names))

    @cached_property
    def after_dots(self) -> Words:
        """The names of entries that must be known to be read."""
        return words(self.parts)

    @cached_property
    def type_names(self) -> Words:
        """The names of all types."""
        return words((*NAMED, *self.types), simple=True)

    def type_named(self, name: str) -> Type:
        """The type that one of `type_names` is of; those of the standard come first."""
        return NAMED.get(name) or self.types[name]

    def including(self, names: Iterable[str]) -> "Vocabulary":
        """The vocabulary inside something that gives values to these names, too."""
        more = Vocabulary(self.names.union(names), self.parts, self.types)
        vars(more).update(after_dots=self.after_dots, type_names=self.type_names)  # they stay the same
        return more


def words(names: Iterable[str], *, simple: bool = False) -> Words:
    """The names by their first word; those of words alone are left out, unless `simple` wants them, too."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in set(names):
        tokens = _tokens(name)
        if tokens and (simple or any(mark != NAME for mark, _ in tokens[1:])):
            values = tuple(value for _, value in tokens)
            found.setdefault(values[0], []).append((values, name))
    return {first: tuple(sorted(each, key=_longest_first)) for first, each in found.items()}


def _longest_first(entry: tuple[tuple[str, ...], str]) -> int:
    return -len(entry[0])


def _tokens(name: str) -> list[tuple[str, str]]:
    """The tokens of a name; none where it is no name, and can only be written between ` marks."""
    try:
        tokens = [token for token in tokenize(name) if token[0] != END]
    except FeelSyntaxError:
        return []
    return tokens if tokens and tokens[0][0] == NAME else []


def written_name(values: Iterable[str]) -> str:
    """A name that is declared by its tokens: words apart, signs between them."""
    name = ""
    for value in values:
        touching = not name or value in _SPACED or name[-1] in _SPACED
        name += value if touching else " " + value
    return name


STANDARD = Vocabulary()

"""Item definitions as types: components, collections, functions, and the values that are allowed (7.3.3)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from app.decisions.elements import children, first, label, place_of, text
from app.decisions.problems import Finding, Problem, reason
from app.feel import tree
from app.feel.budget import Run
from app.feel.errors import FeelSyntaxError
from app.feel.parsing import parse_unary_tests
from app.feel.program import Program
from app.feel.types import NAMED, Anything, ContextType, FunctionType, ListType, Type
from app.feel.vocabulary import Vocabulary
from app.translating import N_

UNKNOWN_TYPE = Finding(
    "type-unknown",
    "error",
    N_("“%(element)s” is of a type that is not defined: %(type)s."),
    N_("Choose one of the types of the file, or one of FEEL such as number, string or date."),
)
TYPE_CIRCLE = Finding(
    "type-circle",
    "error",
    N_("The type “%(element)s” is defined by itself."),
    N_("Choose another type as its base."),
)
CONSTRAINT_BROKEN = Finding(
    "constraint-broken",
    "error",
    N_("The allowed values of the type “%(element)s” cannot be read: %(reason)s"),
    N_("Write allowed values as tests of a table: “red”, “green” or [1..10], in double quotation marks."),
)

#: The type of a name; None where there is none.
Lookup = Callable[[str], Type | None]


@dataclass(slots=True, eq=False)
class Item(Type):
    """A defined type: what its values are made of, and which of them are allowed.

    `siblings` are the components that the tests may name, `whole` says that they test a list, not its items.
    """

    name: str
    base: Type = field(default_factory=Anything)
    tests: Program | None = None
    siblings: Sequence[str] = ()
    whole: bool = False
    listed: str = ""  #: the allowed values as they are written
    cells: tree.UnaryTests | None = None  #: and as they are read

    def holds(self, value: object, run: Run) -> bool:
        """Whether a value that is not null is of the base and allowed."""
        return self.allows(value, {}, run)

    def allows(self, value: object, beside: Mapping[str, object], run: Run) -> bool:
        """The same inside a context: `beside` are its entries, which the tests may name."""
        if not self.base.holds(value, run):
            return False
        if self.tests is None:
            return True
        tested = value if isinstance(value, list) and not self.whole else [value]
        named = [beside.get(name) for name in self.siblings]
        return all(self.tests.run(run, [each, *named]) is True for each in tested)

    def plain(self) -> Type:
        """What it is made of."""
        return self.base.plain()


@dataclass(frozen=True, slots=True)
class Components(ContextType):
    """A context of components, whose tests may name each other's values."""

    def holds(self, value: object, run: Run) -> bool:
        """Whether every component is there and null, or of its type and allowed."""
        if not isinstance(value, dict):
            return False
        run.spend(len(self.entries))
        return all(
            key in value and (value[key] is None or _allows(entry, value[key], value, run))
            for key, entry in self.entries.items()
        )


def _allows(type_: Type, value: object, beside: Mapping[str, object], run: Run) -> bool:
    return type_.allows(value, beside, run) if isinstance(type_, Item) else type_.holds(value, run)


class Items:
    """The types of one file, its own and those of the files it imports, by the names they have here."""

    def __init__(self, root: etree._Element, imported: Mapping[str, Type]) -> None:
        self.types: dict[str, Type] = dict(imported)
        self.parts: set[str] = set()
        self.problems: list[Problem] = []
        found = {label(xml): xml for xml in children(root, "itemDefinition")}
        self.types |= {name: Item(name) for name in found}
        for name, xml in found.items():
            item = self.types[name]
            assert isinstance(item, Item)
            self._fill(item, xml)
        self._refuse_circles(found)

    def named(self, ref: str | None, xml: etree._Element, element: str) -> Type | None:
        """The type that a reference names, None for Any; notes a problem where there is none."""
        if not ref:
            return None
        name = " ".join(ref.split())
        found = self.types.get(name) or NAMED.get(name) or NAMED.get(name.rpartition(":")[2])
        if found is None:
            found = self.types.get(name.rpartition(":")[2])
        if found is None:
            self.problems.append(UNKNOWN_TYPE.at(place_of(xml, element), type=name[:120]))
        return None if isinstance(found, Anything) else found

    def _fill(self, item: Item, xml: etree._Element) -> None:
        item.base = self._base(xml, item.name)
        if xml.get("isCollection") == "true":
            item.base = ListType(item.base)
        constraint = first(xml, "typeConstraint")
        item.whole = constraint is not None
        item.listed = text(constraint if item.whole else first(xml, "allowedValues"))
        if item.listed:
            self._constrain(item, xml)

    def _base(self, xml: etree._Element, name: str) -> Type:
        components = list(children(xml, "itemComponent"))
        if components:
            names = [label(part) for part in components]
            return Components(
                {name: self._component(part, names) for name, part in zip(names, components, strict=True)}
            )
        function = first(xml, "functionItem")
        if function is not None:
            takes = [self.named(each.get("typeRef"), each, name) for each in children(function, "parameters")]
            return FunctionType(tuple(takes), self.named(function.get("outputTypeRef"), function, name))
        return self.named(text(xml, "typeRef"), xml, name) or Anything()

    def _component(self, xml: etree._Element, names: Sequence[str]) -> Item:
        item = Item(label(xml), siblings=[name for name in names if name != label(xml)])
        self.parts.add(item.name)
        self._fill(item, xml)
        return item

    def _constrain(self, item: Item, xml: etree._Element) -> None:
        try:
            item.cells = parse_unary_tests(item.listed, Vocabulary(frozenset(item.siblings)))
            item.tests = Program(item.cells, item.listed, ["?", *item.siblings])
        except FeelSyntaxError as error:
            self.problems.append(CONSTRAINT_BROKEN.at(place_of(xml, item.name), reason=reason(error)))

    def _refuse_circles(self, found: Mapping[str, etree._Element]) -> None:
        """A type may hold itself inside a component or a list, but not be based on itself."""
        for name, xml in found.items():
            seen: list[Type] = []
            type_: Type = self.types[name]
            while isinstance(type_, Item) and type_ not in seen:
                seen.append(type_)
                type_ = type_.base
            if isinstance(type_, Item):
                self.problems.append(TYPE_CIRCLE.at(place_of(xml, name)))
                type_.base = Anything()


def vocabulary(items: Items, parts: Sequence[str]) -> Vocabulary:
    """The names and types that every expression of the file may use."""
    return Vocabulary(frozenset(), frozenset(items.parts.union(parts)), items.types)

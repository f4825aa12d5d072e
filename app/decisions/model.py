"""Decisions ready to be made, and what each requires (DMN 1.5, 6.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.decisions.boxes import TableNode
from app.decisions.elements import Definitions, Element
from app.decisions.items import Items
from app.decisions.problems import Problem
from app.feel.program import Program
from app.feel.types import Type
from app.feel.vocabulary import Vocabulary

Key = tuple[str, str]  #: namespace and id of an element


@dataclass(frozen=True, slots=True)
class Need:
    """What an element requires: the element, and the import under whose name it is known, "" for none."""

    key: Key
    name: str
    under: str


@dataclass(slots=True)
class Node:
    """An element of the graph. `program` gives its value, or the function that it is, from its needs."""

    element: Element
    key: Key
    type: Type | None
    needs: Sequence[Need] = ()
    names: Sequence[str] = ()
    program: Program | None = None
    tables: Sequence[TableNode] = ()
    #: of a service, by their keys: what it is given, and what it gives
    parameters: Sequence[Key] = ()
    outputs: Sequence[Key] = ()

    @property
    def name(self) -> str:
        """What it is called."""
        return self.element.name


@dataclass(slots=True)
class File:
    """One file of a bundle."""

    definitions: Definitions
    imports: Mapping[str, "File"] = field(default_factory=dict)
    items: Items | None = None
    words: Vocabulary = field(default_factory=Vocabulary)


@dataclass(slots=True)
class Model:
    """The decisions of a bundle's first file, with those of the files that it imports."""

    main: str
    nodes: Mapping[Key, Node]
    problems: Sequence[Problem]

    @property
    def element_names(self) -> frozenset[str]:
        """The names of all elements: they are read where they are required, and nowhere else."""
        return frozenset(node.element.variable.name for node in self.nodes.values())

    def find(self, name: str) -> Node | None:
        """The decision or service of the first file with this name or id."""
        found = [
            node
            for (namespace, id_), node in self.nodes.items()
            if namespace == self.main and name in (node.name, id_)
        ]
        decided = [node for node in found if node.element.kind in ("decision", "decisionService")]
        return decided[0] if decided else None

    def reads(self, name: str) -> frozenset[str]:
        """The names of the data that a decision may read: of inputs, and those that no element has."""
        node = self.find(name)
        waiting, seen = [node] if node else [], set[Key]()
        found: set[str] = set()
        while waiting:
            node = waiting.pop()
            seen.add(node.key)
            if node.element.kind == "inputData":
                found |= {node.name, node.element.variable.name}
            elif node.program is not None:
                found |= node.program.unknown - self.element_names
            keys = [*(need.key for need in node.needs), *node.outputs, *node.parameters]
            waiting += [self.nodes[key] for key in keys if key not in seen]
        return frozenset(found)

    def names(self) -> list[str]:
        """What can be decided, in the order of the file."""
        return [
            node.name
            for (namespace, _), node in self.nodes.items()
            if namespace == self.main and node.element.kind in ("decision", "decisionService")
        ]

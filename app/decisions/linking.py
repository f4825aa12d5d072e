"""Files linked to each other, their logic compiled (DMN 1.5, 6.3 and 10.4)."""

from collections.abc import Iterator, Sequence

from lxml import etree

from app.decisions.boxes import Boxes
from app.decisions.elements import Element, Import, children, definitions, first, label
from app.decisions.items import Items, vocabulary
from app.decisions.model import File, Key, Model, Need, Node
from app.decisions.problems import Finding, Problem
from app.feel import tree
from app.feel.program import Program
from app.feel.types import FunctionType, Type
from app.translating import N_

IMPORT_MISSING = Finding(
    "import-missing",
    "error",
    N_("The file imports “%(element)s”, and no file with its namespace is there: %(namespace)s."),
    N_("Add the file, or remove the import."),
)
REQUIREMENT_MISSING = Finding(
    "requirement-missing",
    "error",
    N_("“%(element)s” requires something that is not there: %(reference)s."),
    N_("Draw the requirement anew, or add the file in which it stands."),
)
CIRCLE = Finding(
    "decision-circle",
    "error",
    N_("“%(element)s” requires itself: %(way)s."),
    N_("Remove one of the requirements, so that there is a decision to begin with."),
)
NAME_TWICE = Finding(
    "name-twice",
    "error",
    N_("Two elements are called “%(element)s”."),
    N_("Give each its own name."),
)
NOT_REQUIRED = Finding(
    "requirement-not-drawn",
    "error",
    N_("“%(element)s” reads “%(name)s”, but does not require it."),
    N_("Draw a requirement between the two; without one the name is null."),
)
NOT_READ = Finding(
    "requirement-not-read",
    "warning",
    N_("“%(element)s” requires “%(name)s”, but nothing in it reads that."),
    N_("Remove the requirement, or use what it brings."),
)


def link(roots: Sequence[etree._Element]) -> Model:
    """The decisions of the first file, which may import the others; what is wrong is in its problems."""
    return _Linking([File(definitions(root)) for root in roots]).model()


class _Linking:
    """A bundle on its way to a model."""

    def __init__(self, files: Sequence[File]) -> None:
        self.files = {file.definitions.namespace: file for file in reversed(files)}
        self.main = files[0]
        self.problems: list[Problem] = []
        self.nodes: dict[Key, Node] = {}

    def model(self) -> Model:
        for file in self._in_order():
            self._define(file)
        for file in self._in_order():
            for element in file.definitions.elements:
                self._link(file, element)
        self._refuse_circles()
        return Model(self.main.definitions.namespace, self.nodes, self.problems)

    def _in_order(self) -> Iterator[File]:
        """The files that the main one needs, itself first."""
        waiting, seen = [self.main], {self.main.definitions.namespace}
        while waiting:
            file = waiting.pop(0)
            yield file
            for each in file.definitions.imports:
                if each.namespace in self.files and each.namespace not in seen:
                    seen.add(each.namespace)
                    waiting.append(self.files[each.namespace])

    # --- types, names and elements ----------------------------------------------------------------

    def _define(self, file: File) -> None:
        parts = {each.name for each in file.definitions.elements}
        for each in file.definitions.imports:
            other = self.files.get(each.namespace)
            if other is None:
                self.problems.append(IMPORT_MISSING.at(each.place, namespace=each.namespace[:120]))
            else:
                parts |= {element.name for element in other.definitions.elements}
        items = self._items(file, ())
        file.items = items
        file.words = vocabulary(items, [*parts, *_named_parts(file.definitions.xml)])
        names = [element.name for element in file.definitions.elements]
        for element in file.definitions.elements:
            key = (file.definitions.namespace, element.id)
            if names.count(element.name) > 1 or key in self.nodes:
                self.problems.append(NAME_TWICE.at(element.place))
            type_ = items.named(element.variable.type_ref, element.xml, element.name)
            self.nodes.setdefault(key, Node(element, key, type_))
        self.problems += items.problems

    def _items(self, file: File, on_the_way: tuple[str, ...]) -> Items:
        """The file's types; those of imported files first, as they are named here."""
        here = (*on_the_way, file.definitions.namespace)
        imported: dict[str, Type] = {}
        for each in file.definitions.imports:
            other = self.files.get(each.namespace)
            if other is not None and each.namespace not in here:
                types = self._items(other, here).types
                imported |= {
                    f"{each.name}.{name}" if each.name else name: type_ for name, type_ in types.items()
                }
        return Items(file.definitions.xml, imported)

    # --- requirements and logic -------------------------------------------------------------------

    def _link(self, file: File, element: Element) -> None:
        node = self.nodes[file.definitions.namespace, element.id]
        node.needs = list(self._needs(file, element, element.needs))
        node.names = list(dict.fromkeys(need.under or need.name for need in node.needs))
        if element.kind == "decisionService":
            self._link_service(file, node)
        elif element.kind != "inputData":
            self._compile(file, node)

    def _needs(self, file: File, element: Element, references: Sequence[str]) -> Iterator[Need]:
        for reference in references:
            found = self._referred(file, reference)
            if found is None:
                self.problems.append(REQUIREMENT_MISSING.at(element.place, reference=reference[:120]))
            else:
                key, under = found
                yield Need(key, self.nodes[key].element.variable.name, under)

    def _referred(self, file: File, reference: str) -> tuple[Key, str] | None:
        """What a reference such as #id or namespace#id is to, and the name of the import that it is from."""
        namespace, _, id_ = reference.rpartition("#")
        own = file.definitions.namespace
        if (own, id_) in self.nodes and namespace in ("", own):
            return (own, id_), ""
        for each in file.definitions.imports:
            for key in self._reachable(each, namespace, id_):
                return key, each.name
        return None

    def _reachable(self, imported: Import, namespace: str, id_: str) -> Iterator[Key]:
        """The element of an import, or of one of its own imports."""
        if imported.namespace == namespace and (namespace, id_) in self.nodes:
            yield namespace, id_
        other = self.files.get(imported.namespace)
        for inner in other.definitions.imports if other else ():
            if inner.namespace == namespace and (namespace, id_) in self.nodes:
                yield namespace, id_

    def _compile(self, file: File, node: Node) -> None:
        assert file.items is not None
        known = len(file.items.problems)
        boxes = Boxes(node.name, file.items, file.words.including(node.names))
        logic = _logic(boxes, node)
        node.program, node.tables = Program(logic, "", node.names), boxes.tables
        self.problems += [*file.items.problems[known:], *boxes.problems]
        if not boxes.problems:
            self._compare_requirements(file, node, node.program)

    def _compare_requirements(self, file: File, node: Node, program: Program) -> None:
        """What is drawn and what is read are the same."""
        elements = {each.variable.name for each in file.definitions.elements} - {node.name}
        for name in sorted(program.unknown & elements):
            self.problems.append(NOT_REQUIRED.at(node.element.place, name=name))
        for name in sorted(set(node.names) - program.read):
            self.problems.append(NOT_READ.at(node.element.place, name=name or "–"))

    def _link_service(self, file: File, node: Node) -> None:
        xml = node.element.xml
        given = [
            each.get("href", "") for tag in ("inputData", "inputDecision") for each in children(xml, tag)
        ]
        gives = [each.get("href", "") for each in children(xml, "outputDecision")]
        node.parameters = [need.key for need in self._needs(file, node.element, given)]
        node.outputs = [need.key for need in self._needs(file, node.element, gives)]

    # --- circles ----------------------------------------------------------------------------------

    def _refuse_circles(self) -> None:
        done: set[Key] = set()
        for key in self.nodes:
            self._walk(key, [], done)

    def _walk(self, key: Key, way: list[Key], done: set[Key]) -> None:
        if key in way:
            circle = [*way[way.index(key) :], key]
            names = " → ".join(self.nodes[each].name for each in circle)
            self.problems.append(CIRCLE.at(self.nodes[key].element.place, way=names))
            for each in circle:
                self.nodes[each].program = None
            return
        if key in done:
            return
        way.append(key)
        for need in self._required(self.nodes[key]):
            self._walk(need, way, done)
        way.pop()
        done.add(key)

    def _required(self, node: Node) -> list[Key]:
        return [*(need.key for need in node.needs), *node.outputs]


def _logic(boxes: Boxes, node: Node) -> tree.Node:
    """What a decision decides by, or the function that a business knowledge model is."""
    xml = node.element.xml
    if node.element.kind == "decision":
        logic = boxes.inside(xml)
        return tree.Converted(logic, node.type) if node.type else logic
    function = first(xml, "encapsulatedLogic")
    made = boxes.function(function) if function is not None else tree.Literal(None)
    # The variable's type is that of the function, or only of its result, as it was before DMN 1.3.
    if isinstance(made, tree.FunctionOf) and node.type and not isinstance(node.type.plain(), FunctionType):
        made.gives = node.type
    return made


def _named_parts(xml: etree._Element) -> Iterator[str]:
    """Names of entries that expressions may put after a dot: of contexts, relations and outputs."""
    for each in xml.iter("{*}variable", "{*}column", "{*}output"):
        if each.get("name"):
            yield label(each)

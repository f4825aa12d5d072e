"""Boxed expressions as trees of FEEL, which they mean (DMN 1.5, 7.2, 10.2.1 and 10.3.2.10)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from app.decisions.elements import children, first, label, place_of, tag, text
from app.decisions.items import Items
from app.decisions.problems import Finding, Place, Problem, reason
from app.decisions.table import Table, read_table
from app.feel import tree
from app.feel.errors import FeelError
from app.feel.parsing import parse, parse_unary_tests
from app.feel.program import Program
from app.feel.types import Type
from app.feel.vocabulary import Vocabulary
from app.translating import N_

EXPRESSION_BROKEN = Finding(
    "expression-broken",
    "error",
    N_("An expression of “%(element)s” cannot be read: “%(expression)s”. %(reason)s"),
    N_("Correct the expression; it is FEEL."),
)
OTHER_LANGUAGE = Finding(
    "language-other",
    "error",
    N_("“%(element)s” has an expression in another language than FEEL: %(language)s."),
    N_("Write it in FEEL, and choose FEEL as its language."),
)
UNKNOWN_BOX = Finding(
    "box-unknown",
    "error",
    N_("“%(element)s” holds something that is no expression of DMN: “%(box)s”."),
    N_("Replace it by a table, a literal expression, a context or another boxed expression."),
)
CALL_BROKEN = Finding(
    "call-broken",
    "error",
    N_("An expression of “%(element)s” calls a function in a way it cannot be called: %(reason)s"),
    N_("Correct the call; as it is, its value is always null."),
)

_NOTHING = tree.Literal(None)


@dataclass(slots=True)
class TableNode(tree.Node):
    """A decision table with its cells parsed; a cell without a test is None.

    `priorities` are the values of an output from the highest priority to the lowest.
    """

    table: Table
    inputs: Sequence[tree.Node]
    expected: Sequence[tree.UnaryTests | None]
    types: Sequence[Type | None]
    tests: Sequence[Sequence[tree.UnaryTests | None]]
    results: Sequence[Sequence[tree.Node]]
    defaults: Sequence[tree.Node | None]
    priorities: Sequence[tree.Node | None]


@dataclass(slots=True)
class Fault(tree.Node):
    """A part that cannot be evaluated, because of the problem."""

    problem: Problem


@dataclass(slots=True)
class Boxes:
    """Reads the boxed expressions of one element: `name` is what it is called."""

    name: str
    items: Items
    words: Vocabulary
    problems: list[Problem] = field(default_factory=list)
    tables: list[TableNode] = field(default_factory=list)

    def inside(self, xml: etree._Element | None) -> tree.Node:
        """The one boxed expression directly inside; null where there is none."""
        found = next(self._boxed(xml), None) if xml is not None else None
        return _NOTHING if found is None else self.box(found)

    def box(self, xml: etree._Element) -> tree.Node:
        """The expression as a tree, bound to its type where it has one."""
        rule = _RULES.get(tag(xml))
        if rule is None:
            return self.fault(UNKNOWN_BOX.at(place_of(xml, self.name), box=tag(xml)))
        node = rule(self, xml)
        type_ = self.items.named(xml.get("typeRef"), xml, self.name)
        return tree.Converted(node, type_) if type_ else node

    def fault(self, problem: Problem) -> tree.Node:
        """A part in which something is wrong."""
        self.problems.append(problem)
        return Fault(problem)

    def literal(self, written: str, place: Place) -> tree.Node:
        """FEEL; null where nothing is written."""
        if not written:
            return _NOTHING
        try:
            node = parse(written, self.words)
        except FeelError as error:
            return self.fault(_broken(error, written, place))
        self._note_mistakes(node, written, place)
        return node

    def unary(self, written: str, place: Place) -> tree.UnaryTests | None:
        """Tests of a cell; None for none, which anything passes, and for what cannot be read."""
        if written in ("", "-"):
            return None
        try:
            node = parse_unary_tests(written, self.words)
        except FeelError as error:
            self.problems.append(_broken(error, written, place))
            return tree.UnaryTests((tree.Test("?", Fault(self.problems[-1])),), negated=False)
        self._note_mistakes(node, written, place)
        return node

    def _note_mistakes(self, node: tree.Node, written: str, place: Place) -> None:
        """Calls that can never work are null, and worth a word."""
        for mistake in Program(node, written, sorted(self.words.names)).mistakes:
            self.problems.append(CALL_BROKEN.at(place, expression=_short(written), reason=reason(mistake)))

    def _boxed(self, xml: etree._Element) -> Iterator[etree._Element]:
        return (child for child in children(xml) if tag(child) in _RULES)

    def _with(self, *names: str) -> "Boxes":
        """For what is inside something that gives values to these names."""
        return replace(self, words=self.words.including(names))

    # --- the kinds of boxes -----------------------------------------------------------------------

    def _literal(self, xml: etree._Element) -> tree.Node:
        place, language = place_of(xml, self.name), xml.get("expressionLanguage", "FEEL")
        if not language.rstrip("/").lower().endswith("feel"):
            return self.fault(OTHER_LANGUAGE.at(place, language=language[:120]))
        return self.literal(text(xml), place)

    def _context(self, xml: etree._Element) -> tree.Node:
        entries: list[tuple[str, tree.Node]] = []
        boxes, result = self, None
        for entry in children(xml, "contextEntry"):
            variable = first(entry, "variable")
            node = boxes.inside(entry)
            if variable is None:
                result = node
                break
            type_ = self.items.named(variable.get("typeRef"), variable, self.name)
            entries.append((label(variable), tree.Converted(node, type_) if type_ else node))
            boxes = boxes._with(label(variable))
        return tree.ContextOf(tuple(entries), result)

    def _list(self, xml: etree._Element) -> tree.Node:
        return tree.ListOf(tuple(self.box(each) for each in self._boxed(xml)))

    def _relation(self, xml: etree._Element) -> tree.Node:
        columns = [label(column) for column in children(xml, "column")]
        rows = [[self.box(each) for each in self._boxed(row)] for row in children(xml, "row")]
        return tree.ListOf(tuple(_row(columns, row) for row in rows))

    def _invocation(self, xml: etree._Element) -> tree.Node:
        """function(name: value, …) (10.2.1.3)."""
        names, arguments = [], []
        for binding in children(xml, "binding"):
            parameter = first(binding, "parameter")
            names.append(label(parameter) if parameter is not None else "")
            arguments.append(self.inside(binding))
        call = tree.Call(tuple(arguments), tuple(names), 0)
        return tree.Steps(self.inside(xml), (call,))

    def function(self, xml: etree._Element) -> tree.Node:
        """A function definition, or the logic of a business knowledge model (10.2.1.7)."""
        parameters = list(children(xml, "formalParameter"))
        names = [label(parameter) for parameter in parameters]
        takes = [self.items.named(each.get("typeRef"), each, self.name) for each in parameters]
        body = self._with(*names).inside(xml)
        foreign = xml.get("kind", "FEEL") != "FEEL"
        return tree.FunctionOf(tuple(names), tuple(takes), body, _size(xml), external=foreign)

    def _conditional(self, xml: etree._Element) -> tree.Node:
        test, then, otherwise = (self.inside(first(xml, part)) for part in ("if", "then", "else"))
        return tree.If(((test, then),), otherwise, boxed=True)

    def _filter(self, xml: etree._Element) -> tree.Node:
        match = self._with("item").inside(first(xml, "match"))
        return tree.Steps(self.inside(first(xml, "in")), (tree.Filter(match, _size(xml), boxed=True),))

    def _for(self, xml: etree._Element) -> tree.Node:
        iterator = self._iterator(xml)
        body = self._with(iterator.name, "partial").inside(first(xml, "return"))
        return tree.For((iterator,), body, _size(xml))

    def _quantified(self, xml: etree._Element) -> tree.Node:
        iterator = self._iterator(xml)
        body = self._with(iterator.name).inside(first(xml, "satisfies"))
        return tree.Quantified(tag(xml) == "every", (iterator,), body, _size(xml), boxed=True)

    def _iterator(self, xml: etree._Element) -> tree.Iterator:
        name = " ".join(xml.get("iteratorVariable", "").split())
        return tree.Iterator(name, self.inside(first(xml, "in")), None, 1)

    # --- decision tables --------------------------------------------------------------------------

    def _table(self, xml: etree._Element) -> tree.Node:
        table = read_table(xml, self.name)
        cells = self._with("?")
        node = TableNode(
            table,
            [self.literal(each.expression, place_of(each.xml, self.name)) for each in table.inputs],
            [cells.unary(each.values, place_of(each.xml, self.name)) for each in table.inputs],
            [self.items.named(each.type_ref, each.xml, self.name) for each in table.inputs],
            [[cells.unary(each, self._at(rule.xml)) for each in rule.entries] for rule in table.rules],
            [[self.literal(each, self._at(rule.xml)) for each in rule.results] for rule in table.rules],
            [
                self.literal(each.default, self._at(each.xml)) if each.default else None
                for each in table.outputs
            ],
            [self._priorities(each.values, each.type_ref, each.xml) for each in table.outputs],
        )
        self.tables.append(node)
        return node

    def _at(self, xml: etree._Element) -> Place:
        return place_of(xml, self.name)

    def _priorities(self, values: str, type_ref: str | None, xml: etree._Element) -> tree.Node | None:
        """The listed values of an output, or else those that its type allows (8.2.10)."""
        type_ = self.items.types.get(type_ref or "")
        written = values or getattr(type_, "listed", "")
        return self.literal(f"[{written}]", self._at(xml)) if written else None


def _row(columns: Sequence[str], row: Sequence[tree.Node]) -> tree.Node:
    return tree.ContextOf(tuple(zip(columns, row, strict=False)))


def _size(xml: etree._Element) -> int:
    """What one more round of it costs: about as many tokens as there are short words in it."""
    return 1 + sum(len(part) for part in xml.itertext()) // 4


def _broken(error: FeelError, written: str, place: Place) -> Problem:
    return EXPRESSION_BROKEN.at(place, expression=_short(written), reason=reason(error))


def _short(written: str) -> str:
    written = " ".join(written.split())
    return written if len(written) <= 80 else written[:79] + "…"


_RULES: dict[str, Callable[[Boxes, etree._Element], tree.Node]] = {
    "literalExpression": Boxes._literal,
    "decisionTable": Boxes._table,
    "context": Boxes._context,
    "list": Boxes._list,
    "relation": Boxes._relation,
    "invocation": Boxes._invocation,
    "functionDefinition": Boxes.function,
    "conditional": Boxes._conditional,
    "filter": Boxes._filter,
    "for": Boxes._for,
    "some": Boxes._quantified,
    "every": Boxes._quantified,
}

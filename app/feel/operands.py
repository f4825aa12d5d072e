"""What stands between operators: literals, brackets, lists, contexts, if, for, some, every and functions.

DMN 1.5, 10.3.1.2, rules 7 to 12, 31 to 37, 44 to 46 and 53 to 59.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from decimal import DecimalException

from app.feel import temporal, tree
from app.feel.errors import N_, Unsupported
from app.feel.naming import Naming
from app.feel.tokens import NAME, NUMBER, QUOTED, TEMPORAL, TEXT
from app.feel.types import Type
from app.feel.values import NUMBERS

COMPARISONS = frozenset(("=", "!=", "<", "<=", ">", ">="))

_NO_TEMPORAL = N_("“%(text)s” is no date, time or duration.")
_TOO_LARGE = N_("This number is too large.")
_TWICE = N_("“%(key)s” stands twice in this context.")


class OperandParser(Naming, ABC):
    """The rules of operands; those of operators are app.feel.parsing's."""

    @abstractmethod
    def expression(self, *, ends_range: bool = False) -> tree.Node:
        """Anything, down to the loosest operator; `ends_range` where "[" may close a range."""

    @abstractmethod
    def addition(self) -> tree.Node:
        """A sum or anything that binds tighter: what a comparison compares."""

    def operand(self) -> tree.Node:
        """A name, a literal or something in brackets."""
        rule = _OPERANDS.get(self.mark)
        if rule is None:
            self.unexpected()
        return rule(self)

    def _name(self) -> tree.Node:
        return tree.Name(self.name())

    def _text(self) -> tree.Node:
        return tree.Literal(self.take())

    def _temporal(self) -> tree.Node:
        try:
            value = temporal.parse(self.value)
        except Unsupported as refusal:
            self.fail(refusal.sentence)
        if value is None:
            self.fail(_NO_TEMPORAL, text=self.value)
        self.advance()
        return tree.Literal(value)

    def _number(self) -> tree.Node:
        try:
            number = NUMBERS.create_decimal(self.value)
        except DecimalException:
            self.fail(_TOO_LARGE)
        self.advance()
        return tree.Literal(number)

    def _constant(self) -> tree.Node:
        return tree.Literal(_CONSTANTS[self.take()])

    def _group(self) -> tree.Node:
        self.advance()
        if self.mark in COMPARISONS:
            return self._open_range()
        node = self.expression()
        if self.accept(".."):
            return self.range_from(node, low_included=False)
        self.expect(")")
        return node

    def _open_range(self) -> tree.Node:
        """One end and a comparison (rule 7.a)."""
        operator = self.take()
        end = self.addition()
        self.expect(")")
        if operator in ("<", "<="):
            return tree.RangeOf(None, end, False, operator == "<=")
        if operator in (">", ">="):
            return tree.RangeOf(end, None, operator == ">=", False)
        return tree.RangeOf(end, end, operator == "=", operator == "=")

    def range_from(self, low: tree.Node, *, low_included: bool) -> tree.Node:
        """The rest of a range, after its two dots."""
        high = self.expression(ends_range=True)
        if self.accept("]"):
            return tree.RangeOf(low, high, low_included, True)
        if not self.accept("["):
            self.expect(")")
        return tree.RangeOf(low, high, low_included, False)

    def _open_start(self) -> tree.Node:
        self.advance()
        low = self.expression()
        self.expect("..")
        return self.range_from(low, low_included=False)

    def _list_or_range(self) -> tree.Node:
        self.advance()
        if self.accept("]"):
            return tree.ListOf(())
        items = [self.expression()]
        if self.accept(".."):
            return self.range_from(items[0], low_included=True)
        while self.accept(","):
            items.append(self.expression())
        self.expect("]")
        return tree.ListOf(tuple(items))

    def _context(self) -> tree.Node:
        self.advance()
        in_scope, entries = self.in_scope, dict[str, tree.Node]()
        while not self.accept("}"):
            if entries:
                self.expect(",")
            index, key = self.index, self.key()
            if key in entries:
                self.fail(_TWICE, index, key=key)
            self.expect(":")
            entries[key] = self.expression()
        self.in_scope = in_scope
        return tree.ContextOf(tuple(entries.items()))

    # --- if, for, some, every, function -----------------------------------------------------------

    def _condition(self) -> tree.Node:
        branches = []
        while self.accept("if"):  # a loop, so that a long else-if chain is not deep
            test = self.expression()
            self.expect("then")
            branches.append((test, self.expression()))
            self.expect("else")
        return tree.If(tuple(branches), self.expression())

    def _loop(self) -> tree.Node:
        self.advance()
        in_scope, iterators = self.in_scope, self._iterators()
        self.expect("return")
        start, body = self.index, self.expression()
        self.in_scope = in_scope
        return tree.For(iterators, body, self.cost_since(start))

    def _quantified(self) -> tree.Node:
        every = self.take() == "every"
        in_scope, iterators = self.in_scope, self._iterators()
        self.expect("satisfies")
        start, body = self.index, self.expression()
        self.in_scope = in_scope
        return tree.Quantified(every, iterators, body, self.cost_since(start))

    def _iterators(self) -> tuple[tree.Iterator, ...]:
        iterators = [self._iterator()]
        while self.accept(","):
            iterators.append(self._iterator())
        return tuple(iterators)

    def _iterator(self) -> tree.Iterator:
        name = self.declared("in")
        self.expect("in")
        start, domain = self.index, self.expression()
        end = self.expression() if self.accept("..") else None
        return tree.Iterator(name, domain, end, self.cost_since(start))

    def _function(self) -> tree.Node:
        self.advance()
        self.expect("(")
        in_scope = self.in_scope
        names: list[str] = []
        types: list[Type | None] = []
        while not self.accept(")"):
            if names:
                self.expect(",")
            names.append(self.declared(":", ",", ")"))
            types.append(self.type() if self.accept(":") else None)
        external = self.accept("external")
        start, body = self.index, self.expression()
        self.in_scope = in_scope
        return tree.FunctionOf(tuple(names), tuple(types), body, self.cost_since(start), external=external)


_CONSTANTS = {"true": True, "false": False, "null": None}
_OPERANDS: dict[str, Callable[[OperandParser], tree.Node]] = {
    NAME: OperandParser._name,
    QUOTED: OperandParser._name,
    NUMBER: OperandParser._number,
    TEXT: OperandParser._text,
    TEMPORAL: OperandParser._temporal,
    **dict.fromkeys(_CONSTANTS, OperandParser._constant),
    "(": OperandParser._group,
    "[": OperandParser._list_or_range,
    "]": OperandParser._open_start,
    "{": OperandParser._context,
}
#: Rules that reach as far as they can.
COMPOUNDS: dict[str, Callable[[OperandParser], tree.Node]] = {
    "if": OperandParser._condition,
    "for": OperandParser._loop,
    "some": OperandParser._quantified,
    "every": OperandParser._quantified,
    "function": OperandParser._function,
}

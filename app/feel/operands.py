"""What stands between operators: literals, brackets, lists, contexts, if, for, some, every and functions."""

from abc import ABC, abstractmethod
from decimal import Decimal, DecimalException

from app.feel import temporal, tree
from app.feel.cursor import Cursor
from app.feel.errors import N_
from app.feel.naming import at_name, read_key, read_name
from app.feel.values import NUMBERS

COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
CONSTANTS = {"true": True, "false": False, "null": None}

_NO_TEMPORAL = N_("“%(text)s” is no date, time or duration.")
_TOO_LARGE = N_("This number is too large.")
_TWICE = N_("“%(key)s” stands twice in this context.")


class OperandParser(Cursor, ABC):
    """The rules of operands; those of operators are app.feel.parsing's."""

    @abstractmethod
    def expression(self, *, ends_range: bool = False) -> tree.Node:
        """Anything, down to the loosest operator; `ends_range` where "[" may close a range."""

    @abstractmethod
    def addition(self) -> tree.Node:
        """A sum or anything that binds tighter: what a comparison compares."""

    def at_comparison(self) -> bool:
        return self.token.kind == "sign" and self.token.text in COMPARISONS

    def operand(self) -> tree.Node:
        if at_name(self):
            return tree.Name(read_name(self))
        if self.token.kind in ("number", "text", "temporal"):
            return self._literal()
        rule = _OPERANDS.get(self.token.text)
        if rule is None or self.token.kind not in ("sign", "keyword"):
            self.unexpected()
        return rule(self)

    def compound(self) -> tree.Node | None:
        """if, for, some, every or a function, which reach as far as they can; None where none begins."""
        rule = _COMPOUNDS.get(self.token.text) if self.token.kind == "keyword" else None
        return rule(self) if rule else None

    def _literal(self) -> tree.Node:
        token = self.token
        value: object = token.text
        if token.kind == "number":
            value = self._number()
        elif token.kind == "temporal":
            value = temporal.parse(token.text)
            if value is None:
                self.fail(_NO_TEMPORAL, text=token.text)
        self.take()
        return tree.Literal(value)

    def _number(self) -> Decimal:
        try:
            return NUMBERS.create_decimal(self.token.text)
        except DecimalException:
            self.fail(_TOO_LARGE)

    def constant(self) -> tree.Node:
        return tree.Literal(CONSTANTS[self.take().text])

    def group(self) -> tree.Node:
        self.expect("(")
        if self.at_comparison():
            return self._open_range()
        node = self.expression()
        if self.accept(".."):
            return self.range_from(node, low_included=False)
        self.expect(")")
        return node

    def _open_range(self) -> tree.Node:
        operator = self.take().text
        end = self.addition()
        self.expect(")")
        if operator in ("<", "<="):
            return tree.RangeOf(None, end, False, operator == "<=")
        if operator in (">", ">="):
            return tree.RangeOf(end, None, operator == ">=", False)
        return tree.RangeOf(end, end, operator == "=", operator == "=")

    def range_from(self, low: tree.Node, *, low_included: bool) -> tree.Node:
        high = self.expression(ends_range=True)
        if self.accept("]"):
            return tree.RangeOf(low, high, low_included, True)
        if not self.accept("["):
            self.expect(")")
        return tree.RangeOf(low, high, low_included, False)

    def open_start(self) -> tree.Node:
        self.expect("]")
        low = self.expression()
        self.expect("..")
        return self.range_from(low, low_included=False)

    def list_or_range(self) -> tree.Node:
        self.expect("[")
        if self.accept("]"):
            return tree.ListOf(())
        items = [self.expression()]
        if self.accept(".."):
            return self.range_from(items[0], low_included=True)
        while self.accept(","):
            items.append(self.expression())
        self.expect("]")
        return tree.ListOf(tuple(items))

    def context(self) -> tree.Node:
        self.expect("{")
        entries: dict[str, tree.Node] = {}
        while not self.accept("}"):
            if entries:
                self.expect(",")
            position, key = self.token.position, read_key(self)
            if key in entries:
                self.fail(_TWICE, position, key=key)
            self.expect(":")
            entries[key] = self.expression()
        return tree.ContextOf(tuple(entries.items()))

    # --- if, for, some, every, function -----------------------------------------------------------

    def condition(self) -> tree.Node:
        branches = []
        while self.accept("if"):  # a loop, so that a long else-if chain is not deep
            test = self.expression()
            self.expect("then")
            branches.append((test, self.expression()))
            self.expect("else")
        return tree.If(tuple(branches), self.expression())

    def loop(self) -> tree.Node:
        self.expect("for")
        iterators = self._iterators()
        self.expect("return")
        start, body = self.index, self.expression()
        return tree.For(iterators, body, self.index - start)

    def quantified(self) -> tree.Node:
        every = self.take().text == "every"
        iterators = self._iterators()
        self.expect("satisfies")
        start, body = self.index, self.expression()
        return tree.Quantified(every, iterators, body, self.index - start)

    def _iterators(self) -> tuple[tree.Iterator, ...]:
        iterators = [self._iterator()]
        while self.accept(","):
            iterators.append(self._iterator())
        return tuple(iterators)

    def _iterator(self) -> tree.Iterator:
        name = read_name(self)
        self.expect("in")
        start, domain = self.index, self.expression()
        end = self.expression() if self.accept("..") else None
        return tree.Iterator(name, domain, end, self.index - start)

    def function(self) -> tree.Node:
        self.expect("function")
        self.expect("(")
        parameters: list[str] = []
        while not self.accept(")"):
            if parameters:
                self.expect(",")
            parameters.append(read_name(self))
        start, body = self.index, self.expression()
        return tree.FunctionOf(tuple(parameters), body, self.index - start)


_OPERANDS = {
    **dict.fromkeys(CONSTANTS, OperandParser.constant),
    "(": OperandParser.group,
    "[": OperandParser.list_or_range,
    "]": OperandParser.open_start,
    "{": OperandParser.context,
}
_COMPOUNDS = {
    "if": OperandParser.condition,
    "for": OperandParser.loop,
    "some": OperandParser.quantified,
    "every": OperandParser.quantified,
    "function": OperandParser.function,
}

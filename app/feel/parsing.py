"""Tokens into a tree, by precedence climbing over the grammar in grammar.md."""

from app.feel import tree
from app.feel.budget import MAX_NESTING
from app.feel.errors import N_, FeelSyntaxError
from app.feel.naming import argument_name, read_property, read_type
from app.feel.operands import COMPARISONS, CONSTANTS, OperandParser

#: How tightly infix operators bind, loosest first; all group from the left.
_BINDING = {
    "or": 1,
    "and": 2,
    **dict.fromkeys((*COMPARISONS, "between", "in", "instance"), 3),
    **dict.fromkeys(("+", "-"), 4),
    **dict.fromkeys(("*", "/"), 5),
    "**": 6,
}
_COMPARING, _ADDING, _TIGHTEST = 3, 4, 6

_OPENING_KEYWORDS = frozenset(("if", "for", "some", "every", "function", *CONSTANTS))

_MIXED = N_("Either all arguments have names or none has.")


def parse(source: str) -> tree.Node:
    """The tree of an expression; raises FeelSyntaxError."""
    parser = Parser(source)
    node = parser.expression()
    parser.finish()
    return node


def parse_unary_tests(source: str) -> tree.Node:
    """The tree of a decision table's input entry; raises FeelSyntaxError."""
    if (negated := Parser(source)).at_negation():
        # "not(" opens either a negated entry or an ordinary expression: not(a) and b
        try:
            return negated.negated_tests()
        except FeelSyntaxError:
            return Parser(source).unary_tests()
    return Parser(source).unary_tests()


class Parser(OperandParser):
    """One source being parsed; the methods are the rules of the grammar."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._ends_range = False

    def finish(self) -> None:
        if self.token.kind != "end":
            self.unexpected()

    # --- unary tests ------------------------------------------------------------------------------

    def at_negation(self) -> bool:
        return self.token.text == "not" and self.token.kind == "name" and self.ahead(1).text == "("

    def negated_tests(self) -> tree.Node:
        self.index += 2
        tests = self._tests()
        self.expect(")")
        self.finish()
        return tree.UnaryTests(tests, negated=True)

    def unary_tests(self) -> tree.Node:
        if self.at("-") and self.ahead(1).kind == "end":
            return tree.Literal(True)
        tests = self._tests()
        self.finish()
        return tree.UnaryTests(tests, negated=False)

    def _tests(self) -> tuple[tree.Test, ...]:
        tests = [self._cell_test()]
        while self.accept(","):
            tests.append(self._cell_test())
        return tuple(tests)

    def _cell_test(self) -> tree.Test:
        start = self.index
        test = self._test()
        asked = any(token.text == "?" and token.kind == "name" for token in self.tokens[start : self.index])
        return tree.Test("?", test.operand) if asked and not test.operator else test

    def _test(self) -> tree.Test:
        if self.at_comparison():
            return tree.Test(self.take().text, self.addition())
        return tree.Test("", self.expression())

    # --- operators --------------------------------------------------------------------------------

    def expression(self, *, ends_range: bool = False) -> tree.Node:
        self.deeper()
        outside, self._ends_range = self._ends_range, ends_range
        node = self.compound() or self._binary(1)
        self._ends_range = outside
        self.shallower()
        return node

    def addition(self) -> tree.Node:
        return self._binary(_ADDING)

    def _binary(self, least: int) -> tree.Node:
        return self._infix(self._unary(), least)

    def _infix(self, left: tree.Node, least: int) -> tree.Node:
        """`left` and the operators after it that bind at least so tightly."""
        comparisons = 0
        while (level := self._binding()) >= least:
            if level < _COMPARING:
                left = self._logical(left, level)
            elif level > _COMPARING:
                left = self._chain(left, level)
            else:
                comparisons += 1
                if comparisons > MAX_NESTING:
                    self.unexpected()
                left = self._comparison(left)
        return left

    def _binding(self) -> int:
        """Of the token, where it is an infix operator; else 0."""
        return _BINDING.get(self.token.text, 0) if self.token.kind in ("sign", "keyword") else 0

    def _logical(self, left: tree.Node, level: int) -> tree.Node:
        operator, operands = self.token.text, [left]
        while self.accept(operator):
            operands.append(self._binary(level + 1))
        return tree.Logical(operator, tuple(operands))

    def _chain(self, left: tree.Node, level: int) -> tree.Node:
        rest = []
        while self._binding() == level:
            operator = self.take().text
            rest.append((operator, self._binary(level + 1)))
        return tree.Chain(left, tuple(rest))

    def _comparison(self, left: tree.Node) -> tree.Node:
        operator = self.take().text
        if operator == "between":
            return self._between(left)
        if operator == "in":
            return tree.In(left, self._in_tests())
        if operator == "instance":
            return self._instance_of(left)
        return tree.Chain(left, ((operator, self.addition()),))

    def _between(self, left: tree.Node) -> tree.Node:
        low = self.addition()
        self.expect("and")
        return tree.Between(left, low, self.addition())

    def _instance_of(self, left: tree.Node) -> tree.Node:
        if self.token.text != "of":
            self.expect("of")
        self.take()
        return tree.InstanceOf(left, read_type(self))

    def _in_tests(self) -> tuple[tree.Test, ...]:
        if not self.at("("):
            if self.at_comparison():
                return (tree.Test(self.take().text, self.addition()),)
            return (tree.Test("", self.addition()),)
        self.take()
        first = self._test()
        if not first.operator and self.accept(".."):
            return (self._going_on(self.range_from(first.operand, low_included=False)),)
        return self._tests_after(first)

    def _tests_after(self, first: tree.Test) -> tuple[tree.Test, ...]:
        tests = [first]
        while self.accept(","):
            tests.append(self._test())
        self.expect(")")
        if len(tests) == 1 and not first.operator:  # the brackets may belong to a sum: x in (1 + 2) * 3
            return (self._going_on(first.operand),)
        return tuple(tests)

    def _going_on(self, operand: tree.Node) -> tree.Test:
        return tree.Test("", self._infix(self._steps(operand, self.token.position), _ADDING))

    def _unary(self) -> tree.Node:
        minuses = 0
        while self.accept("-"):
            minuses += 1
        position = self.token.position
        node = self._steps(self.operand(), position)
        return tree.Negative(node, minuses) if minuses else node

    # --- steps after a value ----------------------------------------------------------------------

    def _steps(self, base: tree.Node, position: int) -> tree.Node:
        steps: list[tree.Path | tree.Filter | tree.Call] = []
        while True:
            if self.accept("."):
                steps.append(tree.Path(read_property(self)))
            elif self.at("[") and not (self._ends_range and self._closes_range()):
                steps.append(self._filter())
            elif self.accept("("):
                steps.append(self._call(position))
            else:
                return tree.Steps(base, tuple(steps)) if steps else base

    def _closes_range(self) -> bool:
        """Whether "[" ends a range, ]1..5[, as nothing that could begin a filter follows."""
        following = self.ahead(1)
        if following.kind == "sign":
            return following.text not in ("(", "[", "{", "-")
        if following.kind == "keyword":
            return following.text not in _OPENING_KEYWORDS
        return following.kind == "end"

    def _filter(self) -> tree.Filter:
        start = self.index
        self.expect("[")
        condition = self.expression()
        self.expect("]")
        return tree.Filter(condition, self.index - start)

    def _call(self, position: int) -> tree.Call:
        names: list[str] = []
        arguments: list[tree.Node] = []
        while not self.accept(")"):
            if arguments:
                self.expect(",")
            name = argument_name(self)
            if (name is None) != (not names) and arguments:
                self.fail(_MIXED)
            names += [name] if name is not None else []
            arguments.append(self.expression())
        return tree.Call(tuple(arguments), tuple(names), position)

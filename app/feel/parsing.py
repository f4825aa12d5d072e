"""Tokens into a tree, by precedence climbing over the grammar in grammar.md."""

from decimal import Decimal

from app.feel import tree
from app.feel.budget import MAX_NESTING
from app.feel.errors import N_, FeelSyntaxError
from app.feel.operands import COMPARISONS, COMPOUNDS, OperandParser
from app.feel.tokens import END, NAME
from app.feel.values import NUMBERS
from app.feel.vocabulary import STANDARD, Vocabulary

#: How tightly infix operators bind, loosest first; all group from the left.
_BINDING = {
    "or": 1,
    "and": 2,
    **dict.fromkeys((*COMPARISONS, "between", "in", "instance"), 3),
    **dict.fromkeys(("+", "-"), 4),
    **dict.fromkeys(("*", "/"), 5),
    "**": 6,
}
_LOOSEST, _COMPARING, _ADDING = 1, 3, 4
_STEPS = frozenset((".", "[", "("))
_CANNOT_FILTER = frozenset(
    (*_BINDING, "then", "else", "return", "satisfies", ")", "]", "}", ",", ".", "..", END)
)

_MIXED = N_("Either all arguments have names or none has.")


def parse(source: str, vocabulary: Vocabulary = STANDARD) -> tree.Node:
    """The tree of an expression; raises FeelSyntaxError."""
    parser = Parser(source, vocabulary)
    node = parser.expression()
    parser.finish()
    return node


def parse_unary_tests(source: str, vocabulary: Vocabulary = STANDARD) -> tree.UnaryTests:
    """The tree of a decision table's input entry; raises FeelSyntaxError."""
    parser = Parser(source, vocabulary)
    if parser.value == "not" and parser.mark == NAME and parser.ahead(1)[0] == "(":
        # "not(" opens either a negated entry or an ordinary expression: not(a) and b
        try:
            return parser.negated_tests()
        except FeelSyntaxError:
            parser = Parser(source, vocabulary)
    return parser.unary_tests()


class Parser(OperandParser):
    """One source being parsed; the methods are the rules of the grammar."""

    _ends_range = False

    def finish(self) -> None:
        """Nothing more may follow."""
        if self.mark != END:
            self.unexpected()

    # --- unary tests ------------------------------------------------------------------------------

    def negated_tests(self) -> tree.UnaryTests:
        """not(tests) (rule 15.b)."""
        self.advance(2)
        tests = self._tests()
        self.expect(")")
        self.finish()
        return tree.UnaryTests(tests, negated=True)

    def unary_tests(self) -> tree.UnaryTests:
        """Tests, or a dash that any value passes (rules 15.a and 15.c)."""
        if self.mark == "-" and self.ahead(1)[0] == END:
            return tree.UnaryTests((), negated=False)
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
        asked = not test.operator and (NAME, "?") in self.tokens[start : self.index]
        return tree.Test("?", test.operand) if asked else test

    def _test(self) -> tree.Test:
        if self.mark in COMPARISONS:
            return tree.Test(self.take(), self.addition())
        return tree.Test("", self.expression())

    # --- operators --------------------------------------------------------------------------------

    def expression(self, *, ends_range: bool = False) -> tree.Node:
        """Anything, down to the loosest operator."""
        self.deeper()
        outside, self._ends_range = self._ends_range, ends_range
        node = self._binary(_LOOSEST)
        self._ends_range = outside
        self.depth -= 1
        return node

    def addition(self) -> tree.Node:
        """A sum or anything that binds tighter."""
        return self._binary(_ADDING)

    def _binary(self, least: int) -> tree.Node:
        node = self._unary()
        return self._infix(node, least) if self.mark in _BINDING else node

    def _infix(self, left: tree.Node, least: int) -> tree.Node:
        """`left` and the operators after it that bind at least so tightly."""
        comparisons = 0
        while (level := _BINDING.get(self.mark, 0)) >= least:
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

    def _logical(self, left: tree.Node, level: int) -> tree.Node:
        operator, operands = self.mark, [left]
        while self.accept(operator):
            operands.append(self._binary(level + 1))
        return tree.Logical(operator, tuple(operands))

    def _chain(self, left: tree.Node, level: int) -> tree.Node:
        rest = []
        while _BINDING.get(self.mark) == level:
            operator = self.take()
            rest.append((operator, self._binary(level + 1)))
        return tree.Chain(left, tuple(rest))

    def _comparison(self, left: tree.Node) -> tree.Node:
        operator = self.take()
        if operator in COMPARISONS:
            return tree.Compared(left, operator, self._binary(_ADDING))
        if operator == "between":
            return self._between(left)
        return self._instance_of(left) if operator == "instance" else tree.In(left, self._in_tests())

    def _between(self, left: tree.Node) -> tree.Node:
        low = self.addition()
        self.expect("and")
        return tree.Between(left, low, self.addition())

    def _instance_of(self, left: tree.Node) -> tree.Node:
        if self.value != "of":
            self.expect("of")
        self.advance()
        index = self.index
        return tree.InstanceOf(left, self.type(), index)

    def _in_tests(self) -> tuple[tree.Test, ...]:
        if self.mark in COMPARISONS:
            return (tree.Test(self.take(), self.addition()),)
        if not self.accept("("):
            return (tree.Test("", self.addition()),)
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
        return tree.Test("", self._infix(self._steps(operand, self.index), _ADDING))

    def _unary(self) -> tree.Node:
        if self.mark != "-":
            if compound := COMPOUNDS.get(self.mark):
                return compound(self)  # reaches as far as it can
            index, node = self.index, self.operand()
            return self._steps(node, index) if self.mark in _STEPS else node
        minuses = 0
        while self.accept("-"):
            minuses += 1
        node = self._unary()
        if isinstance(node, tree.Literal) and isinstance(node.value, Decimal):
            return node if minuses % 2 == 0 else tree.Literal(NUMBERS.minus(node.value))
        return tree.Negative(node, minuses)

    # --- steps after a value ----------------------------------------------------------------------

    def _steps(self, base: tree.Node, index: int) -> tree.Node:
        steps: list[tree.Path | tree.Filter | tree.Call] = []
        while True:
            if self.accept("."):
                steps.append(tree.Path(self.property()))
            elif self.mark == "[" and not (self._ends_range and self._closes_range()):
                steps.append(self._filter())
            elif self.accept("("):
                steps.append(self._call(index))
            else:
                return tree.Steps(base, tuple(steps)) if steps else base

    def _closes_range(self) -> bool:
        """Whether "[" ends a range, ]1..5[, as nothing that could begin a filter follows."""
        following = self.ahead(1)[0]
        return following != "-" and following in _CANNOT_FILTER

    def _filter(self) -> tree.Filter:
        start = self.index
        self.advance()
        condition = self.expression()
        self.expect("]")
        return tree.Filter(condition, self.cost_since(start))

    def _call(self, index: int) -> tree.Call:
        names: list[str] = []
        arguments: list[tree.Node] = []
        while not self.accept(")"):
            if arguments:
                self.expect(",")
            name = self.argument_name()
            if (name is None) != (not names) and arguments:
                self.fail(_MIXED)
            names += [name] if name is not None else []
            arguments.append(self.expression())
        return tree.Call(tuple(arguments), tuple(names), index)

"""Conditions of SpiffWorkflow, which are Python, as FEEL."""

import ast
import warnings
from collections.abc import Mapping
from functools import reduce

from app.bpmn.repairing.languages import fragments
from app.bpmn.repairing.languages.fragments import MAX_SOURCE, Fragment, Untranslatable

_COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "=",
    ast.NotEq: "!=",
    ast.Is: "=",
    ast.IsNot: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
}
_SUMS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
#: Characters of a script that is kept as Python.
MAX_SCRIPT = 10_000
_CONSTANTS = {True: fragments.TRUE, False: fragments.FALSE, None: fragments.NULL}


def condition(source: str) -> str:
    """FEEL that is true where the condition is; raises Untranslatable."""
    return fragments.proved(_parsed(source).as_boolean())


def assignment(source: str) -> tuple[str, str]:
    """The variable and the FEEL of a script that is one assignment; raises Untranslatable."""
    tree = _tree(source, "exec")
    match tree:
        case ast.Module(body=[ast.Assign(targets=[ast.Name(id=word)], value=assigned)]):
            return fragments.name(word).text, fragments.proved(_translated(assigned))
    raise Untranslatable(source)


def is_python(source: str) -> bool:
    """Whether a script can be read as Python."""
    try:
        _tree(source, "exec", MAX_SCRIPT)
    except Untranslatable:
        return False
    return bool(source.strip())


def _parsed(source: str) -> Fragment:
    tree = _tree(source.strip(), "eval")
    assert isinstance(tree, ast.Expression)
    return _translated(tree.body)


def _tree(source: str, mode: str, most: int = MAX_SOURCE) -> ast.AST:
    if len(source) > most:
        raise Untranslatable(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source, mode=mode)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Untranslatable(source) from error


def _translated(node: ast.AST) -> Fragment:
    try:
        return _expression(node)
    except RecursionError as error:
        raise Untranslatable("(((") from error


def _expression(node: ast.AST) -> Fragment:
    match node:
        case ast.Constant(value=known):
            return _constant(node, known)
        case ast.Name(id=word):
            return fragments.name(word)
        case (
            ast.Attribute(value=holder, attr=word)
            | ast.Subscript(value=holder, slice=ast.Constant(value=str() as word))
        ):
            return fragments.member(_expression(holder), word)
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return Fragment(f"[{', '.join(_expression(item).text for item in items)}]")
    return _operation(node)


def _constant(node: ast.AST, known: object) -> Fragment:
    if isinstance(known, str):
        return fragments.text(known)
    if known is None or isinstance(known, bool):
        return _CONSTANTS[known]
    if isinstance(known, int | float):
        return Fragment(ast.unparse(node))
    raise Untranslatable(ast.unparse(node))


def _operation(node: ast.AST) -> Fragment:
    match node:
        case ast.BoolOp(op=operator, values=values):
            word = "and" if isinstance(operator, ast.And) else "or"
            return reduce(lambda left, right: fragments.both(left, word, right), map(_expression, values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _expression(operand).negated()
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Fragment(f"-{_expression(operand).at_least(fragments.SIGN)}", fragments.SIGN)
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return _comparison(_expression(left), operator, _expression(right))
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _SUMS:
            return fragments.calculated(_expression(left), _SUMS[type(operator)], _expression(right))
        case ast.IfExp(test=asked, body=yes, orelse=no):
            return fragments.chosen(_expression(asked), _expression(yes), _expression(no))
    raise Untranslatable(ast.unparse(node))


def _comparison(left: Fragment, operator: ast.cmpop, right: Fragment) -> Fragment:
    if isinstance(operator, ast.NotIn):
        return fragments.compared(left, "in", right).negated()
    return fragments.compared(left, _COMPARISONS[type(operator)], right)

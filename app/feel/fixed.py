"""What a text is, or begins with, whatever the variables are."""

from dataclasses import dataclass

from app.feel import tree
from app.feel.errors import FeelSyntaxError
from app.feel.parsing import parse


@dataclass(frozen=True, slots=True)
class Start:
    """The part of a text that is written down; it is whole, or something follows that is worked out."""

    text: str
    whole: bool


_WORKED_OUT = Start("", False)


def fixed_start(source: str) -> Start:
    """What the text that `source`, without a leading "=", comes to begins with; "" where nobody can tell."""
    try:
        return _start(parse(source))
    except (FeelSyntaxError, RecursionError):
        return _WORKED_OUT


def _start(node: tree.Node) -> Start:
    if isinstance(node, tree.Literal) and isinstance(node.value, str):
        return Start(node.value, True)
    if isinstance(node, tree.Chain) and all(operator == "+" for operator, _operand in node.rest):
        return _joined([node.first, *(operand for _operator, operand in node.rest)])
    return _WORKED_OUT


def _joined(parts: list[tree.Node]) -> Start:
    text = ""
    for part in map(_start, parts):
        text += part.text
        if not part.whole:
            return Start(text, False)
    return Start(text, True)

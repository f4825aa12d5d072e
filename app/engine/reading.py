"""The attributes of an element as values the engine works with; what is wrong becomes a problem."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.bpmn import Document, Element, Node, blanks
from app.bpmn.extensions import Variable
from app.engine import problems, times
from app.engine.expressions import Value, value
from app.engine.nodes import Mappings
from app.engine.problems import Problems
from app.engine.variables import CASE
from app.feel import FeelSyntaxError
from app.feel.phrases import reason

#: In the place of what is missing, so that the rest is read too.
NOTHING = Value("", None)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads elements of one document."""

    document: Document
    problems: Problems

    def value(self, node: Node, text: str | None) -> Value | None:
        """FEEL after "=", else the text; None where there is nothing."""
        if not text or not text.strip():
            return None
        try:
            return value(text)
        except FeelSyntaxError as error:
            wrong = reason(error, skipped=1)
            self.problems.add(problems.EXPRESSION, node, {"expression": text, "reason": wrong})
            return NOTHING

    def expression(self, node: Node, text: str | None, what: str) -> Value:
        """FEEL, which must be there and begin with "="."""
        found = self.needed(node, text, what)
        if text and found.text and found.expression is None:
            self.problems.add(problems.NO_EXPRESSION, node, {"what": what, "expression": text})
        return found

    def needed(self, node: Node, text: str | None, what: str) -> Value:
        """FEEL or text that must be there."""
        found = self.value(node, text)
        if found is None:
            self.problems.add(problems.MISSING, node, {"what": what})
        return found or NOTHING

    def fixed(self, node: Node, text: str | None, what: str) -> str:
        """Text that must be there and no expression."""
        if text and text.startswith("="):
            self.problems.add(problems.DYNAMIC, node, {"what": what})
        elif not text:
            self.problems.add(problems.MISSING, node, {"what": what})
        return text or ""

    def time(self, node: Node, kind: str, found: Value | None) -> None:
        """Fixed text must be a time of this kind."""
        if found is None or not found.text or found.expression is not None:
            return
        try:
            times.check(kind, found.text)
        except times.NoTime as error:
            self.problems.add(problems.TIMER, node, {"reason": str(error)})

    def number(self, node: Node, text: str | None, what: str) -> int | None:
        """A whole number from 1; None where there is nothing."""
        if text is None:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text)):
            self.problems.add(problems.NUMBER, node, {"what": what, "value": text[:40]})
            return None
        return int(text)

    def mappings(self, element: Element) -> Mappings:
        """Inputs and outputs."""
        for output in element.outputs:
            self.target(element, output.target)
        return Mappings(self._lines(element, element.inputs), self._lines(element, element.outputs))

    def _lines(self, element: Element, lines: Iterable[Variable]) -> tuple[tuple[str, Value], ...]:
        return tuple(
            (line.target, self.needed(element, blanks.source(element, line), "source of a variable"))
            for line in lines
            if self.target_there(element, line.target)
        )

    def target_there(self, element: Element, target: str) -> bool:
        """Whether a line of a mapping names its variable."""
        if not all(target.split(".")):
            self.problems.add(problems.MISSING, element, {"what": "name of a variable"})
        return bool(target)

    def target(self, element: Element, target: str) -> None:
        """Refuse the one variable nobody may write."""
        if target.split(".", maxsplit=1)[0] == CASE:
            self.problems.add(problems.RESERVED, element)

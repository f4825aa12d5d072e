"""Values of a diagram: FEEL after "=", else fixed text, evaluated where a token stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.engine.errors import StepFailed
from app.engine.tokens import Token
from app.engine.variables import visible
from app.feel import Expression, FeelError, compile_expression
from app.feel.values import YearsMonths


@dataclass(frozen=True, slots=True)
class Value:
    """An attribute of the dialect: an expression, or the text itself."""

    text: str
    expression: Expression | None

    def of(self, token: Token, extra: Mapping[str, object] | None = None) -> object:
        """The value as plain data; `extra` are names that come before the token's own variables."""
        if self.expression is None:
            return self.text
        with failing(token, self.text):
            top, seen = token.workflow.top, visible(token, extra)
            return kept(self.expression.evaluate(seen, now=top.now, calendar=top.calendar))

    def holds(self, token: Token, extra: Mapping[str, object] | None = None) -> bool:
        """The value as a condition: anything but true and false, null too, raises StepFailed."""
        if self.expression is None:
            raise StepFailed(token.task_spec.bpmn_id, "A condition is no expression.", self.text)
        with failing(token, self.text):
            top, seen = token.workflow.top, visible(token, extra)
            return self.expression.condition(seen, now=top.now, calendar=top.calendar)


class failing:  # noqa: N801 - reads as a word of the with statement; a class costs less than a generator
    """Translates what an expression raises into StepFailed at the token's element."""

    __slots__ = ("text", "token")

    def __init__(self, token: Token, text: str) -> None:
        self.token = token
        self.text = text

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, FeelError):
            detail = f"{self.text}: {error}"
            raise StepFailed(self.token.task_spec.bpmn_id, str(error), detail) from error


def value(text: str) -> Value:
    """What an attribute says; raises FeelSyntaxError."""
    text = text.strip()
    return Value(text, compile_expression(text[1:]) if text.startswith("=") else None)


def kept(result: object) -> object:
    """A FEEL result as plain data: durations in months, which plain data does not know, become ISO text."""
    if isinstance(result, YearsMonths):
        return result.iso()
    if isinstance(result, list):
        return [kept(item) for item in result]
    if isinstance(result, dict):
        return {key: kept(item) for key, item in result.items()}
    return result

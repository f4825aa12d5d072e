"""A task that asks a decision: what it needs from outside, and what the step tells of it.

The engine knows no decision tables. Whoever compiles a definition hands in what answers, by the id of the
decision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.bpmn import Element
from app.engine.errors import StepFailed
from app.engine.expressions import kept
from app.engine.nodes import Activity, Mappings
from app.engine.outcome import Decided
from app.engine.specs import ProcessSpec
from app.engine.tokens import Token
from app.engine.variables import visible
from app.feel.budget import Calendar


@dataclass(frozen=True, slots=True)
class Answer:
    """What a decision says, as plain data, and why: plain data, too, which the engine only hands on."""

    value: object
    because: Sequence[object]


class Undecided(Exception):
    """The decision has no answer that the process could go on with."""

    def __init__(self, cause: str, detail: str) -> None:
        """As for StepFailed: `cause` is a plain sentence, `detail` names the decision, rule and values."""
        self.cause = cause
        self.detail = detail
        super().__init__(cause)


class Decide(Protocol):
    """Makes one decision from variables, of which it reads those that it needs; raises Undecided."""

    def __call__(
        self, variables: Mapping[str, object], *, now: datetime, calendar: Calendar | None
    ) -> Answer: ...


def nothing_decides(variables: Mapping[str, object], *, now: datetime, calendar: Calendar | None) -> Answer:
    """In the place of a decision that is missing, so that the rest of the diagram is read, too."""
    raise Undecided("The decision is missing.", "")


class DecisionTask(Activity):
    """Asks a decision inside the step, and keeps the answer in one variable."""

    def __init__(
        self,
        process: ProcessSpec,
        element: Element,
        mappings: Mappings,
        asked: tuple[Decide, str],
        name: str | None = None,
    ) -> None:
        super().__init__(process, element, mappings, name)
        self.decide, self.result = asked

    def _run_hook(self, token: Token) -> bool:
        top = token.workflow.top
        try:
            answer = self.decide(visible(token), now=top.now, calendar=top.calendar)
        except Undecided as error:
            raise StepFailed(self.bpmn_id, error.cause, error.detail) from error
        top.decided.append(Decided(self.bpmn_id, tuple(answer.because)))
        self.absorb(token, {self.result: kept(answer.value)})
        return True

"""What an event waits for: a message, a moment, a signal, a condition, an error or an escalation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from app.engine import times
from app.engine.errors import StepFailed
from app.engine.expressions import Value
from app.engine.outcome import SignalWait, Subscription, Timer, Wait
from app.engine.tokens import Token

Again = Mapping[str, object]  #: what a further wait of the same element begins with


class Rule:
    """What an event waits for."""

    known_as: ClassVar[type[Wait] | None] = None  #: as what the outside knows the wait; None: not at all
    stirs: ClassVar[str] = ""  #: see Node.stirs

    def begin(self, element_id: str, token: Token) -> None:
        """The token begins to wait."""

    def again(self, token: Token) -> Again | None:
        """How the element waits again when it has fired without interrupting; None: never again."""
        return {}


@dataclass(frozen=True, slots=True)
class MessageRule(Rule):
    """The message an event waits for."""

    known_as: ClassVar[type[Wait] | None] = Subscription

    name: str
    key: Value
    form_id: str | None
    addressee: str

    def begin(self, element_id: str, token: Token) -> None:
        key = self.key.of(token)
        if key is None or isinstance(key, list | dict):
            cause = "The correlation key of the message has no value."
            raise StepFailed(element_id, cause, self.key.text)
        token.workflow.top.begun[token.id] = Subscription(
            id=token.id,
            element_id=element_id,
            message=self.name,
            key=str(key),
            form_id=self.form_id,
            addressee=self.addressee,
            task_id=_watched_task(token),
        )


@dataclass(frozen=True, slots=True)
class SignalRule(Rule):
    """The signal an event waits for."""

    known_as: ClassVar[type[Wait] | None] = SignalWait

    name: str

    def begin(self, element_id: str, token: Token) -> None:
        wait = SignalWait(token.id, element_id, self.name, _watched_task(token))
        token.workflow.top.begun[token.id] = wait


def _watched_task(token: Token) -> str | None:
    host = token.workflow.tasks.get(token.internal_data.get("on", ""))
    return host.id if host is not None and host.task_spec.manual else None


@dataclass(frozen=True, slots=True)
class TimerRule(Rule):
    """The moment an event waits for: `form` is timeDate, timeDuration or timeCycle."""

    known_as: ClassVar[type[Wait] | None] = Timer

    form: str
    value: Value

    def begin(self, element_id: str, token: Token) -> None:
        # A repetition keeps what is left of it with the token.
        now = token.workflow.top.now
        try:
            if self.form == "timeCycle":
                cycle = _cycle(token) or times.cycle(self.value.of(token), now)
                token.internal_data["cycle"] = [cycle.due_at, cycle.left, cycle.every]
                due_at = cycle.due_at
            else:
                due_at = times.due(self.value.of(token), now)
        except times.NoTime as error:
            cause = "The timer has no valid date, duration or repetition."
            raise StepFailed(element_id, cause, f"{self.value.text}: {error}") from error
        token.workflow.top.begun[token.id] = Timer(token.id, element_id, due_at)

    def again(self, token: Token) -> Again | None:
        cycle = _cycle(token)
        rest = times.following(cycle) if cycle else None
        return {"cycle": [rest.due_at, rest.left, rest.every]} if rest else None


def _cycle(token: Token) -> times.Cycle | None:
    kept = token.internal_data.get("cycle")
    return times.Cycle(*kept) if kept else None


@dataclass(frozen=True, slots=True)
class ConditionRule(Rule):
    """The condition an event waits for: it fires when the condition becomes true, and again only after it has
    been false (BPMN 2.0.2, 10.5.2, of start events). A condition that has no value yet is not true.

    A token keeps "met" while the condition is true and has fired already, and "due" once it has come true.
    """

    stirs: ClassVar[str] = "condition"

    condition: Value

    def again(self, token: Token) -> Again | None:
        return {"met": True} if self._holds(token) else {}

    def look(self, token: Token) -> None:
        """Note whether the condition has come true since it was looked at before."""
        if not self._holds(token):
            token.internal_data.pop("met", None)
        elif not token.internal_data.get("met"):
            token.internal_data["due"] = True

    def has_come_true(self, token: Token) -> bool:
        """Whether the condition was true when somebody looked, and had not been before."""
        self.look(token)
        return "due" in token.internal_data

    def _holds(self, token: Token) -> bool:
        holds = self.condition.of(token)
        if holds is not None and not isinstance(holds, bool):
            cause = "The condition the event waits for is neither true nor false."
            raise StepFailed(token.task_spec.bpmn_id, cause, self.condition.text)
        return bool(holds)


@dataclass(frozen=True, slots=True)
class ErrorRule(Rule):
    """The error an event catches: one code, or "" for all."""

    code: str


@dataclass(frozen=True, slots=True)
class EscalationRule(Rule):
    """The escalation an event catches: one code, or "" for all."""

    code: str

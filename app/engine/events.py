"""Events: where a process starts and ends, and what it waits for."""

from collections.abc import Mapping
from dataclasses import dataclass

from SpiffWorkflow.util.task import TaskState

from app.bpmn import Element
from app.engine import times
from app.engine.errors import StepFailed
from app.engine.expressions import Value
from app.engine.nodes import Activity, FlowNode, Mappings
from app.engine.outcome import Subscription, Timer
from app.engine.scopes import SubProcess
from app.engine.tasks import Work, throw
from app.engine.workflow import ProcessSpec, Subprocess, Token


@dataclass(frozen=True, slots=True)
class MessageRule:
    """The message an event waits for."""

    name: str
    key: Value
    form_id: str | None
    addressee: str

    def wait(self, element_id: str, token: Token) -> None:
        """Enter a subscription for the token."""
        key = self.key.of(token)
        if key is None or isinstance(key, list | dict):
            cause = "The correlation key of the message has no value."
            raise StepFailed(element_id, cause, self.key.text)
        token.workflow.top.subscriptions[token.id] = Subscription(
            id=token.id,
            element_id=element_id,
            message=self.name,
            key=str(key),
            form_id=self.form_id,
            addressee=self.addressee,
            task_id=_watched_task(token),
        )


def _watched_task(token: Token) -> str | None:
    host = token.workflow.tasks.get(token.internal_data.get("on", ""))
    return host.id if host is not None and host.task_spec.manual else None


@dataclass(frozen=True, slots=True)
class TimerRule:
    """The moment an event waits for: kind is timeDate, timeDuration or timeCycle."""

    kind: str
    value: Value

    def wait(self, element_id: str, token: Token) -> None:
        """Enter a timer for the token; a repetition keeps what is left of it with the token."""
        now = token.workflow.top.now
        try:
            if self.kind == "timeCycle":
                cycle = _cycle(token) or times.cycle(self.value.of(token), now)
                token.internal_data["cycle"] = [cycle.due_at, cycle.left, cycle.every]
                due_at = cycle.due_at
            else:
                due_at = times.due(self.value.of(token), now)
        except times.NoTime as error:
            cause = "The timer has no valid date, duration or repetition."
            raise StepFailed(element_id, cause, f"{self.value.text}: {error}") from error
        token.workflow.top.timers[token.id] = Timer(token.id, element_id, due_at)


def _cycle(token: Token) -> times.Cycle | None:
    kept = token.internal_data.get("cycle")
    return times.Cycle(*kept) if kept else None


Rule = MessageRule | TimerRule


class StartEvent(FlowNode):
    """Where a token begins; exactly one start event of a process fires."""

    def __init__(self, process: ProcessSpec, element: Element, mappings: Mappings) -> None:
        super().__init__(process, element)
        self.mappings = mappings


class EndEvent(FlowNode):
    """Where a token ends. Terminate ends everything in the scope, a message tells the outside."""

    def __init__(
        self,
        process: ProcessSpec,
        element: Element,
        mappings: Mappings,
        effect: Work | None,
        terminates: bool = False,
    ) -> None:
        super().__init__(process, element)
        self.mappings = mappings
        self.effect = effect
        self.terminates = terminates

    def _run_hook(self, token: Token) -> bool:
        if self.effect is not None:
            throw(self, token, self.effect, self.mappings.bring_in(token))
        self.mappings.keep(token, {})
        return True

    def record(self, token: Token) -> None:
        super().record(token)
        token.workflow.top.ended.append(self.bpmn_id)
        if self.terminates:
            for other in token.workflow.tokens():
                if other is not token:
                    token.workflow.withdraw(other)


class ThrowEvent(FlowNode):
    """An intermediate event: tells the outside something, or only marks a point that was reached."""

    def __init__(
        self, process: ProcessSpec, element: Element, mappings: Mappings, effect: Work | None
    ) -> None:
        super().__init__(process, element)
        self.mappings = mappings
        self.effect = effect

    def _run_hook(self, token: Token) -> bool:
        if self.effect is not None:
            throw(self, token, self.effect, self.mappings.bring_in(token))
        self.mappings.keep(token, {})
        return True


def wait_again(token: Token, rule: Rule, **internal: object) -> None:
    """A new wait of the same element with an id of its own: the one that fired is used up for ever."""
    if isinstance(rule, MessageRule):
        token.workflow.place(token.task_spec, **internal)
    elif (cycle := _cycle(token)) and (rest := times.following(cycle)):
        token.workflow.place(token.task_spec, cycle=[rest.due_at, rest.left, rest.every], **internal)


class CatchEvent(Activity):
    """An intermediate catch event or receive task: waits for a message or a moment."""

    def __init__(
        self,
        process: ProcessSpec,
        element: Element,
        mappings: Mappings,
        rule: Rule,
        name: str | None = None,
    ) -> None:
        super().__init__(process, element, mappings, name)
        self.rule = rule

    def work(self, token: Token) -> bool:
        token._set_state(TaskState.WAITING)
        self.rule.wait(self.bpmn_id, token)
        return False

    def fire(self, token: Token, payload: Mapping[str, object]) -> None:
        """What the token waited for has come."""
        self.absorb(token, payload)
        self.interrupt(token)
        token.complete()

    def interrupt(self, token: Token) -> None:
        """End what else waited: the other events of an event-based gateway."""
        if race := token.internal_data.get("race"):
            for other in token.workflow.tokens():
                if other is not token and other.internal_data.get("race") == race:
                    token.workflow.withdraw(other)


class BoundaryEvent(CatchEvent):
    """An event at the edge of an activity; it waits as long as the activity is being worked on."""

    def __init__(
        self, process: ProcessSpec, element: Element, mappings: Mappings, rule: Rule, interrupting: bool
    ) -> None:
        super().__init__(process, element, mappings, rule)
        self.interrupting = interrupting

    def interrupt(self, token: Token) -> None:
        host_id = token.internal_data.pop("on")
        if self.interrupting:
            host = token.workflow.tasks[host_id]
            token.workflow.withdraw(host)
        else:
            wait_again(token, self.rule, on=host_id)


class EventSubProcess(SubProcess):
    """A sub-process that begins when its start event fires, as long as the scope around it is open."""

    def __init__(
        self,
        process: ProcessSpec,
        element: Element,
        inner: str,
        start: Element,
        mappings: Mappings,
        rule: Rule,
    ) -> None:
        super().__init__(process, element, mappings, inner)
        self.rule = rule
        self.start_id = start.id
        self.interrupting = start.interrupting

    def keeps_open(self, token: Token) -> bool:
        return not token.has_state(TaskState.WAITING)

    def receive(self, token: Token) -> bool:
        token._set_state(TaskState.WAITING)
        self.rule.wait(self.start_id, token)
        return False

    def fire(self, token: Token, payload: Mapping[str, object]) -> None:
        """The start event fires."""
        self.mappings.keep(token, payload)
        if self.interrupting:
            for other in token.workflow.tokens():
                if other is not token:
                    token.workflow.withdraw(other)
        else:
            wait_again(token, self.rule)
        token.internal_data = {"local": {}}
        self.work(token)

    def came_back(self, token: Token, inner: Subprocess) -> None:
        token.complete()

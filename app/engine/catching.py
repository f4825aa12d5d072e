"""Events that wait: in the flow, at the edge of an activity, or to begin an event sub-process."""

from collections.abc import Mapping

from SpiffWorkflow.util.task import TaskState

from app.bpmn import Element
from app.engine.nodes import Activity, FlowNode, Mappings
from app.engine.scopes import SubProcess
from app.engine.specs import ProcessSpec
from app.engine.tokens import Token
from app.engine.waiting import ConditionRule, Rule
from app.engine.workflow import Subprocess


class StartEvent(FlowNode):
    """Where a token begins; exactly one start event of a process fires."""

    def __init__(self, process: ProcessSpec, element: Element, mappings: Mappings) -> None:
        super().__init__(process, element)
        self.mappings = mappings


class CatchEvent(Activity):
    """An intermediate catch event or receive task."""

    rule: Rule

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
        self.stirs = rule.stirs

    def awaits(self, token: Token) -> Rule | None:
        return self.rule

    def work(self, token: Token) -> bool:
        token._set_state(TaskState.WAITING)
        self.rule.begin(self.bpmn_id, token)
        return False

    def stir(self, token: Token) -> bool:
        return fire_if_true(token)

    def fire(self, token: Token, payload: Mapping[str, object]) -> None:
        """What the token waited for has come."""
        self.absorb(token, payload)
        self.interrupt(token)
        token.complete()

    def interrupt(self, token: Token) -> None:
        """End what else waited: the other events of an event-based gateway."""
        if race := token.internal_data.get("race"):
            for other in token.workflow.hanging(race):
                if other is not token:
                    token.workflow.withdraw(other)


class BoundaryEvent(CatchEvent):
    """An event at the edge of an activity; it waits as long as the activity is being worked on."""

    def __init__(
        self, process: ProcessSpec, element: Element, mappings: Mappings, rule: Rule, interrupting: bool
    ) -> None:
        super().__init__(process, element, mappings, rule)
        self.interrupting = interrupting

    def interrupt(self, token: Token) -> None:
        host = token.workflow.tasks[token.internal_data["on"]]
        token.workflow.let_go(token)
        if self.interrupting:
            token.workflow.withdraw(host)
        else:
            wait_again(token, self.rule, on=host.id)


class EventSubProcess(SubProcess):
    """A sub-process that begins when its start event fires, as long as the scope around it is open."""

    rule: Rule

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
        self.stirs = rule.stirs
        self.start_id = start.id
        self.interrupting = start.interrupting

    def awaits(self, token: Token) -> Rule | None:
        return self.rule if token.has_state(TaskState.WAITING) else None

    def keeps_open(self, token: Token) -> bool:
        return not token.has_state(TaskState.WAITING)

    def receive(self, token: Token) -> bool:
        token._set_state(TaskState.WAITING)
        self.rule.begin(self.start_id, token)
        return False

    def stir(self, token: Token) -> bool:
        return fire_if_true(token)

    def fire(self, token: Token, payload: Mapping[str, object]) -> None:
        """The start event fires."""
        scope = token.workflow
        self.mappings.keep(token, payload)
        scope.top.stop_waiting(token)
        if self.interrupting:
            for other in scope.tokens():
                if other is not token:
                    scope.withdraw(other)
        else:
            wait_again(token, self.rule)
        token.internal_data = {}
        self.work(token)

    def came_back(self, token: Token, inner: Subprocess) -> None:
        token.complete()


def wait_again(token: Token, rule: Rule, **internal: object) -> None:
    """A new wait of the same element with an id of its own: the one that fired is used up for ever."""
    if (again := rule.again(token)) is not None:
        token.workflow.place(token.task_spec, **again, **internal)


def fire_if_true(token: Token) -> bool:
    """Fire an event that waits for a condition which has come true; whether it did."""
    rule = token.task_spec.awaits(token)
    if not isinstance(rule, ConditionRule) or not rule.has_come_true(token):
        return False
    token.workflow.top.spend(token)
    token.task_spec.fire(token, {})
    return True

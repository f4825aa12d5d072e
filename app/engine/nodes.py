"""What all elements have in common: a token comes, the element does its work, the token leaves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.bpmn import Element
from app.engine.expressions import Value
from app.engine.outcome import Wait
from app.engine.specs import Node, ProcessSpec
from app.engine.tokens import Token
from app.engine.variables import assign, local, merge
from app.engine.waiting import Rule
from app.engine.workflow import Subprocess


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow to its target."""

    id: str
    target: "FlowNode"
    condition: Value | None


class FlowNode(Node):
    """An element of a diagram. Knows no instance: all state is the token's."""

    rule: Rule | None = None  #: what an event waits for

    def __init__(self, process: ProcessSpec, element: Element, name: str | None = None) -> None:
        super().__init__(process, name or element.id, bpmn_name=element.name)
        self.bpmn_id = element.id
        self.incoming: list[str] = []
        self.flows: list[Flow] = []
        self.boundaries: list[FlowNode] = []  #: of an activity

    def lead(self, flow: Flow) -> None:
        """Add an outgoing flow."""
        self.flows.append(flow)
        flow.target.come_by(flow.id)
        self.connect(flow.target)

    def come_by(self, flow_id: str) -> None:
        """Add an incoming flow."""
        self.incoming.append(flow_id)

    def test(self) -> None:
        """SpiffWorkflow's own check of the wiring: compiling has done more."""

    def _predict_hook(self, token: Token) -> None:
        """Nothing is predicted: d diamonds in a row would make 2^d tasks."""

    def _update_hook(self, token: Token) -> bool:
        return self.receive(token)

    def awaits(self, token: Token) -> Rule | None:
        """What a token that waits here waits for to happen."""
        return None

    def waits_for(self, token: Token) -> type[Wait] | None:
        rule = self.awaits(token)
        return rule.known_as if rule is not None else None

    def stir(self, token: Token) -> bool:
        """Everything else stands still: go on if it is time; whether it was. See Node.stirs."""
        return False

    def receive(self, token: Token) -> bool:
        """A token came. True: it is ready. False: it stays and waits; the state says for what."""
        return True

    def _on_ready_hook(self, token: Token) -> None:
        if not self.manual:
            token.workflow.top.queue.append(token)

    def _on_complete_hook(self, token: Token) -> None:
        token.workflow.top.passed.append(self.bpmn_id)
        self.go_on(token)

    def go_on(self, token: Token) -> None:
        """Put a token on the target of each flow that is taken."""
        for flow in self.leave(token):
            arriving = {"flow": flow.id} if flow.target.meets else {}
            token.workflow.place(flow.target, **arriving)

    def leave(self, token: Token) -> Iterable[Flow]:
        """The flows a token takes when the element is done: all of them, unless a gateway decides."""
        return self.flows


@dataclass(frozen=True, slots=True)
class Mappings:
    """The input and output mapping of an element: target and source."""

    inputs: tuple[tuple[str, Value], ...] = ()
    outputs: tuple[tuple[str, Value], ...] = ()

    def bring_in(self, token: Token) -> Mapping[str, object]:
        """Evaluate the inputs in order; a later one sees the earlier ones."""
        if not self.inputs:
            return local(token)
        own: dict[str, object] = token.internal_data.setdefault("local", {})
        for target, source in self.inputs:
            own[target] = source.of(token)
        return own

    def bring_out(self, token: Token, results: Mapping[str, object]) -> dict[str, object]:
        """What an element's results mean for the case: the outputs, or all results where it has none."""
        if not self.outputs:
            return dict(results)
        return {target: source.of(token, results) for target, source in self.outputs}

    def keep(self, token: Token, results: Mapping[str, object]) -> None:
        """Write results into the variables: the only way for outside data into a case."""
        if not self.outputs:
            merge(token, results)
        for target, source in self.outputs:
            assign(token, target, source.of(token, results))


class Activity(FlowNode):
    """A task, sub-process or call: it has inputs, outputs and boundary events, and may be repeated."""

    def __init__(
        self, process: ProcessSpec, element: Element, mappings: Mappings, name: str | None = None
    ) -> None:
        super().__init__(process, element, name)
        self.mappings = mappings

    def receive(self, token: Token) -> bool:
        self.mappings.bring_in(token)
        self.watch(token)
        return self.work(token)

    def watch(self, token: Token) -> None:
        """Let the boundary events wait."""
        for boundary in self.boundaries:
            token.workflow.place(boundary, on=token.id)

    def work(self, token: Token) -> bool:
        """Do the work or begin it; as `receive`."""
        return True

    def done(self, token: Token, results: Mapping[str, Any]) -> None:
        """The work is done: keep its results and go on."""
        self.absorb(token, results)
        token.complete()

    def absorb(self, token: Token, results: Mapping[str, Any]) -> None:
        """Keep the results; a repetition that makes a list of results gets those of its instances."""
        repeater = self.repeater(token)
        if repeater is not None and repeater.task_spec.collects:
            repeater.task_spec.collect(repeater, token, self.mappings.bring_out(token, results))
        else:
            self.mappings.keep(token, results)

    def repeater(self, token: Token) -> Token | None:
        """The multi-instance token that this token is one instance of."""
        return token.workflow.tasks.get(token.internal_data.get("of", ""))

    def came_back(self, token: Token, inner: Subprocess) -> None:
        """The sub-process of this token is done."""
        raise NotImplementedError

    def _on_complete_hook(self, token: Token) -> None:
        for other in token.workflow.hanging(token.id):
            token.workflow.withdraw(other)
        if repeater := self.repeater(token):
            repeater.task_spec.returned(repeater)
        else:
            super()._on_complete_hook(token)

"""Gateways: which way a token goes, and where tokens meet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from SpiffWorkflow.util.task import TaskState

from app.bpmn import Element
from app.engine.errors import StepFailed
from app.engine.nodes import Flow, FlowNode
from app.engine.specs import ProcessSpec
from app.engine.tokens import Token
from app.engine.workflow import Scope


class ExclusiveGateway(FlowNode):
    """The first flow whose condition holds, in the order of the file; else the default flow."""

    def __init__(self, process: ProcessSpec, element: Element) -> None:
        super().__init__(process, element)
        self.default = element.default

    def leave(self, token: Token) -> Iterable[Flow]:
        chosen = next((flow for flow in self.flows if self.holds(flow, token)), None) or self.fallback()
        return [chosen]

    def holds(self, flow: Flow, token: Token) -> bool:
        """Whether this flow may be taken without being the default."""
        if flow.id == self.default:
            return False
        return flow.condition is None or flow.condition.holds(token)

    def fallback(self) -> Flow:
        """The default flow."""
        found = next((flow for flow in self.flows if flow.id == self.default), None)
        if found is None:
            cause = "No condition of the gateway is met, and it has no default flow."
            conditions = "; ".join(flow.condition.text for flow in self.flows if flow.condition)
            raise StepFailed(self.bpmn_id, cause, conditions)
        return found


class Meeting(FlowNode):
    """A gateway where tokens of several flows wait for each other.

    SpiffWorkflow counts the finished predecessors in its tree, which is wrong in loops. Here each token
    knows the flow it came by, and one token of each flow is used up.
    """

    def come_by(self, flow_id: str) -> None:
        super().come_by(flow_id)
        self.meets = len(self.incoming) > 1

    def receive(self, token: Token) -> bool:
        if "flow" not in token.internal_data:
            return True  # nothing to meet, or placed here by an operator
        token._set_state(TaskState.WAITING)
        return self.meet(token)

    def meet(self, token: Token) -> bool:
        """Whether `token` may go on with the others that it takes along."""
        raise NotImplementedError

    def arrived(self, scope: Scope) -> dict[str, Token]:
        """The first token of each flow that waits here."""
        first: dict[str, Token] = {}
        for token in scope.at(self):
            if token.has_state(TaskState.WAITING):
                first.setdefault(token.internal_data["flow"], token)
        return first

    def unite(self, token: Token, arrived: dict[str, Token]) -> None:
        """Use up the tokens that `token` goes on for."""
        for other in arrived.values():
            if other is not token:
                token.workflow.forget(other)


class ParallelGateway(Meeting):
    """Splits into all flows; waits for a token from every incoming flow."""

    def meet(self, token: Token) -> bool:
        arrived = self.arrived(token.workflow)
        # Tokens of one flow are alike: this one goes on, and an earlier one stays for the next round.
        arrived[token.internal_data["flow"]] = token
        if len(arrived) < len(self.incoming):
            return False
        self.unite(token, arrived)
        return True


class InclusiveGateway(Meeting, ExclusiveGateway):
    """Splits into every flow whose condition holds; waits for the tokens that can still come."""

    stirs = "join"

    def __init__(self, process: ProcessSpec, element: Element) -> None:
        super().__init__(process, element)
        self._reach: dict[str, set[str]] = {}  #: element → incoming flows that a token there can get to

    def leave(self, token: Token) -> Iterable[Flow]:
        return [flow for flow in self.flows if self.holds(flow, token)] or [self.fallback()]

    def meet(self, token: Token) -> bool:
        # Whether another token can still come is only known when everything else stands still.
        return False

    def stir(self, token: Token) -> bool:
        arrived = self.arrived(token.workflow)
        if not token.has_state(TaskState.WAITING) or not self._may_fire(token.workflow, arrived):
            return False
        self.unite(token, arrived | {token.internal_data["flow"]: token})
        token._ready()
        return True

    def _may_fire(self, scope: Scope, arrived: dict[str, Token]) -> bool:
        """No other token can reach an empty flow, unless it can reach a full one too (BPMN 2.0, 13.4.3)."""
        empty = [flow for flow in self.incoming if flow not in arrived]
        for node in scope.nodes():
            reach = self._reach.get(node.name, ())
            if any(flow in reach for flow in empty) and not any(flow in reach for flow in arrived):
                return False
        return True

    def explore(self, nodes: Iterable[FlowNode]) -> None:
        """Learn which incoming flows can be reached from where, without passing this gateway."""
        if not self.meets:
            return
        others = [node for node in nodes if node is not self]
        before: dict[FlowNode, list[FlowNode]] = defaultdict(list)
        for node in others:
            for after in (*(flow.target for flow in node.flows), *node.boundaries):
                before[after].append(node)
        for node in others:
            for flow in node.flows:
                if flow.target is self:
                    self._spread(flow.id, node, before)

    def _spread(self, flow_id: str, source: FlowNode, before: Mapping[FlowNode, list[FlowNode]]) -> None:
        leading = {source}
        waiting = [source]
        while waiting:
            new = [node for node in before.get(waiting.pop(), ()) if node not in leading]
            leading.update(new)
            waiting += new
        # The boundary events of an activity have tokens of their own while it is being worked on.
        for node in leading:
            if node is source or any(flow.target in leading for flow in node.flows):
                self._reach.setdefault(node.name, set()).add(flow_id)


class EventGateway(FlowNode):
    """Waits for one of several events; each waits for itself and the first one ends the others."""

    def leave(self, token: Token) -> Iterable[Flow]:
        for flow in self.flows:
            token.workflow.place(flow.target, race=token.id)
        return ()

"""Gateways: which way a token goes, and where tokens meet."""

from collections.abc import Iterable

from SpiffWorkflow.util.task import TaskState

from app.bpmn import Element
from app.engine.errors import StepFailed
from app.engine.nodes import Activity, Flow, FlowNode
from app.engine.workflow import ProcessSpec, Scope, Token


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

    def receive(self, token: Token) -> bool:
        if len(self.incoming) <= 1:
            return True
        token._set_state(TaskState.WAITING)
        return self.meet(token)

    def meet(self, token: Token) -> bool:
        """Whether `token` may go on with the others that it takes along."""
        raise NotImplementedError

    def arrived(self, scope: Scope) -> dict[str, Token]:
        """The first token of each flow that waits here."""
        first: dict[str, Token] = {}
        for token in scope.tokens():
            if token.task_spec is self and token.has_state(TaskState.WAITING):
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

    def leave(self, token: Token) -> Iterable[Flow]:
        return [flow for flow in self.flows if self.holds(flow, token)] or [self.fallback()]

    def meet(self, token: Token) -> bool:
        # Whether another token can still come is only known when everything else stands still: see `settle`.
        return False

    def may_fire(self, scope: Scope, arrived: dict[str, Token]) -> bool:
        """No other token can reach an empty flow, unless it can reach a full one too (BPMN 2.0, 13.4.3)."""
        empty = [flow for flow in self.incoming if flow not in arrived]
        for token in scope.tokens():
            if token.task_spec is self:
                continue
            reach = self._reach(token.task_spec)
            if any(flow in reach for flow in empty) and not any(flow in reach for flow in arrived):
                return False
        return True

    def try_fire(self, scope: Scope) -> bool:
        """Go on if no more tokens can come."""
        arrived = self.arrived(scope)
        if not arrived or not self.may_fire(scope, arrived):
            return False
        token = next(iter(arrived.values()))
        self.unite(token, arrived)
        token._ready()
        return True

    def _reach(self, start: FlowNode) -> set[str]:
        """The flows a token at `start` can get to without passing this gateway."""
        seen: set[str] = set()
        queue: list[FlowNode] = [start]
        visited = {self.name}
        while queue:
            node = queue.pop()
            if node.name in visited:
                continue
            visited.add(node.name)
            for flow in node.flows:
                seen.add(flow.id)
                queue.append(flow.target)
            queue.extend(node.boundaries if isinstance(node, Activity) else ())
        return seen


def settle(scope: Scope) -> bool:
    """Let an inclusive gateway go on for which no more tokens can come; whether one did."""
    for gateway in {token.task_spec: None for token in scope.tokens()}:
        if isinstance(gateway, InclusiveGateway) and gateway.try_fire(scope):
            return True
    return False


class EventGateway(FlowNode):
    """Waits for one of several events; each waits for itself and the first one ends the others."""

    def leave(self, token: Token) -> Iterable[Flow]:
        for flow in self.flows:
            token.workflow.place(flow.target, flow=flow.id, race=token.id)
        return ()

"""Multi-instance: one activity for every item of a list, results in the order of the items."""

from collections.abc import Mapping
from dataclasses import dataclass

from SpiffWorkflow.util.task import TaskState

from app.bpmn import Element
from app.engine.errors import StepFailed
from app.engine.expressions import Value
from app.engine.limits import MAX_REPEATS
from app.engine.nodes import Activity, Mappings
from app.engine.variables import assign
from app.engine.workflow import ProcessSpec, Token


@dataclass(frozen=True, slots=True)
class Repetition:
    """What the multi-instance marker says."""

    sequential: bool
    items: Value
    item_name: str | None
    results_name: str | None
    result: Value | None
    enough: Value | None  #: completion condition


class MultiInstance(Activity):
    """The body of a repetition: its tokens open one token of `instance` for every item.

    A token keeps {"items": […], "next": position of the next item, "ready": how many are done,
    "results": {position: result}}.
    """

    def __init__(
        self, process: ProcessSpec, element: Element, repetition: Repetition, instance: Activity
    ) -> None:
        super().__init__(process, element, Mappings())
        self.repetition = repetition
        self.instance = instance

    def work(self, token: Token) -> bool:
        items = self._items(token)
        token.internal_data.update(items=items, next=0, ready=0, results={})
        token._set_state(TaskState.STARTED)
        for _ in items[:1] if self.repetition.sequential else items:
            self._open_next(token)
        return not items

    def _items(self, token: Token) -> list[object]:
        items = self.repetition.items.of(token)
        if not isinstance(items, list):
            raise StepFailed(
                self.bpmn_id, "The collection to repeat for is no list.", self.repetition.items.text
            )
        if len(items) > MAX_REPEATS:
            raise StepFailed(self.bpmn_id, f"The collection has more than {MAX_REPEATS} items.")
        return items

    def _open_next(self, token: Token) -> None:
        internal = token.internal_data
        position = internal["next"]
        internal["next"] = position + 1
        local: dict[str, object] = {"loopCounter": position + 1}
        if self.repetition.item_name:
            local[self.repetition.item_name] = internal["items"][position]
        token.workflow.place(self.instance, of=token.id, position=position, local=local)

    def _run_hook(self, token: Token) -> bool:
        self._keep(token)
        return True

    @property
    def collects(self) -> bool:
        """Whether the results of the instances go into a list instead of the variables."""
        return self.repetition.results_name is not None

    def collect(self, token: Token, instance: Token, results: Mapping[str, object]) -> None:
        """Keep the result of one instance at its place in the list."""
        if self.repetition.result is not None:
            found = self.repetition.result.of(instance, results)
            token.internal_data["results"][str(instance.internal_data["position"])] = found

    def returned(self, token: Token) -> None:
        """One instance is done."""
        internal = token.internal_data
        internal["ready"] += 1
        if internal["ready"] == len(internal["items"]) or self._is_enough(token):
            self._end(token)
        elif self.repetition.sequential:
            self._open_next(token)

    def _is_enough(self, token: Token) -> bool:
        enough, internal = self.repetition.enough, token.internal_data
        counts: dict[str, object] = {
            "numberOfInstances": len(internal["items"]),
            "numberOfCompletedInstances": internal["ready"],
            "numberOfActiveInstances": internal["next"] - internal["ready"],
        }
        return enough is not None and enough.holds(token, counts)

    def _end(self, token: Token) -> None:
        for other in token.workflow.tokens():
            if other.internal_data.get("of") == token.id and not other.has_state(TaskState.COMPLETED):
                token.workflow.withdraw(other)
        self._keep(token)
        token.complete()

    def _keep(self, token: Token) -> None:
        if self.repetition.results_name:
            internal = token.internal_data
            results = [internal["results"].get(str(i)) for i in range(len(internal["items"]))]
            assign(token, self.repetition.results_name, results)

"""Activities that are done more than once: for every item of a list, or as long as a condition holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from SpiffWorkflow.util.task import TaskState

from app.bpmn import Element
from app.engine import limits
from app.engine.errors import StepFailed
from app.engine.expressions import Value
from app.engine.limits import MAX_REPEATS
from app.engine.nodes import Activity, Mappings
from app.engine.specs import ProcessSpec
from app.engine.tokens import Token
from app.engine.variables import assign


class Repeater(Activity):
    """The body of a repetition: its token opens tokens of `instance`, and each of them comes back to it."""

    collects = False  #: whether results go into a list instead of the variables

    def __init__(self, process: ProcessSpec, element: Element, instance: Activity) -> None:
        super().__init__(process, element, Mappings())
        self.instance = instance

    def open(self, token: Token, position: int, **own: object) -> None:
        """Open the instance at a position, counted from 0."""
        local = {"loopCounter": position + 1, **own}
        token.workflow.place(self.instance, of=token.id, position=position, local=local)

    def returned(self, token: Token) -> None:
        """One instance is done."""
        raise NotImplementedError

    def collect(self, token: Token, instance: Token, results: Mapping[str, object]) -> None:
        """Keep the results of one instance."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Repetition:
    """What the multi-instance marker says: for the items of a list, or so many times."""

    sequential: bool
    items: Value | None
    cardinality: Value | None
    item_name: str | None
    results_name: str | None
    result: Value | None
    enough: Value | None  #: completion condition


class MultiInstance(Repeater):
    """One instance for every item of a list, results in the order of the items.

    A token keeps {"count": how many there are, "next": position of the next to open, "ready": how many are
    done, "results": {position: result}, "items": those of a sequential one, "apart": how many bytes of
    instances and results are kept apart}.
    """

    def __init__(
        self, process: ProcessSpec, element: Element, repetition: Repetition, instance: Activity
    ) -> None:
        super().__init__(process, element, instance)
        self.repetition = repetition
        self.collects = repetition.results_name is not None
        self.repeats_widely = not repetition.sequential

    def work(self, token: Token) -> bool:
        items = self._items(token)
        internal = token.internal_data
        internal.update(count=len(items), next=0, ready=0)
        if self.collects:
            internal["results"] = {}
        if self.repetition.sequential:
            internal["items"] = items
        if self.repeats_widely and len(items) >= limits.WIDE:
            token.workflow.top.spread(token)
        token._set_state(TaskState.STARTED)
        for item in items[:1] if self.repetition.sequential else items:
            self._open_next(token, item)
        return not items

    def _items(self, token: Token) -> list[object]:
        source = self.repetition.items or self.repetition.cardinality
        assert source is not None
        found = source.of(token)
        if self.repetition.items is None:
            found = list(range(1, self._times(found) + 1))
        if not isinstance(found, list):
            raise StepFailed(self.bpmn_id, "The collection to repeat for is no list.", source.text)
        if len(found) > MAX_REPEATS:
            raise StepFailed(self.bpmn_id, f"The collection has more than {MAX_REPEATS} items.")
        return found

    def _times(self, found: object) -> int:
        text = str(found)
        number = Decimal(text) if isinstance(found, str) and text.isascii() and text.isdigit() else found
        if not isinstance(number, int | Decimal) or isinstance(number, bool) or number < 0 or number % 1:
            raise StepFailed(self.bpmn_id, "The number of repetitions is no whole number.", text)
        return int(min(number, MAX_REPEATS + 1))

    def _open_next(self, token: Token, item: object) -> None:
        position = token.internal_data["next"]
        token.internal_data["next"] = position + 1
        named = {self.repetition.item_name: item} if self.repetition.item_name else {}
        self.open(token, position, **named)

    def _run_hook(self, token: Token) -> bool:
        self._keep(token)
        return True

    def collect(self, token: Token, instance: Token, results: Mapping[str, object]) -> None:
        if self.repetition.result is not None:
            found = self.repetition.result.of(instance, results)
            token.internal_data["results"][str(instance.internal_data["position"])] = found

    def returned(self, token: Token) -> None:
        internal = token.internal_data
        internal["ready"] += 1
        if internal["ready"] == internal["count"] or self._is_enough(token):
            token.workflow.top.gather(token)
            self._keep(token)
            token.complete()
        elif self.repetition.sequential:
            self._open_next(token, internal["items"][internal["next"]])

    def _is_enough(self, token: Token) -> bool:
        enough, internal = self.repetition.enough, token.internal_data
        if enough is None:
            return False
        seen: dict[str, object] = {
            "numberOfInstances": internal["count"],
            "numberOfCompletedInstances": internal["ready"],
            "numberOfActiveInstances": internal["next"] - internal["ready"],
        }
        name = self.repetition.results_name
        if name and enough.expression and name in enough.expression.names:
            token.workflow.top.gather(token)
            seen[name] = self._results(token)
        return enough.holds(token, seen)

    def rests(self, token: Token) -> bool:
        """Whether instances are at work that are kept apart."""
        internal, here = token.internal_data, token.workflow.hanging(token.id)
        at_work = sum(each.task_spec is self.instance for each in here)
        return "apart" in internal and internal["next"] - internal["ready"] > at_work

    def _keep(self, token: Token) -> None:
        if self.repetition.results_name:
            assign(token, self.repetition.results_name, self._results(token))

    def _results(self, token: Token) -> list[object]:
        internal = token.internal_data
        return [internal["results"].get(str(i)) for i in range(internal["count"])]


@dataclass(frozen=True, slots=True)
class Looping:
    """What the standard loop marker says."""

    test_before: bool
    condition: Value | None  #: goes on while it holds; None: until the maximum
    maximum: int | None


class StandardLoop(Repeater):
    """One instance after the other while a condition holds; a token keeps {"round": how many are done}."""

    def __init__(self, process: ProcessSpec, element: Element, looping: Looping, instance: Activity) -> None:
        super().__init__(process, element, instance)
        self.looping = looping

    def work(self, token: Token) -> bool:
        token.internal_data["round"] = 0
        if self.looping.test_before and not self._goes_on(token):
            return True
        token._set_state(TaskState.STARTED)
        self.open(token, 0)
        return False

    def returned(self, token: Token) -> None:
        token.internal_data["round"] += 1
        if self._goes_on(token):
            self.open(token, token.internal_data["round"])
        else:
            token.complete()

    def _goes_on(self, token: Token) -> bool:
        looping, done = self.looping, token.internal_data["round"]
        if looping.maximum is not None and done >= looping.maximum:
            return False
        return looping.condition is None or looping.condition.holds(token, {"loopCounter": done})

"""Making a decision: the values of what it requires, then its own (DMN 1.5, 10.3.2.11 and 10.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.decisions.hitting import DecidingRun, Hits
from app.decisions.linking import CIRCLE
from app.decisions.model import Key, Model, Node
from app.decisions.problems import DecisionError, Finding, Phrase, Place, reason
from app.feel.boundary import entering, leaving
from app.feel.budget import Calendar
from app.feel.errors import FeelError
from app.feel.types import converted
from app.feel.values import Function
from app.translating import N_

NO_DECISION = Finding(
    "decision-missing",
    "error",
    N_("There is no decision called “%(element)s”. There are: %(names)s."),
    N_("Choose one of them."),
)
INPUT_MISSING = Finding(
    "input-missing",
    "error",
    N_("“%(element)s” needs “%(input)s”, which is not given."),
    N_("Give a value, or null where there is none."),
)
NOT_DECIDED = Finding(
    "not-decided",
    "error",
    N_("“%(element)s” could not be decided: %(reason)s"),
    N_("Correct the decision, or the data that it reads."),
)
WRONG_KIND = N_("“%(input)s” is not of the type that it should be, and counts as null.")


@dataclass(frozen=True, slots=True)
class Step:
    """One element that was evaluated on the way: what it read, what it gave and what its tables did.

    `named` says what the names that occur here are in other languages.
    """

    name: str
    kind: str
    read: Mapping[str, object]
    value: object
    hits: Sequence[Hits]
    named: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was made: its value as plain data, the steps in their order, and what was odd."""

    name: str
    value: object
    steps: Sequence[Step]
    notes: Sequence[Phrase]


def decide(
    model: Model,
    name: str,
    inputs: Mapping[str, object],
    *,
    now: datetime,
    calendar: Calendar | None = None,
    far: bool = False,
) -> Decided:
    """Make the decision, or call the decision service, of this name or id.

    `inputs` are plain data by the names of the inputs. Raises DecisionError where it cannot be made, or its
    value is of no type of Python's: years outside 1 to 9999, parts of a millionth of a second. With `far`,
    these are in the value as app.feel.far has them.
    """
    node = model.find(name)
    if node is None:
        raise DecisionError(NO_DECISION.at(Place(name), names=", ".join(model.names()) or "–"))
    making = _Making(model, DecidingRun(now, calendar))
    try:
        given = making.given(inputs)
        value = making.serve(node, given) if node.outputs else making.value(node.key, given)
        return Decided(node.name, leaving(value, making.run, far=far), making.steps, making.notes)
    except FeelError as error:
        raise DecisionError(NOT_DECIDED.at(node.element.place, reason=reason(error))) from error


@dataclass(slots=True)
class _Making:
    """One decision being made; `values` are those known so far."""

    model: Model
    run: DecidingRun
    values: dict[Key, object] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    notes: list[Phrase] = field(default_factory=list)

    def given(self, inputs: Mapping[str, object]) -> dict[str, object]:
        """The inputs as FEEL values. Names that no element has may be read without being required.

        Modelers of tables alone leave out the graph, and with it the requirements.
        """
        given = {name: entering(value, self.run) for name, value in inputs.items()}
        elements = self.model.element_names
        self.run.known.update((name, value) for name, value in given.items() if name not in elements)
        return given

    def value(self, key: Key, inputs: Mapping[str, object]) -> object:
        """The value of an element; what is required more than once is evaluated once."""
        if key not in self.values:
            node = self.model.nodes[key]
            if node.element.kind == "inputData":
                self.values[key] = self._input(node, inputs)
            elif node.element.kind == "decisionService":
                self.values[key] = self._service(node, inputs)
            else:
                self.values[key] = self._evaluated(node, inputs)
        return self.values[key]

    def _input(self, node: Node, inputs: Mapping[str, object]) -> object:
        value = inputs.get(node.element.variable.name, inputs.get(node.name))
        bound = converted(value, node.type, self.run)
        if bound is None and value is not None:
            self.notes.append(Phrase(WRONG_KIND, {"input": node.name}))
        return bound

    def _evaluated(self, node: Node, inputs: Mapping[str, object]) -> object:
        if node.program is None:
            raise DecisionError(CIRCLE.at(node.element.place, way=node.name))
        read = self._bound(node, inputs)
        before = len(self.run.hits)
        value = node.program.run(self.run, [read[name] for name in node.names], self.run.known)
        hits = self.run.hits[before:]
        self.notes += [hit.note for hit in hits if hit.note]
        if node.element.kind == "decision":
            needed = {need.name: self.model.nodes[need.key].element.names for need in node.needs}
            named = {**needed, node.name: node.element.names}
            self.steps.append(Step(node.name, node.element.kind, read, value, hits, named))
        return value

    def _bound(self, node: Node, inputs: Mapping[str, object]) -> dict[str, object]:
        """What the logic may name: elements by their names, those of an import in a context of its name."""
        bound: dict[str, object] = {}
        for need in node.needs:
            value = self.value(need.key, inputs)
            if need.under:
                entries = bound.setdefault(need.under, {})
                assert isinstance(entries, dict)
                entries[need.name] = value
            else:
                bound[need.name] = value
        return bound

    # --- decision services ------------------------------------------------------------------------

    def _service(self, node: Node, inputs: Mapping[str, object]) -> Function:
        """A service as the function that it is: of its inputs, then of its input decisions (10.4)."""
        nodes = [self.model.nodes[key] for key in node.parameters]
        names = tuple(each.element.variable.name for each in nodes)
        types = tuple(each.type for each in nodes)

        def call(arguments: Sequence[object]) -> object:
            if len(arguments) != len(nodes):
                return None
            fitting = [converted(*each, self.run) for each in zip(arguments, types, strict=True)]
            if any(now is None and value is not None for now, value in zip(fitting, arguments, strict=True)):
                return None
            return self._served(node, dict(zip(node.parameters, fitting, strict=True)), inputs)

        return Function(names, call, types, node.type)

    def serve(self, node: Node, inputs: Mapping[str, object]) -> object:
        """The service called with inputs by name, all of which must be given."""
        function = self._service(node, inputs)
        missing = [name for name in function.parameters if name not in inputs]
        if missing:
            raise DecisionError(INPUT_MISSING.at(node.element.place, input=missing[0]))
        return function.call([inputs[name] for name in function.parameters])

    def _served(self, node: Node, given: dict[Key, object], inputs: Mapping[str, object]) -> object:
        """The value of the output decision, or a context of several."""
        inner = _Making(self.model, self.run, given, self.steps, self.notes)
        self.run.enter_call()
        values = {self.model.nodes[key].name: inner.value(key, inputs) for key in node.outputs}
        self.run.leave_call()
        value = next(iter(values.values())) if len(values) == 1 else values
        return converted(value, node.type, self.run)

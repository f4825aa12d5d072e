"""What a diagram is compiled into: SpiffWorkflow's specs. Read-only once compiled, so threads share them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.specs import StartTask, WorkflowSpec

from app.engine.outcome import Wait

if TYPE_CHECKING:
    from app.engine.tokens import Token

_BEFORE = ""  #: name of SpiffWorkflow's own first spec; no XML id is empty


class Node(BpmnSpecMixin):
    """An element as a SpiffWorkflow task spec; app.engine.nodes says what it does."""

    name: str  #: unique in its process; the id, but for an instance of a repetition
    bpmn_id: str
    manual: bool
    meets = False  #: tokens of several flows wait for each other here, so a token keeps its flow
    #: A token that waits here is looked at whenever everything else stands still: first those at a "join",
    #: then those that wait for a "condition".
    stirs: str = ""
    repeats_widely = False  #: instances of it may be kept apart, see app.engine.parts

    def waits_for(self, token: "Token") -> type[Wait] | None:
        """As what the outside knows a token that waits here; None where nobody outside can move it on."""
        return None

    def keeps_open(self, token: "Token") -> bool:
        """Whether the scope cannot end while this token is there."""
        return True


class ProcessSpec(WorkflowSpec):
    """The elements of one process or sub-process, by name."""

    name: str
    task_specs: dict[str, Node]

    def __init__(self, key: str, embedded: bool) -> None:
        super().__init__(name=key)
        self.embedded = embedded  #: shares the variables of the scope around it
        self.data_objects: Mapping[str, object] = {}
        self.start = StartTask(self, _BEFORE)
        self.beginning: Node | None = None  #: the start event that needs no message
        self.listeners: list[Node] = []  #: event sub-processes

"""SpiffWorkflow 3.2.0 as it comes, to show what the adapter mends. Conditions and timers are Python here."""

from collections.abc import Mapping

from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.util.task import TaskState

from app.bpmn import Document


class Stock:
    """One instance, driven as its documentation says."""

    def __init__(self, document: Document) -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(document.source)
        assert document.process
        self.spec = parser.get_spec(document.process.id)
        self.others = parser.get_subprocess_specs(document.process.id)
        self.begin()

    def begin(self) -> None:
        """A new instance of the same spec."""
        self.workflow = BpmnWorkflow(self.spec, self.others)
        self.workflow.do_engine_steps()

    def open(self) -> list[str]:
        """The tasks that wait for a person."""
        return [task.task_spec.name for task in self.tasks()]

    def tasks(self) -> list[object]:
        return list(self.workflow.get_tasks(state=TaskState.READY, manual=True))

    def complete(self, name: str, **data: object) -> None:
        task = next(task for task in self.tasks() if task.task_spec.name == name)
        task.data.update(data)
        task.run()
        self.workflow.do_engine_steps()

    def message(self, name: str, payload: object, correlations: Mapping[str, object] | None = None) -> None:
        event = BpmnEvent(MessageEventDefinition(name), payload, correlations)
        self.workflow.send_event(event)
        self.workflow.do_engine_steps()

    def states(self) -> dict[str, str]:
        """The state of each element's last task."""
        return {task.task_spec.name: TaskState.get_name(task.state) for task in self.workflow.get_tasks()}

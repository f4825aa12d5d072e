"""Rules about diagrams that call each other."""

from collections.abc import Iterator, Mapping

from app.bpmn.document import Document
from app.bpmn.findings import error
from app.bpmn.problems import Problem
from app.bpmn.rules.circles import circles
from app.bpmn.rules.subject import Subject
from app.translating import N_

CALL_MISSING = error(
    "call-missing",
    N_("“%(element)s” does not say which diagram it calls."),
    N_("Choose the process in the panel “Called element”."),
)
CALL_DYNAMIC = error(
    "call-dynamic",
    N_("“%(element)s” computes which diagram it calls, and that must be fixed when a version is published."),
    N_("Write the id of one process without “=”; choose between several with an exclusive gateway."),
)
CALLEE_MISSING = error(
    "callee-missing",
    N_("“%(element)s” calls the process “%(process)s”, which is not among the files."),
    N_("Add the file of that process, or choose another one in the panel “Called element”."),
)
CALLEE_WITHOUT_START = error(
    "callee-without-start",
    N_("“%(element)s” calls the process “%(process)s”, which has no plain start event to begin at."),
    N_("Add a start event without a message to the called process."),
)
CALL_CIRCLE = error(
    "call-circle",
    N_(
        "“%(element)s” calls the process “%(process)s”, which leads back to this diagram: it would never end."
    ),
    N_("Let the called process do without the call back, or draw the repetition in one diagram."),
)


def called_processes_are_there(subject: Subject) -> Iterator[Problem]:
    """Each call activity names one process, which is among the files and can begin by itself."""
    known = _processes(subject)
    for node in subject.of_kind("callActivity"):
        process_id = node.called.process_id if node.called else ""
        if not process_id:
            yield CALL_MISSING.at(node)
        elif process_id.startswith("="):
            yield CALL_DYNAMIC.at(node)
        elif process_id not in known:
            yield CALLEE_MISSING.at(node, process=process_id)
        elif not _begins_plainly(known[process_id]):
            yield CALLEE_WITHOUT_START.at(node, process=process_id)


def calls_end(subject: Subject) -> Iterator[Problem]:
    """No chain of calls leads back to the diagram."""
    calls = {process_id: _called_by(document) for process_id, document in _processes(subject).items()}
    groups = circles(list(calls), lambda process_id: (to for to in calls[process_id] if to in calls))
    back = next((set(group) for group in groups if subject.process.id in group), set())
    for node in subject.of_kind("callActivity"):
        if node.called and node.called.process_id in back:
            yield CALL_CIRCLE.at(node, process=node.called.process_id)


def _processes(subject: Subject) -> Mapping[str, Document]:
    documents = [*subject.called, subject.document]
    return {document.process.id: document for document in documents if document.process}


def _called_by(document: Document) -> list[str]:
    return [node.called.process_id for node in document.nodes if node.kind == "callActivity" and node.called]


def _begins_plainly(document: Document) -> bool:
    inside = document.within(document.process.id) if document.process else []
    return any(node.kind == "startEvent" and not node.events for node in inside)

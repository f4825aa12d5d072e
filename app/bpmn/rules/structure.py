"""Rules about the bones of a diagram: its process, its starts, its ids and the ends of its arrows."""

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from app.bpmn.elements import Element, Flow, Node
from app.bpmn.findings import error, warning
from app.bpmn.problems import Problem
from app.bpmn.rules.subject import Subject
from app.translating import N_

NOT_EXECUTABLE = error(
    "not-executable",
    N_("The process “%(element)s” is not marked as one that runs."),
    N_("Tick “Executable” in the panel of the process."),
)
SEVERAL_PROCESSES = error(
    "several-processes",
    N_("The file holds several processes, and “%(element)s” is one too many."),
    N_("Keep one process in a file; put others into files of their own, or leave their pools empty."),
)
PROCESS_WITHOUT_ID = error(
    "process-without-id",
    N_("The process has no id, by which the municipality would know it."),
    N_("Give the process an id in its panel, such as street-works."),
)
NO_START = error(
    "start-missing",
    N_("“%(element)s” has no start event, so nothing can begin it."),
    N_("Add a start event and connect it to the first task."),
)
SEVERAL_STARTS = error(
    "starts-several",
    N_("“%(element)s” is a second plain start event, and nobody could tell which one begins the case."),
    N_("Keep one plain start event, or give each start event a message of its own."),
)
SAME_START_MESSAGE = error(
    "start-message-twice",
    N_("“%(element)s” begins with the message “%(message)s”, and so does another start event."),
    N_("Let each start event have a message of its own."),
)
INNER_START = error(
    "inner-start",
    N_("“%(element)s” is inside a sub-process and waits for an event, but a sub-process begins by itself."),
    N_("Make it a plain start event."),
)
ID_TWICE = error(
    "id-twice",
    N_("The id “%(element)s” is used %(count)s times in the file, and everything in it needs its own."),
    N_("Give the later ones another id, or delete and draw them again."),
)
ELEMENT_WITHOUT_ID = error(
    "element-without-id",
    N_("“%(element)s” has no id, so nobody could say where a case stands."),
    N_("Open the diagram in the modeler and save it again, or draw the element anew."),
)
FLOW_WITHOUT_ID = error(
    "flow-without-id",
    N_("The arrow from “%(source)s” to “%(target)s” has no id, and the case would stop before it."),
    N_("Open the diagram in the modeler and save it again, or draw the arrow anew."),
)
FLOW_DANGLING = error(
    "flow-dangling",
    N_("The arrow from “%(source)s” to “%(target)s” has an end at something that is not there."),
    N_("Delete the arrow, or draw it anew between two elements."),
)
FLOW_CROSSES = error(
    "flow-crosses",
    N_("The arrow from “%(source)s” to “%(target)s” crosses the border of a sub-process or a pool."),
    N_("End the sub-process with an end event, and go on with an arrow from the sub-process itself."),
)
FLOW_INTO_START = error(
    "flow-into-start",
    N_("An arrow leads into “%(element)s”, where only things begin: a start event or an event on a border."),
    N_("Lead the arrow to the element after it, or to a gateway."),
)
FLOW_OUT_OF_END = error(
    "flow-out-of-end",
    N_("An arrow leads out of the end event “%(element)s”, where the path is over."),
    N_("Use an intermediate event there, or delete the arrow."),
)
EXTRA_PROCESS = warning(
    "process-drawn",
    N_("The process “%(element)s” is marked as not running and is kept as a drawing."),
    N_("Nothing needs to be done if it shows the other side only."),
)


def one_process_runs(subject: Subject) -> Iterator[Problem]:
    """Exactly one process is flagged executable; others may stand beside it as drawings."""
    if not subject.process.id:
        yield PROCESS_WITHOUT_ID.at(subject.process)
    if not subject.process.executable:
        yield NOT_EXECUTABLE.at(subject.process)
    for process in subject.document.processes:
        if process is not subject.process:
            yield (EXTRA_PROCESS if process.executable is False else SEVERAL_PROCESSES).at(process)


def everything_begins_once(subject: Subject) -> Iterator[Problem]:
    """The process and each sub-process has one way to begin."""
    for scope in _scopes(subject):
        starts = [node for node in subject.document.within(scope.id) if node.kind == "startEvent"]
        if not starts:
            yield NO_START.at(scope)
        plain = [node for node in starts if not node.events]
        yield from (SEVERAL_STARTS.at(node) for node in plain[1:])
        if isinstance(scope, Element):
            yield from (INNER_START.at(node) for node in starts if node.events)
    yield from _same_start_messages(subject)


def _scopes(subject: Subject) -> Iterator[Node]:
    yield subject.process
    for node in subject.of_kind("subProcess", "transaction"):
        if not node.triggered_by_event:
            yield node


def _same_start_messages(subject: Subject) -> Iterator[Problem]:
    seen: set[str] = set()
    for node in subject.document.within(subject.process.id):
        message = subject.document.message(node) if node.kind == "startEvent" else None
        if message and message.name in seen:
            yield SAME_START_MESSAGE.at(node, message=message.name)
        seen.update([message.name] if message else [])


def ids_are_unique(subject: Subject) -> Iterator[Problem]:
    """Every id of the file is used once, and every flow node has one."""
    holders: dict[str, list[etree._Element]] = defaultdict(list)
    for xml in subject.document.root.iter("{*}*"):
        holders[xml.get("id", "")].append(xml)
    for used, having in holders.items():
        if used and len(having) > 1:
            yield ID_TWICE.at(Node(having[1]), element=used, count=str(len(having)))
    yield from (ELEMENT_WITHOUT_ID.at(node) for node in subject.nodes if not node.id)


def arrows_connect(subject: Subject) -> Iterator[Problem]:
    """Every sequence flow has an id and leads from one element to another in the same scope."""
    for flow in subject.flows:
        ends = subject.ends(flow)
        if not flow.id:
            yield FLOW_WITHOUT_ID.at(flow, **ends)
        source, target = subject.document.element(flow.source), subject.document.element(flow.target)
        if source is None or target is None:
            yield FLOW_DANGLING.at(flow, **ends)
        else:
            yield from _ends(flow, source, target, ends)


def _ends(flow: Flow, source: Element, target: Element, ends: dict[str, str]) -> Iterator[Problem]:
    if source.scope_id != target.scope_id:
        yield FLOW_CROSSES.at(flow, **ends)
    if target.kind in {"startEvent", "boundaryEvent"}:
        yield FLOW_INTO_START.at(target)
    if source.kind == "endEvent":
        yield FLOW_OUT_OF_END.at(source)

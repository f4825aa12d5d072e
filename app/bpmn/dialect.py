"""The allow-list of the modelling dialect: one table of what a diagram may say, and nothing else may be said.

The check refuses what is not here (`rules/allowed.py`) and docs/dialect.md is made from it (`describing.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.bpmn.names import KEPT

Values = frozenset[str] | None  #: the values an attribute may have; None means any


@dataclass(frozen=True, slots=True)
class Allowed:
    """What one element may carry besides id, name, documentation and free text."""

    meaning: str
    attributes: Mapping[str, Values]
    children: frozenset[str]  #: BPMN elements directly inside
    extensions: frozenset[str]  #: keys of EXTENSIONS in its extensionElements


@dataclass(frozen=True, slots=True)
class Extension:
    """What one zeebe: extension element may carry."""

    meaning: str
    attributes: Mapping[str, Values]
    children: frozenset[str] = frozenset()


def _one_of(*values: str) -> Values:
    return frozenset(values)


def _allowed(
    meaning: str, attributes: Mapping[str, Values] | None = None, children: str = "", extensions: str = ""
) -> Allowed:
    return Allowed(meaning, attributes or {}, frozenset(children.split()), frozenset(extensions.split()))


def _extension(meaning: str, attributes: str = "", children: str = "", **fixed: Values) -> Extension:
    names: dict[str, Values] = dict.fromkeys(attributes.split())
    return Extension(meaning, {**names, **fixed}, frozenset(children.split()))


_FEEL = {
    "language": _one_of("feel", "FEEL", "https://www.omg.org/spec/DMN/20191111/FEEL/"),
    "evaluatesToTypeRef": None,
}
_FLOW = "incoming outgoing"
_DATA = (
    "ioSpecification property dataInputAssociation dataOutputAssociation "
    "dataInput dataOutput inputSet outputSet"
)
_ACTIVITY: Mapping[str, Values] = {
    "isForCompensation": _one_of("false"),
    "startQuantity": _one_of("1"),
    "completionQuantity": _one_of("1"),
}
_TASK = {**_ACTIVITY, "implementation": None}
_CATCH: Mapping[str, Values] = {"parallelMultiple": None}
_REPEATS = "multiInstanceLoopCharacteristics standardLoopCharacteristics"
_HAPPENS = "messageEventDefinition timerEventDefinition signalEventDefinition conditionalEventDefinition"
_CAUGHT = f"{_HAPPENS} errorEventDefinition escalationEventDefinition"
_INSIDE = f"""
    startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent
    task userTask manualTask serviceTask sendTask receiveTask scriptTask businessRuleTask
    callActivity subProcess
    exclusiveGateway parallelGateway inclusiveGateway eventBasedGateway sequenceFlow laneSet {_DATA}
"""

#: BPMN element → what it may carry. Order is the order of the documentation.
ALLOWED: Mapping[str, Allowed] = {
    "process": _allowed(
        "what runs; its properties are the texts of the service",
        {"isExecutable": None, "isClosed": None, "processType": None},
        _INSIDE,
        "properties versionTag",
    ),
    "startEvent": _allowed(
        "where a case begins: plain, with a message or by the clock; an event sub-process with any event",
        {"isInterrupting": None, **_CATCH},
        f"{_FLOW} {_DATA} {_CAUGHT}",
        "formDefinition ioMapping properties",
    ),
    "endEvent": _allowed(
        "where a path ends: plain, with something that is sent or thrown, or terminating everything",
        None,
        f"{_FLOW} {_DATA} messageEventDefinition signalEventDefinition errorEventDefinition "
        "escalationEventDefinition terminateEventDefinition",
        "taskDefinition taskHeaders ioMapping properties",
    ),
    "userTask": _allowed(
        "a task for a person",
        _TASK,
        f"{_FLOW} {_DATA} {_REPEATS}",
        "formDefinition assignmentDefinition taskSchedule priorityDefinition ioMapping userTask properties",
    ),
    "manualTask": _allowed(
        "a reminder in the drawing; passes by itself",
        _ACTIVITY,
        f"{_FLOW} {_DATA} {_REPEATS}",
        "properties",
    ),
    "task": _allowed("the same: passes by itself", _ACTIVITY, f"{_FLOW} {_DATA} {_REPEATS}", "properties"),
    "scriptTask": _allowed(
        "computes: FEEL into a variable, or Python in the sandbox",
        {**_ACTIVITY, "scriptFormat": None},
        f"{_FLOW} {_DATA} {_REPEATS} script",
        "script ioMapping properties",
    ),
    "businessRuleTask": _allowed(
        "decides: asks a decision of the files, in DMN, and keeps what it says",
        _TASK,
        f"{_FLOW} {_DATA} {_REPEATS}",
        "calledDecision ioMapping properties",
    ),
    "serviceTask": _allowed(
        "work that the system does after the step, with attempts",
        _TASK,
        f"{_FLOW} {_DATA} {_REPEATS}",
        "taskDefinition taskHeaders ioMapping properties",
    ),
    "sendTask": _allowed(
        "something for the outside, recorded with the step",
        {**_TASK, "messageRef": None},
        f"{_FLOW} {_DATA} {_REPEATS}",
        "taskDefinition taskHeaders ioMapping properties",
    ),
    "receiveTask": _allowed(
        "waits for a message",
        {**_TASK, "messageRef": None, "instantiate": _one_of("false")},
        f"{_FLOW} {_DATA} {_REPEATS}",
        "ioMapping properties",
    ),
    "callActivity": _allowed(
        "runs another diagram; pinned to a version when published",
        _ACTIVITY,
        f"{_FLOW} {_DATA} {_REPEATS}",
        "calledElement ioMapping properties",
    ),
    "subProcess": _allowed(
        "a part with its own start and end; triggered by an event, it begins when its start event happens",
        {**_ACTIVITY, "triggeredByEvent": None},
        f"{_FLOW} {_REPEATS} {_INSIDE}",
        "ioMapping properties",
    ),
    "exclusiveGateway": _allowed(
        "one way of several", {"gatewayDirection": None, "default": None}, _FLOW, "properties"
    ),
    "parallelGateway": _allowed(
        "all ways at once, or waits for all", {"gatewayDirection": None}, _FLOW, "properties"
    ),
    "inclusiveGateway": _allowed(
        "every way whose condition holds", {"gatewayDirection": None, "default": None}, _FLOW, "properties"
    ),
    "eventBasedGateway": _allowed(
        "the way of whatever happens first",
        {"gatewayDirection": None, "instantiate": _one_of("false"), "eventGatewayType": _one_of("Exclusive")},
        _FLOW,
        "properties",
    ),
    "intermediateCatchEvent": _allowed(
        "waits for a message, a moment, a signal or a condition; or is where a link leads to",
        _CATCH,
        f"{_FLOW} {_DATA} {_HAPPENS} linkEventDefinition",
        "ioMapping properties",
    ),
    "intermediateThrowEvent": _allowed(
        "a milestone, a message that is sent, a signal, an escalation, or a link to another place",
        None,
        f"{_FLOW} {_DATA} messageEventDefinition signalEventDefinition escalationEventDefinition "
        "linkEventDefinition",
        "taskDefinition taskHeaders ioMapping properties",
    ),
    "boundaryEvent": _allowed(
        "what happens while an activity is open; may or may not end it",
        {"attachedToRef": None, "cancelActivity": None, **_CATCH},
        f"{_FLOW} {_DATA} {_CAUGHT}",
        "ioMapping properties",
    ),
    "messageEventDefinition": _allowed("which message", {"messageRef": None}),
    "timerEventDefinition": _allowed("which moment", None, "timeDate timeDuration timeCycle"),
    "timeDate": _allowed("a date and time, ISO 8601 or FEEL", _FEEL),
    "timeDuration": _allowed("how long from now, ISO 8601 or FEEL", _FEEL),
    "timeCycle": _allowed("again and again: at a start, or where it does not interrupt", _FEEL),
    "signalEventDefinition": _allowed("which signal: everybody who waits for it has it", {"signalRef": None}),
    "conditionalEventDefinition": _allowed("a condition that comes true", None, "condition"),
    "condition": _allowed(
        "which condition, FEEL; looked at whenever something has happened in the case", _FEEL
    ),
    "errorEventDefinition": _allowed("which error; caught without one: all of them", {"errorRef": None}),
    "escalationEventDefinition": _allowed(
        "which escalation; caught without one: all of them", {"escalationRef": None}
    ),
    "linkEventDefinition": _allowed("leads to the target of the same name"),
    "terminateEventDefinition": _allowed("ends every other path, too"),
    "multiInstanceLoopCharacteristics": _allowed(
        "once for each item of a list, or so many times",
        {"isSequential": None, "behavior": _one_of("All")},
        "loopCardinality completionCondition",
        "loopCharacteristics",
    ),
    "loopCardinality": _allowed("how many times, a number or FEEL; where there is no list", _FEEL),
    "completionCondition": _allowed("when enough of them are done, FEEL", _FEEL),
    "standardLoopCharacteristics": _allowed(
        "again and again while a condition holds", {"testBefore": None, "loopMaximum": None}, "loopCondition"
    ),
    "loopCondition": _allowed("whether there is another round, FEEL", _FEEL),
    "sequenceFlow": _allowed(
        "a way",
        {"sourceRef": None, "targetRef": None, "isImmediate": None},
        "conditionExpression",
        "properties",
    ),
    "conditionExpression": _allowed("when this way is taken, FEEL", _FEEL),
    "script": _allowed("the Python of a script task"),
    "laneSet": _allowed("lanes", None, "lane"),
    "lane": _allowed(
        "its English name is the group that does the tasks in it",
        {"partitionElementRef": None},
        "flowNodeRef childLaneSet",
        "properties",
    ),
    "childLaneSet": _allowed("lanes in a lane", None, "lane"),
    "message": _allowed("a message by its name", {"itemRef": None}, "", "subscription properties"),
    "signal": _allowed("a signal by its name", {"structureRef": None}),
    "error": _allowed("an error by its code", {"errorCode": None, "structureRef": None}),
    "escalation": _allowed("an escalation by its code", {"escalationCode": None, "structureRef": None}),
}

_BINDING = _one_of("latest", "deployment")
#: zeebe: extension element → what it may carry.
EXTENSIONS: Mapping[str, Extension] = {
    "formDefinition": _extension("the form", "formId", bindingType=_BINDING),
    "assignmentDefinition": _extension("who may do the task", "assignee candidateGroups candidateUsers"),
    "taskSchedule": _extension("deadline and reminder", "dueDate followUpDate"),
    "priorityDefinition": _extension("urgency, 0 to 100", "priority"),
    "userTask": _extension("marks a task for a person"),
    "ioMapping": _extension("data into the element and out of it", "", "input output"),
    "input": _extension("case → element", "source target"),
    "output": _extension("element → case", "source target"),
    "taskDefinition": _extension("the kind of work and its attempts", "type retries"),
    "taskHeaders": _extension("settings of the work", "", "header"),
    "header": _extension("one setting", "key value"),
    "script": _extension("a FEEL result into a variable", "expression resultVariable"),
    "calledElement": _extension(
        "the process that is called",
        "processId propagateAllChildVariables propagateAllParentVariables",
        bindingType=_BINDING,
    ),
    "calledDecision": _extension(
        "the decision that is asked, by its id, and the variable that its answer goes into",
        "decisionId resultVariable",
        bindingType=_BINDING,
    ),
    "subscription": _extension(
        "which message is for which case; the case itself by default", "correlationKey"
    ),
    "loopCharacteristics": _extension(
        "list and results", "inputCollection inputElement outputCollection outputElement"
    ),
    "properties": _extension("free texts, translations among them", "", "property"),
    "property": _extension("one text", "name value"),
    "versionTag": _extension("kept", "value"),
}
#: zeebe: attributes on BPMN elements; kept for the modeler.
EXTENSION_ATTRIBUTES = frozenset({"modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon"})

#: Drawing and documentation: kept, shown by modelers, never run, and nothing inside is looked at.
DRAWING = frozenset(
    f"""
    documentation text textAnnotation association group category extension import relationship
    dataObject dataObjectReference dataStore dataStoreReference {_DATA} auditing monitoring
    collaboration itemDefinition interface resource partnerEntity partnerRole endPoint
    correlationProperty correlationSubscription artifact supports source target
    """.split()
)

#: Namespaces of drawing, colours and modelers: what they say has no effect on running.
HARMLESS = frozenset(
    {
        KEPT,
        "http://www.omg.org/spec/BPMN/20100524/DI",
        "http://www.omg.org/spec/DD/20100524/DI",
        "http://www.omg.org/spec/DD/20100524/DC",
        "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
        "http://bpmn.io/schema/bpmn/biocolor/1.0",
        "http://bpmn.io/schema/bpmn",
        "http://camunda.org/schema/modeler/1.0",
        "http://www.w3.org/2001/XMLSchema-instance",
        "http://www.w3.org/2001/XMLSchema",
        "http://www.w3.org/XML/1998/namespace",
        "http://www.w3.org/1999/xhtml",
        "http://www.bpsim.org/schemas/1.0",
        "http://www.signavio.com",
        "http://www.boc-group.com",
        "http://www.trisotech.com/2014/triso/bpmn",
        "http://www.trisotech.com/2015/triso/modeling",
        "http://www.trisotech.com/2015/triso/bpmn",
        "http://trisotech.com/feed",
        "http://www.w4.eu/spec/BPMN/20110930/GRAPH",
        "http://www.w4.eu/spec/DataComposer/20120927/Diagram/Style",
        "http://purl.org/rss/2.0/",
        "http://www.omninet.de/ot/bpmn/v1",
        "http://bpmn.sourceforge.net",
    }
)

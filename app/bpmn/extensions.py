"""What the Camunda 8 (zeebe:) extension elements of an element say, as values."""

from dataclasses import dataclass

from lxml import etree

from app.bpmn.names import BPMN, ZEEBE


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who may do a user task. Each value is fixed text or a FEEL expression that begins with "="."""

    assignee: str | None
    candidate_groups: str | None
    candidate_users: str | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a user task is due; ISO 8601 text or FEEL after "="."""

    due_date: str | None
    follow_up_date: str | None


@dataclass(frozen=True, slots=True)
class Variable:
    """One line of an input or output mapping."""

    source: str
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Job:
    """The kind of work of a service task or of a thrown message; retries as written."""

    type: str
    retries: str | None


@dataclass(frozen=True, slots=True)
class Script:
    """A script task: FEEL into `result`, or Python for the sandbox."""

    language: str  #: "feel" or "python", or whatever else the file says
    text: str
    result: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Called:
    """What a call activity calls."""

    process_id: str
    propagate_parent: bool
    propagate_child: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Which decision a business rule task asks, by its id, and the variable that the answer goes into."""

    decision_id: str
    result: str


def line_of(xml: etree._Element) -> int:
    """Line of an element in its file, from 1."""
    return int(xml.sourceline or 1)


def text_of(xml: etree._Element | None) -> str:
    """The text directly inside an element, without surrounding white space."""
    return (xml.text or "").strip() if xml is not None else ""


def bpmn_child(xml: etree._Element, kind: str) -> etree._Element | None:
    """The first BPMN child of this kind."""
    return xml.find(f"{{{BPMN}}}{kind}")


def extension(xml: etree._Element, name: str) -> etree._Element | None:
    """The zeebe: extension element of this name."""
    holder = bpmn_child(xml, "extensionElements")
    return holder.find(f"{{{ZEEBE}}}{name}") if holder is not None else None


def properties(xml: etree._Element) -> dict[str, str]:
    """The zeebe:property pairs of an element; the first of equal names counts."""
    holder = extension(xml, "properties")
    found: dict[str, str] = {}
    for item in () if holder is None else holder.iterchildren(f"{{{ZEEBE}}}property"):
        found.setdefault(item.get("name", ""), item.get("value", ""))
    return found


def form_id(xml: etree._Element) -> str | None:
    """The form of a user task or start event."""
    form = extension(xml, "formDefinition")
    return (form.get("formId") or None) if form is not None else None


def assignment(xml: etree._Element) -> Assignment | None:
    """Who may do this task, if it says so itself."""
    found = extension(xml, "assignmentDefinition")
    if found is None:
        return None
    return Assignment(
        found.get("assignee") or None,
        found.get("candidateGroups") or None,
        found.get("candidateUsers") or None,
    )


def schedule(xml: etree._Element) -> Schedule:
    """Deadline and reminder of a user task."""
    found = extension(xml, "taskSchedule")
    if found is None:
        return Schedule(None, None)
    return Schedule(found.get("dueDate") or None, found.get("followUpDate") or None)


def priority(xml: etree._Element) -> str | None:
    """Urgency of a user task: a number as text, or FEEL after "="."""
    found = extension(xml, "priorityDefinition")
    return (found.get("priority") or None) if found is not None else None


def variables(xml: etree._Element, direction: str) -> tuple[Variable, ...]:
    """The "input" or "output" lines of the mapping, in order."""
    holder = extension(xml, "ioMapping")
    if holder is None:
        return ()
    return tuple(
        Variable(item.get("source", ""), item.get("target", ""), line_of(item))
        for item in holder.iterchildren(f"{{{ZEEBE}}}{direction}")
    )


def job(xml: etree._Element) -> Job | None:
    """The job of a service task, send task or thrown message."""
    found = extension(xml, "taskDefinition")
    return Job(found.get("type", "").strip(), found.get("retries")) if found is not None else None


def headers(xml: etree._Element) -> dict[str, str]:
    """Fixed settings of a job."""
    holder = extension(xml, "taskHeaders")
    items = () if holder is None else holder.iterchildren(f"{{{ZEEBE}}}header")
    return {item.get("key", ""): item.get("value", "") for item in items}


def script(xml: etree._Element) -> Script | None:
    """The script of a script task; FEEL wins where a file has both."""
    feel = extension(xml, "script")
    if feel is not None:
        return Script("feel", feel.get("expression", ""), feel.get("resultVariable") or None, line_of(feel))
    code = bpmn_child(xml, "script")
    if code is None:
        return None
    return Script(xml.get("scriptFormat", "").strip().lower(), code.text or "", None, line_of(code))


def called(xml: etree._Element) -> Called | None:
    """The process of a call activity."""
    found = extension(xml, "calledElement")
    if found is None:
        return None
    return Called(
        found.get("processId", "").strip(),
        found.get("propagateAllParentVariables") != "false",
        found.get("propagateAllChildVariables") != "false",
    )


def asked(xml: etree._Element) -> Asked | None:
    """The decision of a business rule task."""
    found = extension(xml, "calledDecision")
    if found is None:
        return None
    return Asked(found.get("decisionId", "").strip(), found.get("resultVariable", "").strip())


def correlation_key(message: etree._Element) -> str | None:
    """The key that says which message is for which case; None means the case itself."""
    found = extension(message, "subscription")
    return (found.get("correlationKey") or None) if found is not None else None

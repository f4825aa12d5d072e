"""Small diagrams for tests, written as the parts that matter."""

from itertools import pairwise

from app.bpmn import Document, Problem, check, read

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:other="http://example.org/other" xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI">'
)
REPLY = '<message id="m_reply" name="reply"/>'
FOR_CLERKS = '<zeebe:assignmentDefinition candidateGroups="clerks"/>'


def flow(source: str, target: str, condition: str = "") -> str:
    """A sequence flow; its id tells where it leads."""
    inside = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<sequenceFlow id="{source}_{target}" {ends}>{inside}</sequenceFlow>'


def chain(*ids: str) -> str:
    """Sequence flows from each element to the next."""
    return "".join(flow(source, target) for source, target in pairwise(ids))


def extended(content: str) -> str:
    """Extension elements."""
    return f"<extensionElements>{content}</extensionElements>"


def user(element_id: str, extensions: str = FOR_CLERKS, inside: str = "", attributes: str = "") -> str:
    """A user task for the clerks."""
    return f'<userTask id="{element_id}" {attributes}>{extended(extensions)}{inside}</userTask>'


def process(body: str, attributes: str = 'id="p" name="Permit" isExecutable="true"') -> str:
    """A process."""
    return f"<process {attributes}>{body}</process>"


def around(*middle: str, task: str) -> str:
    """A whole process: start, the element with the id `t`, end, and whatever else is needed."""
    return process(
        '<startEvent id="s"/>' + task + '<endEvent id="e"/>' + chain("s", "t", "e") + "".join(middle)
    )


def document(*parts: str) -> Document:
    """A file of these parts."""
    return read((HEAD + "".join(parts) + "</definitions>").encode())


def found(*parts: str, **known: object) -> list[Problem]:
    """What the check finds in a file of these parts."""
    return check(document(*parts), **known)  # type: ignore[arg-type]


def codes(problems: list[Problem]) -> set[str]:
    """The codes of the problems."""
    return {problem.code for problem in problems}

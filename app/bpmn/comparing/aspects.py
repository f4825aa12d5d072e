"""Which aspect of an element a difference is about, and who tells it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from app.bpmn.comparing import deadlines, parameters, people, rules, texts
from app.bpmn.comparing.about import About
from app.bpmn.comparing.keys import EVENT
from app.bpmn.comparing.values import ID, LANES, TEXTS
from app.changes.change import Change
from app.changes.parts import KIND, PARENT, Delta

Teller = Callable[[About], Iterator[Change]]

#: aspect → what tells it; those that begin with “text:” or “parameter:” are told by modules of that name
_TELLERS: Mapping[str, Teller] = {
    "name": texts.name,
    "explanation": texts.explanation,
    "note": texts.note,
    "who": people.done_by,
    "form": people.form,
    "schedule": deadlines.schedule,
    "urgency": deadlines.urgency,
    "time": deadlines.time,
    "condition": rules.condition,
    "default": rules.otherwise,
    "script": rules.script,
    "data": rules.data,
    "job": rules.job,
    "call": rules.call,
    "repeating": rules.repeating,
    "message": rules.message,
    "correlation": rules.correlation,
    "interrupting": rules.interrupting,
    "host": rules.host,
    "kind": rules.kind,
    "scope": rules.scope,
    "executable": rules.executable,
}
#: name of a value of the element itself → aspect
_OF_VALUE: Mapping[str, str] = {
    "name": "name",
    KIND: "kind",
    PARENT: "scope",
    LANES: "who",
    ID: "identity",
    "default": "default",
    "attachedToRef": "host",
    "cancelActivity": "interrupting",
    "isInterrupting": "interrupting",
    "messageRef": "message",
    "scriptFormat": "script",
    "isExecutable": "executable",
}
#: kind of a part in the element → aspect
_OF_KIND: Mapping[str, str] = {
    "documentation": "explanation",
    "text": "note",
    "zeebe:assignmentDefinition": "who",
    "zeebe:formDefinition": "form",
    "zeebe:taskSchedule": "schedule",
    "zeebe:priorityDefinition": "urgency",
    "timeDate": "time",
    "timeDuration": "time",
    "timeCycle": "time",
    "conditionExpression": "condition",
    "script": "script",
    "zeebe:script": "script",
    "zeebe:input": "data",
    "zeebe:output": "data",
    "zeebe:taskDefinition": "job",
    "zeebe:header": "job",
    "zeebe:calledElement": "call",
    "multiInstanceLoopCharacteristics": "repeating",
    "standardLoopCharacteristics": "repeating",
    "zeebe:loopCharacteristics": "repeating",
    "completionCondition": "repeating",
    "loopCardinality": "repeating",
    "loopCondition": "repeating",
    "zeebe:subscription": "correlation",
}


def aspect(delta: Delta, owner: str) -> str:
    """The aspect of the element `owner` (a key) that a difference is about."""
    part = delta.part
    if part.key == owner:
        return _OF_VALUE.get(delta.name, "anything")
    if part.kind == "zeebe:property":
        return _of_property(str(part.values.get("name", "")))
    if part.kind.endswith("EventDefinition"):
        return "message" if part.key == f"{owner}{EVENT}" else "anything"
    return _OF_KIND.get(part.kind, "anything")


def _of_property(name: str) -> str:
    stem, dot, lang = name.rpartition(".")
    stem = stem if dot and len(lang) == 2 else name
    if stem == "name":
        return "name"
    if name.startswith(parameters.PREFIX):
        return name.partition(".")[0]
    if name == "form":
        return "form"
    return f"text:{stem}" if stem in TEXTS or stem != name else "anything"


def tell(named: str, about: About) -> list[Change]:
    """The sentences of one aspect; what no teller has words for is told all the same."""
    if named.startswith("text:"):
        teller: Teller = partial(texts.text, stem=named.removeprefix("text:"))
    elif named.startswith(parameters.PREFIX):
        teller = partial(parameters.parameter, name=named.removeprefix(parameters.PREFIX))
    else:
        teller = _TELLERS.get(named, rules.anything)
    return list(teller(about)) or list(rules.anything(about))

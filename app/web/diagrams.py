"""Diagrams as pages show them: the steps that matter, numbered alike in the list and in the drawing."""

from collections.abc import Collection, Mapping

from app.bpmn import Document, Step, outline
from app.translating import N_
from app.web.texts import gettext

#: What an element without a name is called in the outline.
KINDS: Mapping[str, str] = {
    "startEvent": N_("Start"),
    "endEvent": N_("End"),
    "intermediateCatchEvent": N_("Wait"),
    "intermediateThrowEvent": N_("Event"),
    "boundaryEvent": N_("Event on a task"),
    "task": N_("Task"),
    "userTask": N_("Task for a person"),
    "manualTask": N_("Manual task"),
    "scriptTask": N_("Computation"),
    "businessRuleTask": N_("Decision"),
    "serviceTask": N_("Work of the system"),
    "sendTask": N_("Something sent"),
    "receiveTask": N_("Wait for a message"),
    "callActivity": N_("Another process"),
    "subProcess": N_("Part of the process"),
    "exclusiveGateway": N_("Choice"),
    "parallelGateway": N_("All ways at once"),
    "inclusiveGateway": N_("Some of the ways"),
    "eventBasedGateway": N_("What happens first"),
}

#: What somebody does, and what is done elsewhere; the rest of a diagram is how one gets from one to the next.
DOING = frozenset({"userTask", "receiveTask", "callActivity"})


def numbered(document: Document, language: str, *, reached: Collection[str] = ()) -> list[tuple[int, Step]]:
    """The steps of the main way, from 1: what has been reached, and what citizens are told of.

    Detours that may never be taken, such as what happens after a delay, appear once they are. A diagram that
    tells citizens of nothing shows everything that somebody does.
    """
    steps = [step for step in outline(document, language) if step.name]
    told = {step.element_id for step in steps if step.step_text and _is_step(document, step)}
    main = told or {step.element_id for step in steps if step.kind in DOING}
    shown = [
        step
        for step in steps
        if step.element_id in main or (step.element_id in reached and _is_step(document, step))
    ]
    return list(enumerate(shown, 1))


def everything(document: Document, language: str) -> list[tuple[int, Step]]:
    """Everything that somebody does or waits for, from 1."""
    steps = [step for step in outline(document, language) if step.name and _is_step(document, step)]
    return list(enumerate(steps, 1))


def _is_step(document: Document, step: Step) -> bool:
    """Work, or waiting for a message; waiting for a time is no step of anybody."""
    element = document.element(step.element_id)
    waits = step.kind == "intermediateCatchEvent" and element is not None and element.message_ref is not None
    return step.kind in DOING or waits


def title(document: Document, language: str) -> str:
    """What the process is called for citizens, else its name; "" without any."""
    process = document.process
    return (process.text("title", language) or process.text("name", language)) if process else ""


def kind_name(kind: str) -> str:
    """What a kind of element is called."""
    return gettext(KINDS.get(kind, kind))

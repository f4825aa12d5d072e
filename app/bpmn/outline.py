"""A diagram as a list of steps, for lists beside the picture and for people who do not see it."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from app.bpmn.document import Document
from app.bpmn.elements import Element
from app.bpmn.names import SCOPES


@dataclass(frozen=True, slots=True)
class Step:
    """One element of the diagram."""

    element_id: str
    kind: str
    name: str  #: in the language asked for; "" where the diagram gives none
    step_text: str  #: the citizen's words for it; "" means that citizens are not shown it
    lane: str | None  #: name of its lane
    form_id: str | None
    help: str = ""  #: what the citizen's words mean, in a sentence or two


def outline(document: Document, lang: str) -> list[Step]:
    """Every element of the process that runs, from its start events onwards, level by level.

    What is inside a sub-process follows it; elements that no arrow leads to come last.
    """
    process = document.process
    if process is None:
        return []
    return [_step(document, element, lang) for element in _in_order(document, process.id)]


def _in_order(document: Document, scope_id: str) -> Iterator[Element]:
    # A stack of orders instead of recursion: sub-processes of strangers nest as they like.
    trail = [iter(_level_by_level(document, scope_id))]
    while trail:
        element = next(trail[-1], None)
        if element is None:
            trail.pop()
        else:
            yield element
            if element.kind in SCOPES and element.id and document.elements[element.id] is element:
                trail.append(iter(_level_by_level(document, element.id)))


def _level_by_level(document: Document, scope_id: str) -> list[Element]:
    within = document.within(scope_id)
    waiting = deque(element for element in within if element.kind == "startEvent")
    seen = dict.fromkeys(waiting)
    while waiting:
        for after in _after(document, waiting.popleft()):
            if after not in seen and after.scope_id == scope_id:
                seen[after] = None
                waiting.append(after)
    return list(dict.fromkeys([*seen, *within]))


def _after(document: Document, element: Element) -> Iterator[Element]:
    yield from document.boundaries(element.id)
    for flow in element.outgoing:
        if target := document.element(flow.target):
            yield target


def _step(document: Document, element: Element, lang: str) -> Step:
    lane = document.lane(element.id)
    return Step(
        element.id,
        element.kind,
        element.text("name", lang),
        element.text("step", lang),
        lane.text("name", lang) if lane else None,
        element.form_id,
        element.text("help", lang),
    )

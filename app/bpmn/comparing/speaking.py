"""How to speak of a step, a way or a lane: by its name, else by what is around it. Never by its id."""

from collections import deque
from collections.abc import Iterator, Mapping

from app.bpmn.comparing.version import Version, name_of
from app.bpmn.durations import timer_phrase
from app.bpmn.elements import Element, Flow, Lane, Node
from app.bpmn.names import GATEWAYS, SCOPES, TASKS
from app.changes.wording import Name, Sentence, quoted
from app.translating import N_

#: An unnamed element is spoken of by a neighbour that is not farther away than this.
_FARTHEST = 40

_UNNAMED: Mapping[str, str] = {
    "startEvent": N_("the start"),
    "endEvent": N_("the end"),
    "parallelGateway": N_("the fork"),
    "eventBasedGateway": N_("the wait"),
    "subProcess": N_("an unnamed part"),
    **dict.fromkeys(GATEWAYS - {"parallelGateway", "eventBasedGateway"}, N_("the choice")),
    **dict.fromkeys(TASKS, N_("an unnamed step")),
}
_AFTER: Mapping[str, str] = {
    "startEvent": N_("the start in %(before)s"),
    "endEvent": N_("the end after %(before)s"),
    "parallelGateway": N_("the fork after %(before)s"),
    "eventBasedGateway": N_("the wait after %(before)s"),
    "subProcess": N_("the unnamed part after %(before)s"),
    **dict.fromkeys(GATEWAYS - {"parallelGateway", "eventBasedGateway"}, N_("the choice after %(before)s")),
    **dict.fromkeys(TASKS, N_("the unnamed step after %(before)s")),
}
_EVENT, _EVENT_AFTER = N_("an event"), N_("the event after %(before)s")
_MEET = N_("the place where the ways meet before %(after)s")
_AT = N_("the event at %(task)s")
_LIMIT = N_("the time limit of %(task)s")
_WAIT = N_("the wait of %(time)s")
_WAY = N_("the way from %(source)s to %(target)s")
_NAMED_WAY = N_("the way “%(name)s” from %(source)s")
_UNNAMED_LANE, _UNNAMED_THING = N_("an unnamed lane"), N_("an unnamed part of the drawing")


def step(version: Version, key: str) -> Sentence:
    """A flow node, as it stands in a sentence."""
    element = version.element(key)
    if element is None:
        return thing(version, key)
    if name := name_of(element):
        return quoted(name)
    return _described(version, element)


def thing(version: Version, key: str) -> Sentence:
    """Anything with an id: by its name, else as something unnamed."""
    node = version.node(key)
    if isinstance(node, Element):
        return step(version, key)
    if isinstance(node, Flow):
        return way(version, node)
    name = name_of(node) if node is not None else None
    return quoted(name) if name else Sentence(_UNNAMED_LANE if isinstance(node, Lane) else _UNNAMED_THING)


def way(version: Version, flow: Flow) -> Sentence:
    """A sequence flow: by its own name or by its ends."""
    source = step(version, version.key(flow.source))
    if name := name_of(flow):
        return Sentence(_NAMED_WAY, {"name": name, "source": source})
    return Sentence(_WAY, {"source": source, "target": step(version, version.key(flow.target))})


def named_before(version: Version, element: Element) -> Sentence | None:
    """The nearest named step that comes before, through elements without a name; else what is there."""
    found = _near(version, element, backwards=True)
    return quoted(found) if found else _plain_neighbour(version, element)


def _plain_neighbour(version: Version, element: Element) -> Sentence | None:
    """In a diagram without names, what comes directly before, by its kind."""
    before = next(_next(version, element, backwards=True), None)
    return Sentence(_UNNAMED.get(before.kind, _EVENT)) if before else None


def named_after(version: Version, element: Element) -> Sentence | None:
    """The nearest named step that comes after, through elements without a name."""
    found = _near(version, element, backwards=False)
    return quoted(found) if found else None


def _described(version: Version, element: Element) -> Sentence:
    if element.attached_to:
        return _boundary(version, element)
    if element.kind in GATEWAYS and len(element.outgoing) < 2 and (after := named_after(version, element)):
        return Sentence(_MEET, {"after": after})
    if element.event_kind == "timer" and element.kind == "intermediateCatchEvent":
        return Sentence(_WAIT, {"time": timer_phrase(element)})
    before = _holder(version, element) if element.kind == "startEvent" else named_before(version, element)
    if before:
        return Sentence(_AFTER.get(element.kind, _EVENT_AFTER), {"before": before})
    return Sentence(_UNNAMED.get(element.kind, _EVENT))


def _boundary(version: Version, element: Element) -> Sentence:
    host = version.document.element(element.attached_to or "")
    name = name_of(host) if host else None
    if not name:
        return Sentence(_EVENT)
    return Sentence(_LIMIT if element.event_kind == "timer" else _AT, {"task": quoted(name)})


def _holder(version: Version, element: Element) -> Sentence | None:
    """The sub-process that a start event begins."""
    scope = version.document.element(element.scope_id)
    name = name_of(scope) if scope and scope.kind in SCOPES else None
    return quoted(name) if name else None


def _near(version: Version, element: Element, *, backwards: bool) -> Name | None:
    waiting, seen = deque([element]), {element.id}
    while waiting and len(seen) < _FARTHEST:
        for other in _next(version, waiting.popleft(), backwards=backwards):
            if name := name_of(other):
                return name
            if other.id not in seen:
                seen.add(other.id)
                waiting.append(other)
    return None


def _next(version: Version, element: Element, *, backwards: bool) -> Iterator[Element]:
    for flow in element.incoming if backwards else element.outgoing:
        if other := version.document.element(flow.source if backwards else flow.target):
            yield other
    if backwards and element.attached_to and (host := version.document.element(element.attached_to)):
        yield host


def name_or(node: Node | None, otherwise: str) -> Sentence:
    """A name in quotation marks, or a phrase where there is none."""
    name = name_of(node) if node else None
    return quoted(name) if name else Sentence(otherwise)

"""The way of a service in a citizen's words, read from its diagram before there is a case.

Steps are the elements to which the diagram gives the property `step`; those with the same text are one.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from app.bpmn import Document, Element, outline

#: Kinds of elements that wait until everything that leads to them has come.
_JOINS = frozenset({"parallelGateway"})


@dataclass(frozen=True)
class PlannedStep:
    """A step of a service before there is a case."""

    text: str
    element_ids: frozenset[str]
    is_aside: bool = (
        False  #: only reached when something interrupts the way, such as a question to the citizen
    )
    if_needed: bool = False  #: a case can come to the same end without it
    help: str = ""  #: what it means for the citizen


def planned(document: Document, language: str) -> list[PlannedStep]:
    """All steps in the order in which a case comes to them."""
    place = {element_id: at for at, element_id in enumerate(_by_flow(document))}
    told = [step for step in outline(document, language) if step.step_text]
    texts: dict[str, set[str]] = {}
    helps: dict[str, str] = {}
    for step in sorted(told, key=lambda each: place.get(each.element_id, len(place))):
        texts.setdefault(step.step_text, set()).add(step.element_id)
        helps[step.step_text] = helps.get(step.step_text) or step.help
    straight = _reached(document, frozenset())
    return [_step(document, text, frozenset(ids), straight, helps[text]) for text, ids in texts.items()]


def foretold(document: Document, language: str) -> list[PlannedStep]:
    """The steps that every citizen is told of before they begin."""
    return [step for step in planned(document, language) if not step.is_aside]


def _step(
    document: Document, text: str, ids: frozenset[str], straight: Set[str], help_text: str
) -> PlannedStep:
    is_aside = not ids & straight
    return PlannedStep(text, ids, is_aside, not is_aside and _is_detour(document, ids), help_text)


def _is_detour(document: Document, ids: frozenset[str]) -> bool:
    """Whether an end that these elements lead to can be reached without them."""
    ends = {each for each in _onward(document, ids) if document.elements[each].kind == "endEvent"} - ids
    return bool(ends & _reached(document, ids))


def _reached(document: Document, without: frozenset[str]) -> set[str]:
    """What a case reaches that nothing interrupts and nobody keeps waiting, with some elements taken out."""
    waiting = [each for each in document.nodes if each.kind == "startEvent"]
    found: set[str] = set()
    while waiting:
        element = waiting.pop()
        if element.id in found or element.id in without or not _can_enter(element, found):
            continue
        found.add(element.id)
        waiting += [each for each in _targets(document, element) if not _is_time_out(element, each)]
    return found


def _can_enter(element: Element, found: Set[str]) -> bool:
    return element.kind not in _JOINS or all(flow.source in found for flow in element.incoming)


def _is_time_out(gateway: Element, target: Element) -> bool:
    return gateway.kind == "eventBasedGateway" and target.event_kind == "timer"


def _onward(document: Document, ids: frozenset[str]) -> set[str]:
    waiting = [document.elements[each] for each in ids]
    found: set[str] = set()
    while waiting:
        element = waiting.pop()
        if element.id not in found:
            found.add(element.id)
            waiting += _targets(document, element)
    return found


def _targets(document: Document, element: Element) -> list[Element]:
    return [target for flow in element.outgoing if (target := document.element(flow.target))]


def _by_flow(document: Document) -> list[str]:
    """Elements so that each stands after all that lead to it, loops apart (a reversed postorder)."""
    seen: set[str] = set()
    done: list[str] = []
    path: list[str] = []
    trail: list[Iterator[Element]] = [iter([each for each in document.nodes if each.kind == "startEvent"])]
    while trail:
        element = next(trail[-1], None)
        if element is None:
            trail.pop()
            done += [path.pop()] if path else []
        elif element.id not in seen:
            seen.add(element.id)
            path.append(element.id)
            # What is followed last comes first: an interruption stands right after its task.
            trail.append(iter([*reversed(_targets(document, element)), *document.boundaries(element.id)]))
    return done[::-1]

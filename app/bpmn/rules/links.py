"""Rules about links: a jump from one place of the drawing to another."""

from collections import Counter
from collections.abc import Iterator

from app.bpmn.elements import Element
from app.bpmn.findings import error
from app.bpmn.problems import Problem
from app.bpmn.rules.subject import Subject
from app.translating import N_

LINK_ALONE = error(
    "link-alone",
    N_("The link “%(element)s” has no counterpart of the same name in the same part of the diagram."),
    N_("Give both ends of the link the same name in the panel “Link”."),
)
LINK_TWICE = error(
    "link-twice",
    N_("“%(element)s” is a second target of its link, and nobody could tell which one is meant."),
    N_("Keep one target for each name of a link."),
)
LINK_ENTERED = error(
    "link-entered",
    N_("An arrow leads into “%(element)s”, which is the target of a link."),
    N_("Lead the arrow to the element after it."),
)


def links_come_in_pairs(subject: Subject) -> Iterator[Problem]:
    """Every link that is thrown has one target, and every target is thrown to."""
    for scope in subject.scopes:
        links = [node for node in subject.document.within(scope) if node.event_kind == "link"]
        thrown = {_name(node) for node in links if node.kind == "intermediateThrowEvent"}
        targets = Counter(_name(node) for node in links if node.kind == "intermediateCatchEvent")
        for node in links:
            counterparts = targets if node.kind == "intermediateThrowEvent" else thrown
            if not _name(node) or _name(node) not in counterparts:
                yield LINK_ALONE.at(node)
        yield from _targets(node for node in links if node.kind == "intermediateCatchEvent")


def _targets(targets: Iterator[Element]) -> Iterator[Problem]:
    seen: set[str] = set()
    for node in targets:
        if _name(node) in seen:
            yield LINK_TWICE.at(node)
        if node.incoming:
            yield LINK_ENTERED.at(node)
        seen.add(_name(node))


def _name(node: Element) -> str:
    return node.event.link if node.event else ""

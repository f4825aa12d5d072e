"""What diagrams ask over HTTP and the municipality does not allow, as far as their texts tell."""

from collections.abc import Iterable, Iterator, Sequence

from app.bpmn import Document, Element, Problem
from app.bpmn.findings import warning
from app.feel.fixed import Start, fixed_start
from app.remote import Address, may_be_asked
from app.translating import N_

_SENTENCE = N_(
    "“%(element)s” asks %(address)s, which the municipality's processes may not ask: cases stop there."
)
_NOT_ALLOWED = warning(
    "address-not-allowed",
    _SENTENCE,
    N_("Correct it, or have the operator allow it. What begins with one of these is asked: %(addresses)s"),
)
_NONE_ALLOWED = warning(
    "address-not-allowed",
    _SENTENCE,
    N_("Have the operator allow it: no address is allowed to the municipality yet."),
)
#: Characters of an address in a sentence.
_SHOWN = 120


def refused(documents: Iterable[Document], allowed: Sequence[Address]) -> Iterator[tuple[Document, Problem]]:
    """A warning for each request that is certain to be refused; nothing of addresses that are worked out."""
    for document in documents:
        for node in document.nodes:
            for start in _starts(node):
                if not may_be_asked(allowed, start.text, whole=start.whole):
                    yield document, _problem(node, start, allowed)


def _starts(node: Element) -> Iterator[Start]:
    """The addresses of a request, as far as they are written down."""
    if node.job is None or node.job.type != "polku.http-request":
        return
    for line in node.inputs:
        start = fixed_start(line.source[1:]) if line.source.startswith("=") else Start(line.source, True)
        text = start.text.strip() if start.whole else start.text.lstrip()
        if line.target == "url" and text:
            yield Start(text, start.whole)


def _problem(node: Element, start: Start, allowed: Sequence[Address]) -> Problem:
    shown = start.text if start.whole and len(start.text) <= _SHOWN else f"{start.text[:_SHOWN]}…"
    if not allowed:
        return _NONE_ALLOWED.at(node, address=shown)
    return _NOT_ALLOWED.at(node, address=shown, addresses=", ".join(each.begins.written for each in allowed))

"""Where a diagram reads its parameters."""

import re
from collections.abc import Iterable, Iterator, Mapping

from app.bpmn import Document, Element, Flow
from app.bpmn.comparing.version import name_of
from app.bpmn.rules.expressions import texts
from app.changes.wording import Name
from app.levels.declaring import NAME

_READ = re.compile(rf"(?<![\w.])(?<!\. ){NAME}\s*\.\s*([A-Za-z_]\w*)", re.ASCII)


def readers(documents: Iterable[Document]) -> Mapping[str, list[tuple[Document, Element | Flow]]]:
    """Name of a parameter → the elements and arrows that read it, in the order of the files."""
    found: dict[str, list[tuple[Document, Element | Flow]]] = {}
    for document in documents:
        for reader, text in _expressions(document):
            for name in _READ.findall(text) if text.startswith("=") else ():
                known = found.setdefault(name, [])
                if not any(other is reader for _, other in known):
                    known.append((document, reader))
    return found


def steps(document: Document, name: str) -> list[Name]:
    """What people call the places where a parameter counts: steps, and the questions that arrows answer."""
    found = [_step(document, reader) for _, reader in readers([document]).get(name, ())]
    return list({each.text: each for each in found if each}.values())


def _step(document: Document, reader: Element | Flow) -> Name | None:
    step = document.element(reader.source) if isinstance(reader, Flow) else reader
    return name_of(step) if step else None


def _expressions(document: Document) -> Iterator[tuple[Element | Flow, str]]:
    yield from ((flow, flow.condition) for flow in document.flows if flow.condition)
    for node in document.nodes:
        yield from ((node, text) for text in texts(document, node))

"""Parameters and own texts of diagrams on the command line: declared in them, and in files beside them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.bpmn import Document, Problem
from app.levels import ENDINGS, checking
from app.processes.own_level import open_own


def problems(documents: Mapping[Path, Document]) -> dict[Path, list[Problem]]:
    """What the check says of parameters and own texts, by file; a called process has those of its caller."""
    paths = {id(document): path for path, document in documents.items()}
    found: dict[Path, list[Problem]] = {path: [] for path in documents}
    for path, document in documents.items():
        if not any(document in _called(other, documents) for other in documents.values()):
            together = [document, *_called(document, documents)]
            for where, problem in checking.of_process(together):
                found[paths[id(where)]].append(problem)
            found[path] += _beside(path, document)
    return found


def _called(document: Document, documents: Mapping[Path, Document]) -> Sequence[Document]:
    """The diagrams that this one calls, and those that they call."""
    by_id = {each.process.id: each for each in documents.values() if each.process}
    found: list[Document] = []
    waiting = [document]
    while waiting:
        wanted = {node.called.process_id for node in waiting.pop().nodes if node.called}
        fresh = [by_id[key] for key in sorted(wanted & by_id.keys()) if by_id[key] not in (document, *found)]
        found += fresh
        waiting += fresh
    return found


def _beside(path: Path, document: Document) -> Iterator[Problem]:
    """Problems of the values and texts in the files that are called as the diagram is."""
    beside = [path.with_name(f"{path.stem}{ending}") for ending in ENDINGS]
    files = {each.name: each.read_bytes() for each in beside if each.is_file()}
    if not files:
        return
    own = open_own({path.name: document.source, **files})
    yield from (problem for _, problem in own.problems)
    if document.process is not None:
        yield from checking.of_values(document.process, own.values, None)

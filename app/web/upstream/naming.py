"""What published processes and their elements are called, in the reader's language."""

from collections.abc import Mapping
from functools import lru_cache

from app.bpmn import Unreadable, read
from app.processes.drafting_files import Files
from app.web.current import current
from app.web.diagrams import title

#: So many diagrams are remembered: published files never change.
_KEPT = 64


def names(files: Files) -> dict[str, str]:
    """Names by the ids of elements and processes, of all diagrams."""
    found: dict[str, str] = {}
    for name, content in files.items():
        if name.endswith(".bpmn"):
            found |= _names(content, current.language)
    return found


@lru_cache(maxsize=_KEPT)
def _names(source: bytes, language: str) -> Mapping[str, str]:
    try:
        document = read(source)
    except Unreadable:
        return {}
    found = {each.id: each.text("name", language) for each in document.nodes if each.id}
    return found | ({document.process.id: title(document, language)} if document.process else {})

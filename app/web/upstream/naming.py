"""What published processes and their elements are called, in the reader's language."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from app.bpmn import Unreadable, read
from app.db import TenantSession
from app.processes.drafting_files import Files
from app.upstream import shared
from app.upstream.shared import SharedVersion
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


def definitions(keeper: TenantSession) -> list[SharedVersion]:
    """The newest version of every shared definition, by the name that the reader knows it under."""
    found = [_called(keeper, each) for each in shared.definitions(keeper)]
    return sorted(found, key=lambda version: version.name.casefold())


def versions(keeper: TenantSession, key: str) -> list[SharedVersion]:
    """The versions of a shared definition, newest first, under the newest name; raises NotShared."""
    found = shared.versions(keeper, key)
    name = _called(keeper, found[0]).name
    return [replace(each, name=name) for each in found]


def _called(keeper: TenantSession, version: SharedVersion) -> SharedVersion:
    found = names(shared.files(keeper, version.key, version.number))
    return replace(version, name=found.get(version.key) or version.name)


@lru_cache(maxsize=_KEPT)
def _names(source: bytes, language: str) -> Mapping[str, str]:
    try:
        document = read(source)
    except Unreadable:
        return {}
    found = {each.id: each.text("name", language) for each in document.nodes if each.id}
    return found | ({document.process.id: title(document, language)} if document.process else {})

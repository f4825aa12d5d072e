"""What the consortium has published. Each function takes a session of the consortium."""

from dataclasses import dataclass
from datetime import datetime

from app.bpmn import Document
from app.db import TenantSession
from app.processes import drafting, library, publishing
from app.tailoring import Files
from app.upstream.errors import NotShared


@dataclass(frozen=True, slots=True)
class SharedVersion:
    """A version of a shared definition."""

    key: str
    number: int
    name: str
    note: str  #: what changed, and why
    published_at: datetime
    published_by: str


def definitions(consortium: TenantSession) -> list[SharedVersion]:
    """The live version of every shared definition, by name."""
    found = [live for _definition, live in publishing.definitions(consortium) if live is not None]
    newest = [versions(consortium, live.definition_key)[0] for live in found]
    return sorted(newest, key=lambda version: version.name.casefold())


def versions(consortium: TenantSession, key: str) -> list[SharedVersion]:
    """The versions of a shared definition, newest first; raises NotShared."""
    found = [version for version, _running in publishing.versions(consortium, key)]
    if not found:
        raise NotShared(key)
    return [
        SharedVersion(key, each.number, each.name, each.note, each.published_at, each.published_by)
        for each in found
    ]


def document(consortium: TenantSession, key: str) -> Document:
    """The diagram of the newest version of a shared definition; raises NotShared."""
    newest = drafting.version_numbered(consortium, key, versions(consortium, key)[0].number)
    if newest is None:
        raise NotShared(key)
    return library.version(consortium, newest.id).documents[0]


def files(consortium: TenantSession, key: str, number: int) -> Files:
    """The files of one of its versions; raises NotShared."""
    found = drafting.version_numbered(consortium, key, number)
    if found is None:
        raise NotShared(key)
    return drafting.version_files(consortium, found.id)

"""The library: published versions, compiled once and kept in memory.

A version never changes, so what was compiled of it stays true for as long as the process runs.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from weakref import WeakValueDictionary

from sqlalchemy import select

from app import levels
from app.bpmn import Document, read
from app.db import TenantSession
from app.decisions import rulebooks
from app.engine import Definition, compile_definition
from app.forms import Form, read_form
from app.levels import own_texts, parameters
from app.processes import answering
from app.processes.errors import NotPublished, UnknownVersion
from app.processes.tables import FileKind, ProcessDefinition, ProcessVersion, VersionFile
from app.tenants.calendar import FINLAND

#: Elements of all versions that are kept compiled. 25,000 take about 200 MB with their diagrams: one of 100
#: elements takes 0.8.
KEPT = 25_000


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Version:
    """A published version, ready to run and to show."""

    id: str
    number: int
    definition: Definition
    documents: tuple[Document, ...]  #: the main diagram first, then those it calls
    forms: Mapping[str, Form]
    _names: dict[str, Mapping[str, str]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def size(self) -> int:
        """How many elements it has, which is what its memory goes by."""
        return len(self.definition.elements)

    def names(self, element_id: str | None) -> Mapping[str, str]:
        """The element's name by language; its id where it has none."""
        element = self.definition.elements.get(element_id or "")
        if element is None:
            return {"en": element_id or ""}
        if element.id not in self._names:
            self._names[element.id] = translations(element.properties, "name", element.name or element.id)
        return self._names[element.id]

    def form(self, form_id: str | None) -> Form | None:
        """The form with this id, if the version has it."""
        return self.forms.get(form_id or "")


def translations(properties: Mapping[str, str], key: str, default: str) -> dict[str, str]:
    """A text with the translations that stand beside it as ``key.fi`` and ``key.sv``."""
    given = {language: properties.get(f"{key}.{language}", "") for language in ("fi", "sv")}
    return {"en": default, **{language: text for language, text in given.items() if text}}


class Shelf:
    """The compiled versions that were used last, shared by all threads: `most` elements, and always one."""

    def __init__(self, most: int) -> None:
        self._room = most
        self._versions: OrderedDict[tuple[str, str], Version] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[str, str]) -> Version | None:
        with self._lock:
            if key in self._versions:
                self._versions.move_to_end(key)
            return self._versions.get(key)

    def put(self, key: tuple[str, str], version: Version) -> None:
        with self._lock:
            if key not in self._versions:
                self._room -= version.size
            self._versions[key] = version
            while self._room < 0 and len(self._versions) > 1:
                self._room += self._versions.popitem(last=False)[1].size


_shelf = Shelf(KEPT)
#: By the digest of its files: municipalities that use the same version share what was compiled of it.
_alike: WeakValueDictionary[str, Version] = WeakValueDictionary()


def version(session: TenantSession, version_id: str) -> Version:
    """The version with this id, compiled; raises UnknownVersion."""
    key = (session.tenant, version_id)
    found = _shelf.get(key)
    if found is None:
        found = _load(session, version_id)
        _shelf.put(key, found)
    return found


def live(session: TenantSession, definition_key: str) -> Version:
    """The version on which new cases of this definition start; raises NotPublished."""
    query = select(ProcessDefinition.live_version_id).where(
        ProcessDefinition.tenant_id == session.tenant, ProcessDefinition.key == definition_key
    )
    version_id = session.scalar(query)
    if version_id is None:
        raise NotPublished(definition_key)
    return version(session, version_id)


def _load(session: TenantSession, version_id: str) -> Version:
    row = session.get(ProcessVersion, (session.tenant, version_id))
    if row is None:
        raise UnknownVersion(version_id)
    alike = _alike.get(row.sha256)
    if alike is not None:
        return replace(alike, id=version_id, number=row.number)
    found = _alike[row.sha256] = _compiled(session, row)
    return found


def _compiled(session: TenantSession, row: ProcessVersion) -> Version:
    query = select(VersionFile.kind, VersionFile.content).where(
        VersionFile.tenant_id == session.tenant, VersionFile.version_id == row.id
    )
    files = [(each.kind, each.content) for each in session.execute(query.order_by(VersionFile.name))]
    texts = own_texts.read(_one(files, FileKind.TEXTS))
    values = parameters.read(_one(files, FileKind.PARAMETERS))
    main, called, forms = (
        [levels.reworded(content, texts) for kind, content in files if kind == wanted]
        for wanted in (FileKind.MAIN, FileKind.CALLED, FileKind.FORM)
    )
    documents = [read(content) for content in (*main, *called)]
    books = rulebooks.opened(content for kind, content in files if kind == FileKind.DECISION)
    return Version(
        id=row.id,
        number=row.number,
        definition=compile_definition(
            documents[0],
            documents[1:],
            decisions=answering.deciding(books),
            calendar=FINLAND,
            values=values,
        ),
        documents=tuple(documents),
        forms={form.id: form for form in (read_form(content, calendar=FINLAND) for content in forms)},
    )


def _one(files: Iterable[tuple[str, bytes]], wanted: FileKind) -> bytes:
    return next((content for kind, content in files if kind == wanted), b"")

"""A draft becomes a version, and a former version becomes the newest one again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from app.bpmn import Document, Unreadable, read
from app.bpmn.names import FLOW_NODES
from app.db import TenantSession
from app.identity.actor import Actor
from app.markup import split
from app.processes import drafting, library, publishing
from app.processes.bundles import Bundle
from app.processes.drafting import Draft
from app.processes.drafting_errors import DraftChanged, DraftPublished, SecondPairNeeded
from app.processes.errors import NotPublished, UnknownVersion
from app.processes.scenarios import ENDING
from app.processes.tables import ProcessVersion
from app.tenants import directory

#: Parts of an element that are compared themselves, or say what an arrow says.
_OF_THEIR_OWN = FLOW_NODES | {"sequenceFlow", "laneSet", "incoming", "outgoing"}
#: Values that an attribute has where it is not written (BPMN 2.0, chapters 8 and 10; zeebe's own last):
#: modelers leave them out when they save.
_DEFAULTS = {
    "cancelActivity": "true",
    "completionQuantity": "1",
    "gatewayDirection": "Unspecified",
    "instantiate": "false",
    "isForCompensation": "false",
    "isInterrupting": "true",
    "isSequential": "false",
    "parallelMultiple": "false",
    "startQuantity": "1",
    "triggeredByEvent": "false",
    "bindingType": "latest",
    "propagateAllParentVariables": "true",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a draft does to what is live."""

    kind: str  #: "added", "removed" or "changed"
    what: str  #: "element", "way" or "file"
    name: str  #: of the element, of the file, or "from → to" of the way
    element_id: str | None = None


def publish(
    session: TenantSession,
    draft_id: str,
    *,
    expected: int,
    by: Actor,
    note: str,
    now: datetime,
    despite: str = "",
) -> ProcessVersion:
    """Make the draft the live version; raises NotPublishable, DraftChanged, DraftPublished, DraftNotFound.

    `expected` is the version of the draft that the publisher has read: nobody publishes what they have
    not seen. Where scenarios come differently, raises ScenariosDiffer unless `despite` gives the reason.
    Where the municipality wants two people, raises SecondPairNeeded for whoever has changed the draft.
    """
    draft, bundle = require(session, draft_id, expected=expected, by=by)
    version = publishing.publish(session, bundle, by=by.name, note=note, now=now, despite=despite)
    draft.row.became = version.number
    session.flush()
    return version


def require(session: TenantSession, draft_id: str, *, expected: int, by: Actor) -> tuple[Draft, Bundle]:
    """The draft with its files read, if this person may let it go live.

    Raises DraftChanged, DraftPublished, DraftNotFound and SecondPairNeeded.
    """
    draft = drafting.find(session, draft_id, for_update=True)
    if draft.row.became is not None:
        raise DraftPublished(draft_id)
    if draft.row.version != expected:
        raise DraftChanged(draft.row.saved_by, draft.row.saved_at, draft.row.version)
    if wants_two(session) and by.id in drafting.authors(session, draft_id):
        raise SecondPairNeeded
    return draft, publishing.inspect(session, draft.files)


def wants_two(session: TenantSession) -> bool:
    """Whether the municipality wants every change to be published by somebody else (setting `four_eyes`)."""
    return bool(directory.tenant(session).settings.get("four_eyes"))


def publish_again(
    session: TenantSession, key: str, number: int, *, by: Actor, note: str, now: datetime
) -> ProcessVersion:
    """Make a former version live again, as a new one; raises NotPublishable, UnknownVersion.

    Nobody is kept from going back: a scenario that comes differently is only written down with the version.
    """
    former = drafting.version_numbered(session, key, number)
    if former is None:
        raise UnknownVersion(key, number)
    bundle = publishing.inspect(session, drafting.version_files(session, former.id))
    return publishing.publish(session, bundle, by=by.name, note=note, now=now, despite=note)


def changes(session: TenantSession, key: str, files: Mapping[str, bytes], main: str) -> tuple[Change, ...]:
    """What these files change in the live version of a process; nothing where none is live."""
    try:
        live = library.live(session, key)
    except NotPublished:
        return ()
    before = drafting.version_files(session, live.id)
    return (*_of_diagrams(live.documents[0], files[main]), *_of_files(before, files, main, key))


def _of_diagrams(old: Document, source: bytes) -> list[Change]:
    try:
        new = read(source)
    except Unreadable:
        return []
    was, now = _parts(old), _parts(new)
    found = [_change("added", new, key) for key in now if key not in was]
    found += [_change("changed", new, key) for key in now if key in was and now[key] != was[key]]
    return found + [_change("removed", old, key) for key in was if key not in now]


def _of_files(before: Mapping[str, bytes], after: Mapping[str, bytes], main: str, key: str) -> list[Change]:
    was = {name: content for name, content in before.items() if name != f"{key}.bpmn"}
    now = {name: content for name, content in after.items() if name != main}
    # What is expected of a process is no part of what runs.
    was, now = ({k: v for k, v in each.items() if not k.endswith(ENDING)} for each in (was, now))
    found = [Change("added", "file", name) for name in sorted(now.keys() - was.keys())]
    found += [Change("changed", "file", n) for n in sorted(now.keys() & was.keys()) if now[n] != was[n]]
    return found + [Change("removed", "file", name) for name in sorted(was.keys() - now.keys())]


def _parts(document: Document) -> dict[str, bytes]:
    """What each element and arrow says, by id, without where it is drawn."""
    nodes = [*document.nodes, *document.flows, *document.lanes]
    process = [document.process] if document.process else []
    return {each.id: _said(each.xml) for each in nodes} | {each.id: _heading(each.xml) for each in process}


def _said(xml: etree._Element) -> bytes:
    copy = etree.fromstring(etree.tostring(xml, with_tail=False))
    for child in list(copy):
        if isinstance(child.tag, str) and split(child.tag)[1] in _OF_THEIR_OWN:
            copy.remove(child)
    for each in copy.iter("{*}*"):
        for name, value in _DEFAULTS.items():
            if each.get(name) == value:
                del each.attrib[name]
    return etree.tostring(copy, method="c14n2", strip_text=True)


def _heading(xml: etree._Element) -> bytes:
    """A process without what is drawn in it: its name and its texts."""
    texts = b"".join(_said(each) for each in xml.findall("{*}extensionElements"))
    return xml.get("name", "").encode() + b"\0" + texts


def _change(kind: str, document: Document, key: str) -> Change:
    flow = next((flow for flow in document.flows if flow.id == key), None)
    if flow is None:
        return Change(kind, "element", document.name(key) or key, key)
    ends = (document.name(flow.source) or flow.source, document.name(flow.target) or flow.target)
    return Change(kind, "way", " → ".join(ends), key)

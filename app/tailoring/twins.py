"""Both sides added something under one id, and both shall stay: theirs gets another id before the merge."""

from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from app.bpmn.comparing import Version
from app.bpmn.comparing.identity import with_ids
from app.tailoring.bundle import Bundle, Files
from app.tailoring.questions import Cluster


def twin_ids(cluster: Cluster, theirs: Bundle) -> dict[str, list[str]]:
    """Files with the ids in them that both sides gave; {} where something else clashes, too."""
    found: dict[str, list[str]] = {}
    added = {delta.key: spot.file for spot in cluster.theirs for delta in spot.deltas if delta.added}
    for meeting in cluster.meetings:
        file = added.get(meeting.theirs.key, "")
        opened = theirs.opened.get(file)
        owner = opened.owner(meeting.theirs.key) if isinstance(opened, Version) else None
        if meeting.reason != "same-id" or owner is None or owner.key not in added:
            return {}
        assert isinstance(opened, Version)
        found.setdefault(file, []).append(opened.plain_id(owner.key))
    return found


def renamed(files: Files, theirs: Bundle, twins: Mapping[str, Collection[str]], ours: Bundle) -> Files:
    """Their files with other ids for the twins."""
    changed = dict(files)
    for key, ids in twins.items():
        opened = theirs.opened[key]
        assert isinstance(opened, Version)
        used = {each for side in (ours, theirs) for each in _ids(side, key)}
        fresh = {element_id: _fresh(element_id, used) for element_id in ids}
        tree = with_ids(opened.document, fresh).root.getroottree()
        changed[theirs.names[key]] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return changed


def _ids(side: Bundle, key: str) -> Iterator[str]:
    opened = side.opened.get(key)
    if isinstance(opened, Version):
        yield from (str(xml.get("id")) for xml in opened.document.root.iter("{*}*") if xml.get("id"))


def _fresh(element_id: str, used: set[str]) -> str:
    number = 2
    while f"{element_id}_{number}" in used:
        number += 1
    used.add(f"{element_id}_{number}")
    return f"{element_id}_{number}"

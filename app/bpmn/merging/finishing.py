"""The last touches to a merged diagram: what is drawn is there, ids are used once, the file reads well."""

from collections import Counter
from collections.abc import Mapping

from lxml import etree

from app.bpmn.comparing.identity import rewrite
from app.bpmn.merging.applying import Applying
from app.bpmn.merging.drawing import redraw
from app.bpmn.merging.listings import Listings
from app.bpmn.merging.placing import Placing
from app.bpmn.names import BPMN


def finish(applying: Applying) -> bytes:
    """Bring everything that follows from what was taken into the file, and write it."""
    _bring_lanes(applying)
    _drop_empty_containers(applying)
    _drop_shapes_of_nothing(applying)
    Placing(applying, Listings(applying)).run()
    redraw(applying)
    _indent(applying)
    root = applying.tree.getroot()
    _use_ids_once(root, applying)
    _call_by_own_ids(root, applying.ids)
    return _written(applying)


def _bring_lanes(applying: Applying) -> None:
    """A step that stands in a lane of theirs brings the lane with it."""
    for lane in sorted({lane for lanes in applying.lanes.values() for lane in lanes} - set(applying.at)):
        _bring(applying, lane)


def _bring(applying: Applying, key: str) -> None:
    theirs = applying.theirs.tree
    above = theirs[key].parent if key in theirs else ""
    if above and above not in applying.at:
        _bring(applying, above)
    decided = [key]
    for each in decided:
        part = theirs.get(each)
        if part is not None and not part.kind.endswith("Ref") and applying.add(each) is not None:
            decided += [child for child in part.children if theirs[child].kind != "lane"]
            decided += (
                [f"{applying.theirs.file}@{applying.theirs.plain_id(each)}"] if part.kind == "lane" else []
            )


def _drop_empty_containers(applying: Applying) -> None:
    """A container goes with the last thing in it, if a side has none either."""
    for key, xml in reversed(list(applying.at.items())):
        part = applying.ours.tree.get(key) or applying.theirs.tree.get(key)
        if (
            part is None
            or not part.derived
            or len(xml)
            or part.kind in ("incoming", "outgoing", "flowNodeRef")
        ):
            continue
        was, mine, other = (key in side.tree for side in (applying.base, applying.ours, applying.theirs))
        if not (other if mine == was else mine):
            applying.remove(key)


def _drop_shapes_of_nothing(applying: Applying) -> None:
    """The shapes of what is gone go, too."""
    for key in list(applying.at):
        part = applying.ours.tree.get(key) or applying.theirs.tree.get(key)
        drawn = part.refs.get("bpmnElement", ()) if part is not None and part.drawing else ()
        for element in drawn:
            known = element in applying.ours.tree or element in applying.theirs.tree
            if known and element not in applying.at and part is not None and part.kind != "BPMNPlane":
                applying.remove(key)


def _use_ids_once(root: etree._Element, applying: Applying) -> None:
    """Ids of shapes and of other things that nobody refers to make room where both sides used one."""
    holders = [xml for xml in root.iter("{*}*") if xml.get("id")]
    counts = Counter(str(xml.get("id")) for xml in holders)
    for xml in reversed(holders):
        used = str(xml.get("id"))
        if counts[used] > 1 and not _was_twice(applying, used) and not _is_known_by(xml, applying):
            counts[used] -= 1
            number = 2
            while f"{used}_{number}" in counts:
                number += 1
            xml.set("id", f"{used}_{number}")
            counts[f"{used}_{number}"] = 1


def _was_twice(applying: Applying, used: str) -> bool:
    return any(
        sum(1 for xml in side.document.root.iter("{*}*") if xml.get("id") == used) > 1
        for side in (applying.ours, applying.theirs)
    )


def _is_known_by(xml: etree._Element, applying: Applying) -> bool:
    """Whether the element is found by this id."""
    return bool(applying.ours.plain_id(applying.key_of.get(xml, "")))


def _call_by_own_ids(root: etree._Element, ids: Mapping[str, str]) -> None:
    """Elements go out under the ids that our file, or theirs, has for them."""
    if not ids:
        return
    used = {str(xml.get("id")) for xml in root.iter(f"{{{BPMN}}}*") if xml.get("id")}
    free = {known: own for known, own in ids.items() if own not in used}
    rewrite(root, free)


def _indent(applying: Applying) -> None:
    """What was put in is indented like its siblings; where a file has no indentation it gets none."""
    fresh = set(applying.at.values()) - applying.kept
    for parent in {xml.getparent() for xml in fresh}:
        if parent is None or parent in fresh:
            continue
        pad = parent.text or f"\n{'  ' * (len(list(parent.iterancestors())) + 1)}"
        if "\n" not in pad or pad.strip():
            continue
        unit = "\t" if "\t" in pad else "  "
        for child in parent:
            if child in fresh:
                etree.indent(child, unit, level=len(pad.rpartition("\n")[2]) // len(unit))
            if not (child.tail or "").strip():
                child.tail = pad if child.getnext() is not None else pad.removesuffix(unit)


def _written(applying: Applying) -> bytes:
    tree = applying.tree
    theirs = {
        prefix: uri for prefix, uri in applying.theirs.document.root.nsmap.items() if prefix is not None
    }
    ours = {prefix: uri for prefix, uri in tree.getroot().nsmap.items() if prefix is not None}
    missing = {
        prefix: uri for prefix, uri in theirs.items() if uri not in ours.values() and prefix not in ours
    }
    if missing:
        etree.cleanup_namespaces(tree, top_nsmap=missing, keep_ns_prefixes=[*ours, *missing])
    encoding = tree.docinfo.encoding or "UTF-8"
    return etree.tostring(tree, xml_declaration=True, encoding=encoding)

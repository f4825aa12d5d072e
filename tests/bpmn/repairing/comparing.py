"""What two diagrams have in common, for tests that nothing is lost and nothing else is changed."""

from collections import Counter
from collections.abc import Iterable

from lxml import etree

from app.bpmn import Remedy
from app.bpmn.names import BPMN, KEPT, ZEEBE
from app.bpmn.repairing.editing import ORIGINAL, holder, kind_of
from app.markup import split

_OURS = {BPMN, ZEEBE, KEPT}
#: Drawings as a whole: a repair adds to them.
_FRAMES = ("BPMNDiagram", "BPMNPlane", "BPMNEdge", "waypoint")
#: Texts that a repair may replace, and keeps.
_TEXTS = ("conditionExpression", "script", "timeDate", "timeDuration", "timeCycle", "documentation", "text")


def foreign_content(root: etree._Element) -> Counter[str]:
    """Every attribute and element of another namespace, and every text somebody wrote."""
    found: Counter[str] = Counter()
    for xml in root.iter("{*}*"):
        namespace, kind = split(str(xml.tag))
        if namespace not in _OURS and kind not in _FRAMES:
            found[_canonical(xml)] += 1
        elif namespace == BPMN and kind in _TEXTS and (xml.text or "").strip():
            found[f"{kind}: {(xml.text or '').strip()}"] += 1
        for key, value in xml.attrib.items():
            if split(str(key))[0] not in _OURS | {""}:
                found[f"{key}={value}"] += 1
    return found


def untouched(root: etree._Element, remedies: Iterable[Remedy]) -> dict[str, str]:
    """By id: what each element says that no remedy is about, without its arrows; flows only where both ends
    are untouched, too."""
    touched = {remedy.element_id for remedy in remedies}
    return {
        xml.get("id", ""): own_content(xml)
        for xml in root.iter(f"{{{BPMN}}}*")
        if xml.get("id") and holder(xml) is xml and not _is_set_aside(xml)
        if not {xml.get("id"), xml.get("sourceRef"), xml.get("targetRef")} & touched
        if kind_of(xml) not in ("definitions", "process", "subProcess", "transaction", "adHocSubProcess")
    }


def own_content(xml: etree._Element) -> str:
    """The canonical XML of an element without what stands in it for itself."""
    copy = etree.fromstring(etree.tostring(xml, with_tail=False))
    for part in [part for part in copy.iter("{*}*") if part is not copy]:
        above = part.getparent()
        arrow = part.tag in (f"{{{BPMN}}}incoming", f"{{{BPMN}}}outgoing")
        if above is not None and (arrow or (holder(part) is part and part.getparent() is not None)):
            above.remove(part)
    return _canonical(copy)


def _is_set_aside(xml: etree._Element) -> bool:
    return any(above.tag == ORIGINAL for above in xml.iterancestors())


def _canonical(xml: etree._Element) -> str:
    # C14N 2.0: white space between elements and the choice of prefixes mean nothing.
    written = etree.tostring(xml, with_tail=False, encoding="unicode")
    return str(etree.canonicalize(written, strip_text=True, rewrite_prefixes=True))

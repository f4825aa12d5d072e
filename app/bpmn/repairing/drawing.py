"""Drawings: of a diagram that has none, and of what a repair adds to one that has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from lxml import etree

from app.bpmn.document import Document
from app.bpmn.elements import Flow
from app.bpmn.layout import Box, layout
from app.bpmn.names import BPMN, BPMNDI, DC, DI, EVENTS, GATEWAYS, SCOPES
from app.bpmn.problems import Problem
from app.bpmn.repairing import editing
from app.bpmn.repairing.placing import place, way
from app.bpmn.repairing.planning import whole
from app.bpmn.repairing.remedy import Offer, exact
from app.bpmn.repairing.workpiece import Workpiece
from app.translating import N_

DRAWN = exact("drawing", N_("The file has no drawing; one is made, with “%(element)s” from left to right."))

_LEFT, _TOP = 160.0, 100.0


def drawings(work: Workpiece, _: etree._Element, __: Sequence[Problem]) -> Iterator[Offer]:
    """A drawing of the process that runs, where the file has none."""
    process = work.document.process
    if (
        process is not None
        and process.id
        and work.document.within(process.id)
        and not _is_drawn(work.document)
    ):
        yield DRAWN.at(process.xml, partial(_draw, work, process.id))


def _is_drawn(document: Document) -> bool:
    drawn = {shape.element_id for shape in layout(document).shapes}
    return any(node_id in drawn for node_id in document.elements)


def _draw(work: Workpiece, process_id: str) -> None:
    for old in work.root.findall(f"{{{BPMNDI}}}BPMNDiagram"):
        editing.set_aside(old)
    boxes = {
        key: Box(box.x + _LEFT, box.y + _TOP, box.width, box.height)
        for key, box in place(work.document, process_id).items()
    }
    diagram = etree.SubElement(work.root, f"{{{BPMNDI}}}BPMNDiagram", id=work.new_id("drawing"))
    pools = list(work.root.iterfind(f"{{{BPMN}}}collaboration"))
    pool = _pool(work.root, process_id)
    shown = pools[0].get("id", process_id) if pool is not None else process_id
    plane = etree.SubElement(
        diagram, f"{{{BPMNDI}}}BPMNPlane", id=work.new_id("drawing_plane"), bpmnElement=shown
    )
    if pool is not None:
        _shape(work, plane, pool.get("id", ""), _around(boxes.values()), isHorizontal="true")
    _draw_parts(work, plane, boxes, work.document.flows)


def _pool(root: etree._Element, process_id: str) -> etree._Element | None:
    pools = root.iterfind(f"{{{BPMN}}}collaboration/{{{BPMN}}}participant")
    return next((xml for xml in pools if xml.get("processRef", "").rpartition(":")[2] == process_id), None)


def _draw_parts(
    work: Workpiece, plane: etree._Element, boxes: Mapping[str, Box], flows: Iterable[Flow]
) -> None:
    for key, box in boxes.items():
        node = work.document.element(key)
        expanded = {"isExpanded": "true"} if node and node.kind in SCOPES else {}
        _shape(work, plane, key, box, **expanded)
    for flow in flows:
        points = way(flow, boxes)
        if points and flow.id:
            _draw_line(work, plane, flow.id, points)


def _around(boxes: Iterable[Box]) -> Box:
    boxes = list(boxes)
    left, top = min(box.x for box in boxes) - 50, min(box.y for box in boxes) - 40
    right, bottom = max(box.corner[0] for box in boxes) + 40, max(box.corner[1] for box in boxes) + 60
    return Box(left, top, right - left, bottom - top)


def _shape(work: Workpiece, plane: etree._Element, element_id: str, box: Box, **said: str) -> None:
    attributes = {"id": work.new_id(f"{element_id}_di"), "bpmnElement": element_id, **said}
    shape = etree.SubElement(plane, f"{{{BPMNDI}}}BPMNShape", attributes)
    numbers = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    etree.SubElement(shape, f"{{{DC}}}Bounds", {key: f"{number:g}" for key, number in numbers.items()})


def draw_added(work: Workpiece) -> None:
    """Draw what the repair added to a drawing that is there, beside what it is connected with."""
    plane = work.root.find(f"{{{BPMNDI}}}BPMNDiagram/{{{BPMNDI}}}BPMNPlane")
    boxes = {shape.element_id: shape.box for shape in layout(work.document).shapes}
    added = {key: xml for key, xml in work.added.items() if not editing.is_set_aside(xml)}
    nodes = {key: xml for key, xml in added.items() if editing.kind_of(xml) != "sequenceFlow"}
    if plane is None or not boxes:
        return
    new: dict[str, Box] = {}
    for key, xml in nodes.items():
        if key in boxes:
            continue  # the whole drawing is new
        box = _beside(work.document, key, editing.kind_of(xml), boxes | new)
        if box:
            new[key] = box
            _shape(work, plane, key, box)
    lines = {_drawn(edge): edge for edge in plane.iterfind(f"{{{BPMNDI}}}BPMNEdge")}
    for flow in work.document.flows:
        points = way(flow, boxes | new)
        if points and flow.id and (flow.source in new or flow.target in new or flow.id in added):
            _draw_line(work, plane, flow.id, points, lines.get(flow.id))


def _drawn(xml: etree._Element) -> str:
    return xml.get("bpmnElement", "").rpartition(":")[2]


def _beside(document: Document, key: str, kind: str, boxes: Mapping[str, Box]) -> Box | None:
    node = document.element(key)
    width, height = (36.0, 36.0) if kind in EVENTS else (50.0, 50.0) if kind in GATEWAYS else (100.0, 80.0)
    before = [boxes[flow.source] for flow in node.incoming if flow.source in boxes] if node else []
    after = [boxes[flow.target] for flow in node.outgoing if flow.target in boxes] if node else []
    if before:
        return Box(before[0].corner[0] + 30, before[0].middle[1] - height / 2, width, height)
    if after:
        return Box(after[0].x - 30 - width, after[0].middle[1] - height / 2, width, height)
    return None


def _draw_line(
    work: Workpiece,
    plane: etree._Element,
    flow_id: str,
    points: Sequence[tuple[float, float]],
    edge: etree._Element | None = None,
) -> None:
    """A line for an arrow, or other points for the line that it has."""
    if edge is None:
        edge = etree.SubElement(
            plane, f"{{{BPMNDI}}}BPMNEdge", id=work.new_id(f"{flow_id}_di"), bpmnElement=flow_id
        )
    for old in edge.findall(f"{{{DI}}}waypoint"):
        editing.take_out(old)
    for place_of, (x, y) in enumerate(points):
        editing.insert(edge, place_of, etree.Element(f"{{{DI}}}waypoint", x=f"{x:g}", y=f"{y:g}"))


RULES = (whole(drawings),)

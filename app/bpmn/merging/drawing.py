"""Draw what the merge moved: arrows that lead elsewhere now, and steps that no side could draw here.

Shapes stay where their side has them. Only where a new shape of theirs would lie on one of ours does it make
room, and only a line that is as neither side has it is drawn anew.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from app.bpmn.comparing import Version
from app.bpmn.layout import Box, Shape, layout
from app.bpmn.merging.applying import Applying
from app.bpmn.names import BPMN, BPMNDI, DC, DI, EVENTS, FLOW_NODES, GATEWAYS, split

#: Between a step and the next one, and between a shape and one that would lie on it.
_ACROSS, _DOWN = 60.0, 30.0
#: A line ends at a shape if it ends no farther from its border than this.
_NEAR = 6.0
_SIZES: Mapping[str, tuple[float, float]] = {
    **dict.fromkeys(EVENTS, (36.0, 36.0)),
    **dict.fromkeys(GATEWAYS, (50.0, 50.0)),
}
_SIZE = (100.0, 80.0)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Line:
    """A drawn arrow with what it is between."""

    points: tuple[Point, ...]
    source: Box | None
    target: Box | None


def redraw(applying: Applying) -> None:
    """Bring the drawing in line with what was taken; a file without a drawing stays without."""
    _Redrawing(applying).run()


class _Redrawing:
    def __init__(self, applying: Applying) -> None:
        self.applying = applying
        self.ours, self.theirs = _Drawn(applying.ours), _Drawn(applying.theirs)
        root = applying.tree.getroot()
        self.plane = root.find(f"{{{BPMNDI}}}BPMNDiagram/{{{BPMNDI}}}BPMNPlane")
        self.shapes = {
            _drawn(xml): xml
            for xml in root.iter(f"{{{BPMNDI}}}BPMNShape")
            if xml.find(f"{{{DC}}}Bounds") is not None
        }
        self.flows = {
            xml.get("id", ""): (xml.get("sourceRef", ""), xml.get("targetRef", ""))
            for xml in root.iter(f"{{{BPMN}}}sequenceFlow")
        }

    def run(self) -> None:
        """Place new shapes, then lead the lines to where the shapes are."""
        if self.plane is None or not self.shapes:
            return
        for element_id in [] if self.theirs.boxes else list(self._undrawn()):
            self._draw(element_id)
        for element_id in self._new_shapes():
            self._make_room(element_id)
        drawn = {_drawn(xml): xml for xml in self.applying.tree.getroot().iter(f"{{{BPMNDI}}}BPMNEdge")}
        for flow_id, (source, target) in self.flows.items():
            if flow_id not in drawn and self._is_to_draw(flow_id):
                drawn[flow_id] = self._edge(flow_id)
            if flow_id in drawn:
                self._lead(flow_id, drawn[flow_id], source, target)

    def _is_to_draw(self, flow_id: str) -> bool:
        led = any(self.applying.ours.key(flow_id) == key for key, _ in self.applying.decided.values)
        return led or (not self.theirs.boxes and self._is_taken(flow_id))

    def _is_taken(self, element_id: str) -> bool:
        """Whether an element came from theirs."""
        return self.applying.ours.key(element_id) not in self.applying.ours.tree

    def _undrawn(self) -> Iterator[str]:
        for xml in self.applying.tree.getroot().iter(f"{{{BPMN}}}*"):
            element_id = xml.get("id", "")
            if (
                split(str(xml.tag))[1] in FLOW_NODES
                and element_id not in self.shapes
                and self._is_taken(element_id)
            ):
                yield element_id

    def _new_shapes(self) -> Iterator[str]:
        return (
            each for each in list(self.shapes) if each in self.theirs.boxes and each not in self.ours.boxes
        )

    def _draw(self, element_id: str) -> None:
        """A shape for a step that theirs does not draw: behind the step before it."""
        before = next(
            (self._box(s) for s, t in self.flows.values() if t == element_id and s in self.shapes), None
        )
        part = self.applying.theirs.tree.get(self.applying.theirs.key(element_id))
        width, height = _SIZES.get(part.kind if part else "", _SIZE)
        x, y = (before.corner[0] + _ACROSS, before.middle[1] - height / 2) if before else (0.0, 0.0)
        shape = etree.SubElement(self.plane, f"{{{BPMNDI}}}BPMNShape")  # type: ignore[arg-type]
        shape.set("id", f"{element_id}_di")
        shape.set("bpmnElement", element_id)
        etree.SubElement(shape, f"{{{DC}}}Bounds")
        self.shapes[element_id] = shape
        self._put(element_id, Box(x, y, width, height))
        self._make_room(element_id)

    def _make_room(self, element_id: str) -> None:
        """Move a new shape down until it lies on no step of ours."""
        box = self._box(element_id)
        others = [self._box(each) for each in self.shapes if self._is_in_the_way(each, element_id)]
        known = self.theirs.boxes.get(element_id)
        if box is None or not self._is_step(element_id) or self._is_boundary(element_id):
            return
        while clash := next((other for other in others if other and _overlap(box, other)), None):
            box = Box(box.x, clash.corner[1] + _DOWN, box.width, box.height)
        if known is None or box != known:
            self._put(element_id, box)

    def _is_in_the_way(self, other: str, element_id: str) -> bool:
        """Whether another step of the same drawing is not where theirs knew it to be."""
        if other == element_id or not self._is_step(other):
            return False
        beside = self.shapes[other].getparent() is self.shapes[element_id].getparent()
        return beside and self._box(other) != self.theirs.boxes.get(other)

    def _is_step(self, element_id: str) -> bool:
        part = self._part(element_id)
        return part in FLOW_NODES and part not in (
            "subProcess",
            "transaction",
            "adHocSubProcess",
            "boundaryEvent",
        )

    def _is_boundary(self, element_id: str) -> bool:
        return self._part(element_id) == "boundaryEvent"

    def _part(self, element_id: str) -> str:
        key = self.applying.ours.key(element_id)
        part = self.applying.ours.tree.get(key) or self.applying.theirs.tree.get(key)
        return part.kind if part else ""

    def _box(self, element_id: str) -> Box | None:
        shape = self.shapes.get(element_id)
        bounds = shape.find(f"{{{DC}}}Bounds") if shape is not None else None
        if bounds is None:
            return None
        try:
            x, y, width, height = (float(bounds.get(name, "")) for name in ("x", "y", "width", "height"))
        except ValueError:
            return None
        return Box(x, y, width, height)

    def _put(self, element_id: str, box: Box) -> None:
        bounds = self.shapes[element_id].find(f"{{{DC}}}Bounds")
        assert bounds is not None
        for name, value in (("x", box.x), ("y", box.y), ("width", box.width), ("height", box.height)):
            bounds.set(name, f"{value:g}")

    def _edge(self, flow_id: str) -> etree._Element:
        edge = etree.SubElement(self.plane, f"{{{BPMNDI}}}BPMNEdge")  # type: ignore[arg-type]
        edge.set("id", f"{flow_id}_di")
        edge.set("bpmnElement", flow_id)
        return edge

    def _lead(self, flow_id: str, edge: etree._Element, source: str, target: str) -> None:
        """Draw a line anew unless it is as one of the sides has it, or ends where it should."""
        points = tuple(_points(edge))
        line = _Line(points, self._box(source), self._box(target))
        if line.source is None or line.target is None:
            return
        if len(points) > 1 and (
            line in (self.ours.line(flow_id), self.theirs.line(flow_id)) or _docked(line)
        ):
            return
        for point in edge.findall(f"{{{DI}}}waypoint"):
            edge.remove(point)
        for at, (x, y) in enumerate(_straight(line.source, line.target)):
            point = etree.Element(f"{{{DI}}}waypoint")
            point.set("x", f"{x:g}")
            point.set("y", f"{y:g}")
            edge.insert(at, point)


class _Drawn:
    """What a side draws."""

    def __init__(self, version: Version) -> None:
        self.version = version
        found = layout(version.document)
        self.boxes: Mapping[str, Box] = {shape.element_id: _plain(shape) for shape in found.shapes}
        self.points = {edge.element_id: edge.points for edge in found.edges}

    def line(self, flow_id: str) -> _Line | None:
        """An arrow as the side draws it."""
        flow = self.version.flow(self.version.key(flow_id))
        if flow is None or flow_id not in self.points:
            return None
        return _Line(self.points[flow_id], self.boxes.get(flow.source), self.boxes.get(flow.target))


def _plain(shape: Shape) -> Box:
    return shape.box


def _drawn(xml: etree._Element) -> str:
    return xml.get("bpmnElement", "").rpartition(":")[2]


def _points(edge: etree._Element) -> Iterator[Point]:
    for point in edge.findall(f"{{{DI}}}waypoint"):
        try:
            yield float(point.get("x", "")), float(point.get("y", ""))
        except ValueError:
            continue


def _overlap(one: Box, two: Box) -> bool:
    return one.x < two.corner[0] and two.x < one.corner[0] and one.y < two.corner[1] and two.y < one.corner[1]


def _docked(line: _Line) -> bool:
    assert line.source is not None
    assert line.target is not None
    return _at(line.points[0], line.source) and _at(line.points[-1], line.target)


def _at(point: Point, box: Box) -> bool:
    right, bottom = box.corner
    inside = box.x - _NEAR <= point[0] <= right + _NEAR and box.y - _NEAR <= point[1] <= bottom + _NEAR
    return inside


def _straight(source: Box, target: Box) -> list[Point]:
    """From border to border: across if there is room, else down; with two corners where they stand apart."""
    (from_x, from_y), (to_x, to_y) = source.middle, target.middle
    if target.x >= source.corner[0]:
        start, end = (source.corner[0], from_y), (target.x, to_y)
        middle = (start[0] + end[0]) / 2
        return [start, end] if from_y == to_y else [start, (middle, from_y), (middle, to_y), end]
    below = to_y >= from_y
    start = (from_x, source.corner[1] if below else source.y)
    end = (to_x, target.y if below else target.corner[1])
    middle = (start[1] + end[1]) / 2
    return [start, end] if from_x == to_x else [start, (from_x, middle), (to_x, middle), end]

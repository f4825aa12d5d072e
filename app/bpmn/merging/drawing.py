"""Draw what the merge moved: arrows that lead elsewhere now, and steps that no side could draw here.

Shapes stay where their side has them. Only where a new shape of theirs would lie on one of ours does it make
room, and only a line that is as neither side has it is drawn anew.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from app.bpmn.comparing import Version
from app.bpmn.comparing.keys import WITHIN
from app.bpmn.comparing.values import BOUNDS, WAY, WAYPOINTS
from app.bpmn.layout import Box
from app.bpmn.merging.applying import Applying
from app.bpmn.names import BPMN, BPMNDI, DC, DI, EVENTS, FLOW_NODES, GATEWAYS, SCOPES
from app.changes.parts import THERE
from app.markup import split

#: Between a step and the next one, and between a shape and one that would lie on it.
_ACROSS, _DOWN = 60.0, 30.0
#: A line ends at a shape if it ends no farther from its border than this.
_NEAR = 6.0
_SIZES: Mapping[str, tuple[float, float]] = {
    **dict.fromkeys(EVENTS, (36.0, 36.0)),
    **dict.fromkeys(GATEWAYS, (50.0, 50.0)),
}
_SIZE = (100.0, 80.0)
#: What must not lie on each other: everything but what holds steps, and what sits on one.
_STEPS = FLOW_NODES - SCOPES - {"boundaryEvent"}

Point = tuple[float, float]


def redraw(applying: Applying) -> None:
    """Bring the drawing in line with what was taken; a file without a drawing stays without."""
    touched = {key.partition(WITHIN)[0].rpartition("#")[2].rpartition("@")[2] for key in _redrawn(applying)}
    if touched:
        _Redrawing(applying, touched).run()


def _redrawn(applying: Applying) -> Iterator[str]:
    """Keys of what may have to be drawn otherwise: what was added, led elsewhere or moved."""
    for key, name in (*applying.decided.takes, *applying.decided.values):
        if name in (THERE, WAY, BOUNDS, WAYPOINTS):
            yield key


class _Redrawing:
    def __init__(self, applying: Applying, touched: set[str]) -> None:
        self.applying = applying
        self.touched = touched
        self.draws = any(part.kind == "BPMNShape" for part in applying.theirs.tree.values())
        root = applying.tree.getroot()
        self.shapes: dict[str, etree._Element] = {}
        self.boxes: dict[str, Box] = {}
        for xml in root.iter(f"{{{BPMNDI}}}BPMNShape"):
            if box := _box(xml):
                self.shapes[_drawn(xml)], self.boxes[_drawn(xml)] = xml, box
        self.flows = {
            xml.get("id", ""): (xml.get("sourceRef", ""), xml.get("targetRef", ""))
            for xml in root.iter(f"{{{BPMN}}}sequenceFlow")
        }

    def run(self) -> None:
        """Place new shapes, then lead the lines to where the shapes are."""
        if not self.shapes:
            return
        for element_id in [] if self.draws else list(self._undrawn()):
            self._draw(element_id)
        for element_id in list(self._new_shapes()):
            self._make_room(element_id)
        drawn = {_drawn(xml): xml for xml in self.applying.tree.getroot().iter(f"{{{BPMNDI}}}BPMNEdge")}
        for flow_id, ends in self.flows.items():
            if flow_id not in drawn and self._is_to_draw(flow_id):
                drawn[flow_id] = self._add("BPMNEdge", flow_id)
            if flow_id in drawn and not self.touched.isdisjoint((flow_id, *ends)):
                self._lead(flow_id, drawn[flow_id], *ends)

    def _is_to_draw(self, flow_id: str) -> bool:
        led = any(self.applying.ours.key(flow_id) == key for key, _ in self.applying.decided.values)
        return led or (not self.draws and self._is_taken(flow_id))

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
        return (each for each in self.shapes if each in self.touched and self._is_taken(each))

    def _draw(self, element_id: str) -> None:
        """A shape for a step that theirs does not draw: behind the step before it."""
        before = [
            self.boxes[source]
            for source, target in self.flows.values()
            if target == element_id and source in self.boxes
        ]
        width, height = _SIZES.get(self._kind(element_id), _SIZE)
        x, y = (before[0].corner[0] + _ACROSS, before[0].middle[1] - height / 2) if before else (0.0, 0.0)
        shape = self._add("BPMNShape", element_id)
        etree.SubElement(shape, f"{{{DC}}}Bounds")
        self.shapes[element_id] = shape
        self._put(element_id, Box(x, y, width, height))
        self.touched.add(element_id)

    def _make_room(self, element_id: str) -> None:
        """Move a new shape down until it lies on no step of ours."""
        if not self._is_step(element_id):
            return
        box = known = self.boxes[element_id]
        others = [self.boxes[each] for each in self.shapes if self._is_in_the_way(each, element_id)]
        while clash := next((other for other in others if _overlap(box, other)), None):
            box = Box(box.x, clash.corner[1] + _DOWN, box.width, box.height)
        if box is not known:
            self._put(element_id, box)

    def _is_in_the_way(self, other: str, element_id: str) -> bool:
        """Whether another step of the same drawing is not where theirs knew it to be."""
        if other == element_id or not self._is_step(other):
            return False
        beside = self.shapes[other].getparent() is self.shapes[element_id].getparent()
        part = self.applying.theirs.tree.get(f"{self.applying.theirs.file}@{other}")
        return beside and (part is None or _box(part.source) != self.boxes[other])

    def _is_step(self, element_id: str) -> bool:
        return self._kind(element_id) in _STEPS

    def _kind(self, element_id: str) -> str:
        key = self.applying.ours.key(element_id)
        part = self.applying.ours.tree.get(key) or self.applying.theirs.tree.get(key)
        return part.kind if part else ""

    def _put(self, element_id: str, box: Box) -> None:
        bounds = self.shapes[element_id].find(f"{{{DC}}}Bounds")
        assert bounds is not None
        for name, value in (("x", box.x), ("y", box.y), ("width", box.width), ("height", box.height)):
            bounds.set(name, f"{value:g}")
        self.boxes[element_id] = box

    def _add(self, kind: str, element_id: str) -> etree._Element:
        """A new shape or line, beside a known one."""
        beside = next(iter(self.shapes.values()))
        drawn = etree.Element(f"{{{BPMNDI}}}{kind}")
        drawn.set("id", f"{element_id}_di")
        drawn.set("bpmnElement", element_id)
        plane = beside.getparent()
        assert plane is not None
        plane.append(drawn)
        return drawn

    def _lead(self, flow_id: str, edge: etree._Element, source: str, target: str) -> None:
        """Draw a line anew unless it is as one of the sides has it, or ends where it should."""
        start, end = self.boxes.get(source), self.boxes.get(target)
        if start is None or end is None:
            return
        points = tuple(_points(edge))
        if len(points) > 1 and (
            (_at(points[0], start) and _at(points[-1], end)) or self._is_as_before(flow_id, points)
        ):
            return
        for point in edge.findall(f"{{{DI}}}waypoint"):
            edge.remove(point)
        for at, (x, y) in enumerate(_straight(start, end)):
            point = etree.Element(f"{{{DI}}}waypoint", {"x": f"{x:g}", "y": f"{y:g}"})
            edge.insert(at, point)

    def _is_as_before(self, flow_id: str, points: tuple[Point, ...]) -> bool:
        """Whether a side draws the arrow like this, between shapes that are where they are now."""
        return any(
            self._line(side, flow_id) == (*self.flows[flow_id], points, *self._boxes(self.flows[flow_id]))
            for side in (self.applying.ours, self.applying.theirs)
        )

    def _line(self, side: Version, flow_id: str) -> tuple[object, ...]:
        flow = side.flow(side.key(flow_id))
        edge = side.tree.get(f"{side.file}@{flow_id}")
        if flow is None or edge is None:
            return ()
        shapes = (side.tree.get(f"{side.file}@{end}") for end in (flow.source, flow.target))
        boxes = (_box(shape.source) if shape else None for shape in shapes)
        return (flow.source, flow.target, tuple(_points(edge.source)), *boxes)

    def _boxes(self, ends: tuple[str, str]) -> tuple[Box | None, ...]:
        return tuple(self.boxes.get(end) for end in ends)


def _box(shape: object) -> Box | None:
    bounds = shape.find(f"{{{DC}}}Bounds") if isinstance(shape, etree._Element) else None
    if bounds is None:
        return None
    try:
        x, y, width, height = (float(bounds.get(name, "")) for name in ("x", "y", "width", "height"))
    except ValueError:
        return None
    return Box(x, y, width, height)


def _drawn(xml: etree._Element) -> str:
    return xml.get("bpmnElement", "").rpartition(":")[2]


def _points(edge: object) -> Iterator[Point]:
    for point in edge.findall(f"{{{DI}}}waypoint") if isinstance(edge, etree._Element) else ():
        try:
            yield float(point.get("x", "")), float(point.get("y", ""))
        except ValueError:
            continue


def _overlap(one: Box, two: Box) -> bool:
    return one.x < two.corner[0] and two.x < one.corner[0] and one.y < two.corner[1] and two.y < one.corner[1]


def _at(point: Point, box: Box) -> bool:
    right, bottom = box.corner
    return box.x - _NEAR <= point[0] <= right + _NEAR and box.y - _NEAR <= point[1] <= bottom + _NEAR


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

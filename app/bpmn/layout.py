"""Where a diagram draws its elements: the boxes and lines of its BPMN DI, in the drawing's own units."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from app.bpmn.document import Document
from app.bpmn.names import BPMNDI, DC, DI

#: No screen is wider; numbers beyond are a mistake or a joke.
_FARTHEST = 100_000.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def corner(self) -> tuple[float, float]:
        """Its lower right corner."""
        return self.x + self.width, self.y + self.height


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn element."""

    element_id: str
    box: Box
    label: Box | None
    horizontal: bool  #: a pool or lane that runs from left to right
    expanded: bool  #: a sub-process that shows its inside


@dataclass(frozen=True, slots=True)
class Edge:
    """A drawn arrow or line of at least two points."""

    element_id: str
    points: tuple[tuple[float, float], ...]
    label: Box | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything the first drawing of a file shows."""

    shapes: tuple[Shape, ...]
    edges: tuple[Edge, ...]

    def only(self, element_ids: Mapping[str, object]) -> "Layout":
        """The part of the drawing that shows these elements."""
        return Layout(
            tuple(shape for shape in self.shapes if shape.element_id in element_ids),
            tuple(edge for edge in self.edges if edge.element_id in element_ids),
        )

    def around(self, margin: float) -> Box:
        """The smallest box around everything, with a margin."""
        points = [(s.box.x, s.box.y) for s in self.shapes] + [s.box.corner for s in self.shapes]
        for label in [s.label for s in self.shapes] + [e.label for e in self.edges]:
            points += [(label.x, label.y), label.corner] if label else []
        points += [point for edge in self.edges for point in edge.points]
        return _around(points or [(0.0, 0.0)], margin)


def layout(document: Document) -> Layout:
    """The first drawing of the file; empty where it has none. Numbers that make no sense are left out."""
    diagram = document.root.find(f"{{{BPMNDI}}}BPMNDiagram")
    if diagram is None:
        return Layout((), ())
    shapes = (_shape(xml) for xml in diagram.iter(f"{{{BPMNDI}}}BPMNShape"))
    edges = (_edge(xml) for xml in diagram.iter(f"{{{BPMNDI}}}BPMNEdge"))
    return Layout(tuple(filter(None, shapes)), tuple(filter(None, edges)))


def _shape(xml: etree._Element) -> Shape | None:
    box = _box(xml.find(f"{{{DC}}}Bounds"))
    if box is None or box.width <= 0 or box.height <= 0:
        return None
    return Shape(
        _name(xml), box, _label(xml), xml.get("isHorizontal") != "false", xml.get("isExpanded") == "true"
    )


def _edge(xml: etree._Element) -> Edge | None:
    points = tuple(filter(None, (_point(point) for point in xml.iterchildren(f"{{{DI}}}waypoint"))))
    return Edge(_name(xml), points, _label(xml)) if len(points) > 1 else None


def _name(xml: etree._Element) -> str:
    return xml.get("bpmnElement", "").rpartition(":")[2]


def _label(xml: etree._Element) -> Box | None:
    return _box(xml.find(f"{{{BPMNDI}}}BPMNLabel/{{{DC}}}Bounds"))


def _box(xml: etree._Element | None) -> Box | None:
    if xml is None:
        return None
    x, y, width, height = (_number(xml.get(key, "")) for key in ("x", "y", "width", "height"))
    if x is None or y is None or width is None or height is None:
        return None
    return Box(x, y, width, height)


def _point(xml: etree._Element) -> tuple[float, float] | None:
    x, y = _number(xml.get("x", "")), _number(xml.get("y", ""))
    return None if x is None or y is None else (x, y)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= _FARTHEST else None


def _around(points: Iterable[tuple[float, float]], margin: float) -> Box:
    across, down = zip(*points, strict=True)
    left, top = min(across) - margin, min(down) - margin
    return Box(left, top, max(across) + margin - left, max(down) + margin - top)

"""A diagram as a still picture (SVG) for pages: only classes and data attributes, so a strict CSP lets it be.

Classes: pk-bpmn (the picture; data-size="thumbnail" on the small one), pk-el (an element; data-kind,
data-event, data-state done|now|todo), pk-flow (an arrow; data-kind, data-state), pk-area (pools, lanes,
sub-processes, groups), pk-label, pk-number (a circle with a text of 11 units), and inside them pk-shape,
pk-inner, pk-sign, pk-line, pk-head, pk-ring.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape

from app.bpmn import lettering, shapes
from app.bpmn.document import Document
from app.bpmn.elements import Element, Node
from app.bpmn.layout import Box, Edge, Layout, Shape, layout
from app.bpmn.lettering import number as n
from app.bpmn.names import ACTIVITIES, EVENTS, GATEWAYS, SCOPES
from app.markup import split

_AREAS = frozenset({"participant", "lane", "group"})
_DRAWN_LAST = EVENTS  # boundary events lie on their tasks
_LINES = frozenset(
    {"sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation"}
)


def picture(
    document: Document,
    *,
    lang: str,
    done: Collection[str] = (),
    now: Collection[str] = (),
    numbers: Mapping[str, int] | None = None,
    label: str | None = None,
    thumbnail: bool = False,
) -> str:
    """The diagram as SVG; "" where the file holds no drawing.

    `done` and `now` are ids of elements that were passed and where the case stands; `numbers` are shown on
    their elements, the same as in a list beside the picture. `label` is what a screen reader says, the
    name of the process by default. A thumbnail shows only elements, arrows and numbers.
    """
    easel = _Easel(document, lang, frozenset(done), frozenset(now), numbers or {}, thumbnail)
    return easel.picture(label)


@dataclass
class _Easel:
    document: Document
    lang: str
    done: frozenset[str]
    now: frozenset[str]
    numbers: Mapping[str, int]
    thumbnail: bool

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Whatever may be drawn, by its id."""
        found: dict[str, Node] = {}
        for xml in self.document.root.iter("{*}*"):
            if xml.get("id"):
                found.setdefault(xml.get("id", ""), Node(xml))
        found.update(self.document.elements)
        return found

    @cached_property
    def layout(self) -> Layout:
        """What is shown."""
        whole = layout(self.document)
        if not self.thumbnail:
            return whole.only(self.nodes)
        flows = {flow.id: None for flow in self.document.flows}
        part = whole.only({**self.document.elements, **flows})
        return Layout(
            tuple(_unlabelled_shape(shape) for shape in part.shapes),
            tuple(Edge(edge.element_id, edge.points, None) for edge in part.edges),
        )

    def picture(self, label: str | None) -> str:
        if not self.layout.shapes:
            return ""
        box = self.layout.around(12)
        said = escape(label if label is not None else self._title())
        parts = [self._area(s) for s in self._areas()] + [self._edge(e) for e in self.layout.edges]
        parts += [self._shape(shape) for shape in self._elements()]
        view = f"{n(box.x)} {n(box.y)} {n(box.width)} {n(box.height)}"
        size = f'width="{n(box.width)}" height="{n(box.height)}"'
        small = ' data-size="thumbnail"' if self.thumbnail else ""
        head = f'<svg class="pk-bpmn"{small} viewBox="{view}" {size} role="img" aria-label="{said}"'
        return f'{head} xmlns="http://www.w3.org/2000/svg"><title>{said}</title>{"".join(parts)}</svg>'

    def _title(self) -> str:
        process = self.document.process
        return (process.text("title", self.lang) or process.text("name", self.lang)) if process else ""

    def _areas(self) -> list[Shape]:
        areas = [shape for shape in self.layout.shapes if self._is_area(shape)]
        return sorted(areas, key=lambda shape: -shape.box.width * shape.box.height)

    def _is_area(self, shape: Shape) -> bool:
        kind = self.nodes[shape.element_id].kind
        return kind in _AREAS or (kind in SCOPES and shape.expanded)

    def _elements(self) -> list[Shape]:
        small = [shape for shape in self.layout.shapes if not self._is_area(shape)]
        return sorted(small, key=lambda shape: self.nodes[shape.element_id].kind in _DRAWN_LAST)

    def _area(self, shape: Shape) -> str:
        node = self.nodes[shape.element_id]
        frame = shapes.rounded(shape.box, "pk-shape", 10 if node.kind in SCOPES else 0)
        group = f'<g class="pk-area"{self._data(node)}>{frame}'
        return f"{group}{self._area_label(node, shape)}</g>"

    def _area_label(self, node: Node, shape: Shape) -> str:
        if self.thumbnail:
            return ""
        box, text = shape.box, node.text("name", self.lang)
        if node.kind in {"participant", "lane"} and shape.horizontal:
            return lettering.label(
                lettering.lines(text, box.height, 2), box.x + 15, box.middle[1], turned=True
            )
        return lettering.label(lettering.lines(text, box.width - 20, 1), box.middle[0], box.y + 14)

    def _edge(self, edge: Edge) -> str:
        node = self.nodes[edge.element_id]
        if node.kind not in _LINES:
            return ""
        line = shapes.arrow(edge.points, headed=node.kind != "association")
        state = f' data-state="{self._flow_state(node)}"' if node.kind == "sequenceFlow" else ""
        words = "" if self.thumbnail else self._edge_label(node, edge)
        return f'<g class="pk-flow"{self._data(node)}{state}>{line}{words}</g>'

    def _flow_state(self, node: Node) -> str:
        source, target = node.xml.get("sourceRef", ""), node.xml.get("targetRef", "")
        return "done" if source in self.done and (target in self.done or target in self.now) else "todo"

    def _edge_label(self, node: Node, edge: Edge) -> str:
        if edge.label:
            return self._words(node, edge.label.middle, edge.label.width, 3)
        (x1, y1), (x2, y2) = edge.points[0], edge.points[1]
        return self._words(node, ((x1 + x2) / 2, (y1 + y2) / 2 - 9), 90, 2)

    def _words(self, node: Node, middle: tuple[float, float], width: float, most: int) -> str:
        rows = lettering.lines(node.text("name", self.lang), max(width, 60), most)
        return lettering.label(rows, *middle)

    def _shape(self, shape: Shape) -> str:
        node = self.nodes[shape.element_id]
        state = self._state(node)
        title = f"<title>{escape(node.text('name', self.lang) or node.id)}</title>"
        ring = shapes.rounded(_grown(shape.box, 6), "pk-ring", 14) if state == "now" else ""
        inside = ring + self._sign(node, shape) + self._caption(node, shape) + self._number(node, shape)
        drawn = f' data-state="{state}"' if isinstance(node, Element) else ""
        return f'<g class="pk-el"{self._data(node)}{drawn}>{title}{inside}</g>'

    def _data(self, node: Node) -> str:
        kind = f' data-kind="{escape(node.kind)}"'
        event = (
            f' data-event="{escape(node.event_kind)}"'
            if isinstance(node, Element) and node.event_kind
            else ""
        )
        return f'{kind}{event} data-id="{escape(node.id)}"'

    def _state(self, node: Node) -> str:
        return "now" if node.id in self.now else "done" if node.id in self.done else "todo"

    def _sign(self, node: Node, shape: Shape) -> str:
        if node.kind in EVENTS and isinstance(node, Element):
            return shapes.event(shape.box, node.kind, node.event_kind, self.thumbnail)
        if node.kind in GATEWAYS:
            return shapes.gateway(shape.box, node.kind, self.thumbnail)
        if node.kind in ACTIVITIES and isinstance(node, Element):
            return shapes.task(shape.box, node.kind, self.thumbnail) + self._markers(node, shape)
        return shapes.rounded(shape.box, "pk-shape", 0)

    def _markers(self, node: Element, shape: Shape) -> str:
        if self.thumbnail:
            return ""
        if node.loop:
            return shapes.marker(
                "sequentialInstances" if node.loop.sequential else "parallelInstances", shape.box
            )
        return shapes.marker("collapsed", shape.box) if node.kind in SCOPES | {"callActivity"} else ""

    def _caption(self, node: Node, shape: Shape) -> str:
        box = shape.box
        if self.thumbnail:
            return ""
        if node.kind in EVENTS | GATEWAYS or node.kind.startswith("data"):
            place = shape.label or Box(box.middle[0] - 45, box.corner[1] + 4, 90, 16)
            rows = lettering.lines(node.text("name", self.lang), max(place.width, 90), 3)
            down = place.y + (len(rows) + 0.5) * lettering.LINE_HEIGHT / 2
            return lettering.label(rows, place.middle[0], down)
        text = _note(node) if node.kind == "textAnnotation" else node.text("name", self.lang)
        most = max(1, int((box.height - 8) / lettering.LINE_HEIGHT))
        return lettering.label(lettering.lines(text, box.width - 12, most), *box.middle)

    def _number(self, node: Node, shape: Shape) -> str:
        if node.id not in self.numbers:
            return ""
        box, digits = shape.box, str(self.numbers[node.id])
        if self.thumbnail:
            return shapes.badge(digits, box.middle, min(box.width, box.height) / 28)
        return shapes.badge(digits, (box.corner[0] - 12, box.y + 12), 0.8)


def _note(node: Node) -> str:
    texts = (
        child.text or "" for child in node.xml.iterchildren("{*}*") if split(str(child.tag))[1] == "text"
    )
    return next(texts, "")


def _grown(box: Box, by: float) -> Box:
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def _unlabelled_shape(shape: Shape) -> Shape:
    return Shape(shape.element_id, shape.box, None, shape.horizontal, shape.expanded)

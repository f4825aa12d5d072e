"""Where the elements of a diagram without a drawing go: columns along the way, rows for what branches off."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

from app.bpmn.document import Document
from app.bpmn.elements import Element, Flow
from app.bpmn.layout import Box
from app.bpmn.names import EVENTS, GATEWAYS, SCOPES

#: What a modeler draws (width, height).
_EVENT, _GATEWAY, _TASK = (36.0, 36.0), (50.0, 50.0), (100.0, 80.0)
_BETWEEN, _BELOW, _MARGIN = 60.0, 50.0, 40.0

Boxes = dict[str, Box]
Point = tuple[float, float]


def place(document: Document, scope_id: str) -> Boxes:
    """A box for every element in a process, and in everything in it, from (0, 0) to the right and down."""
    found: Boxes = {}
    sizes: dict[str, tuple[float, float]] = {}
    for scope in reversed(_scopes(document, scope_id)):
        inside = _place_scope(document, scope, sizes)
        found.update(inside)
        sizes[scope] = _room(inside.values())
    _move_inside(document, scope_id, found)
    return found


def _scopes(document: Document, scope_id: str) -> list[str]:
    """The scope and those in it, outer ones first."""
    waiting, found = deque([scope_id]), dict[str, None]()
    while waiting:
        scope = waiting.popleft()
        if scope not in found:
            found[scope] = None
            waiting.extend(node.id for node in document.within(scope) if node.kind in SCOPES and node.id)
    return list(found)


def _room(boxes: Iterable[Box]) -> tuple[float, float]:
    corners = [box.corner for box in boxes]
    across = max((corner[0] for corner in corners), default=0.0)
    down = max((corner[1] for corner in corners), default=0.0)
    return max(across + 2 * _MARGIN, _TASK[0]), max(down + 2 * _MARGIN, _TASK[1])


def _place_scope(document: Document, scope: str, sizes: Mapping[str, tuple[float, float]]) -> Boxes:
    nodes = [node for node in document.within(scope) if node.id and document.element(node.id) is node]
    walked = [node for node in nodes if node.kind != "boundaryEvent"]
    cells = _cells(document, walked)
    size = {node.id: _size(node, sizes) for node in nodes}
    lefts = _edges((cell[0] for cell in cells.values()), cells, size, 0)
    tops = _edges((cell[1] for cell in cells.values()), cells, size, 1)
    boxes: Boxes = {}
    for node in walked:
        (column, row), (width, height) = cells[node.id], size[node.id]
        middle = tops[row][0] + tops[row][1] / 2
        left = lefts[column][0] + (lefts[column][1] - width) / 2
        boxes[node.id] = Box(left, middle - height / 2, width, height)
    for node in nodes:
        if node.kind == "boundaryEvent" and (host := boxes.get(node.attached_to or "")):
            boxes[node.id] = _on_border(document, node, host)
    return boxes


def _size(node: Element, sizes: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    if node.kind in SCOPES:
        return sizes.get(node.id, _TASK)
    return _EVENT if node.kind in EVENTS else _GATEWAY if node.kind in GATEWAYS else _TASK


def _on_border(document: Document, event: Element, host: Box) -> Box:
    place = [each.id for each in document.boundaries(event.attached_to or "")].index(event.id)
    width, height = _EVENT
    return Box(host.x + 10 + place * (width + 6), host.y + host.height - height / 2, width, height)


def _cells(document: Document, nodes: Sequence[Element]) -> dict[str, tuple[int, int]]:
    """(column, row) of each element: one column after what leads to it, the first free row from there."""
    here = {node.id for node in nodes}
    first = [node for node in nodes if not any(flow.source in here for flow in node.incoming)]
    cells: dict[str, tuple[int, int]] = {}
    free: dict[int, int] = defaultdict(int)  #: column → the first row below what stands in it
    for root in [*first, *nodes]:
        waiting = deque([(root.id, 0, 0)])
        while waiting:
            node_id, column, row = waiting.popleft()
            if node_id not in here or node_id in cells:
                continue
            row = max(row, free[column])
            cells[node_id] = (column, row)
            free[column] = row + 1
            waiting.extend((after, column + 1, row) for after in _after(document, node_id))
    return cells


def _after(document: Document, node_id: str) -> list[str]:
    node = document.element(node_id)
    own = [flow.target for flow in node.outgoing] if node else []
    beside = [flow.target for event in document.boundaries(node_id) for flow in event.outgoing]
    return [*own, *beside]


def _edges(
    lines: Iterable[int],
    cells: Mapping[str, tuple[int, int]],
    size: Mapping[str, tuple[float, float]],
    axis: int,
) -> dict[int, tuple[float, float]]:
    """Where each column or row begins, and how wide it is."""
    widest = dict.fromkeys(lines, 0.0)
    for node_id, cell in cells.items():
        widest[cell[axis]] = max(widest[cell[axis]], size[node_id][axis])
    found, at = {}, 0.0
    for line in sorted(widest):
        found[line] = (at, widest[line])
        at += widest[line] + (_BETWEEN, _BELOW)[axis]
    return found


def _move_inside(document: Document, scope_id: str, boxes: Boxes) -> None:
    """What is in a sub-process is drawn in its box."""
    for scope in _scopes(document, scope_id)[1:]:
        around = boxes.get(scope)
        for node in document.within(scope) if around else ():
            if node.id in boxes and around and document.element(node.id) is node:
                box = boxes[node.id]
                boxes[node.id] = Box(
                    box.x + around.x + _MARGIN, box.y + around.y + _MARGIN, box.width, box.height
                )


def way(flow: Flow, boxes: Mapping[str, Box]) -> tuple[Point, ...]:
    """The line of an arrow between two boxes: straight where it can be, else bent; () without boxes."""
    source, target = boxes.get(flow.source), boxes.get(flow.target)
    if source is None or target is None:
        return ()
    start, end = (source.x + source.width, source.middle[1]), (target.x, target.middle[1])
    if end[0] <= start[0]:
        below = max(source.corner[1], target.corner[1]) + _BELOW / 2
        return (
            (source.middle[0], source.corner[1]),
            (source.middle[0], below),
            (target.middle[0], below),
            (target.middle[0], target.corner[1]),
        )
    if start[1] == end[1]:
        return start, end
    bend = end[0] - _BETWEEN / 2
    return start, (bend, start[1]), (bend, end[1]), end

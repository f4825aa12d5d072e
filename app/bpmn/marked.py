"""A diagram with marks on what differs: a hatch, an outline and a sign together, never a colour alone.

Adds to the picture: data-mark on the elements and arrows that are marked, inside them pk-hatch (the shape
once more, filled with lines or dots) and pk-mark (a circle with the sign). Colours are for the style sheet.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from math import dist
from typing import Literal

from lxml import etree

from app.bpmn import shapes
from app.bpmn.document import Document
from app.bpmn.layout import Box, layout
from app.bpmn.lettering import number as n
from app.bpmn.picture import picture

Mark = Literal["added", "removed", "changed", "moved", "asked"]

SIGNS: Mapping[Mark, str] = {"added": "+", "removed": "−", "changed": "~", "moved": "⇄", "asked": "?"}

_SVG = "http://www.w3.org/2000/svg"
#: What fills a marked shape, on a tile of eight by eight units.
_HATCHES: Mapping[Mark, str] = {
    "added": '<path d="M-2 2l4-4M0 8l8-8M6 10l4-4"/>',
    "removed": '<path d="M0 0l8 8M8 0L0 8"/>',
    "changed": '<circle cx="2" cy="2" r="1"/><circle cx="6" cy="6" r="1"/>',
    "moved": '<path d="M0 4h8"/>',
    "asked": '<path d="M4 0l4 4-4 4-4-4z"/>',
}


#: How much of the diagram is shown around what is marked, in its own units.
_AROUND = (260.0, 150.0)


def marked(
    document: Document,
    marks: Mapping[str, Mark],
    *,
    lang: str,
    name: str,
    label: str,
    close: bool = False,
) -> str:
    """The diagram as SVG with `marks` by the id of an element or arrow; "" where the file holds no drawing.

    `name` sets the picture's hatches apart from those of other pictures on a page; `label` is what a screen
    reader says; `close` shows only the surroundings of what is marked.
    """
    drawn = picture(document, lang=lang, label=label)
    if not drawn:
        return ""
    root = etree.fromstring(drawn)  # our own picture of a file that has been read with care
    placed = layout(document)
    boxes = {shape.element_id: shape.box for shape in placed.shapes}
    arrows = {edge.element_id: edge.points for edge in placed.edges}
    used: set[Mark] = set()
    for group in root.iterfind(f"{{{_SVG}}}g"):
        element_id = str(group.get("data-id"))
        if mark := marks.get(element_id):
            group.set("data-mark", mark)
            used.add(mark)
            if box := boxes.get(element_id):
                _cover(group, mark, name)
                _sign(group, mark, (box.corner[0] - 4, box.y))
            elif points := arrows.get(element_id):
                _sign(group, mark, _middle(points))
    root.insert(0, _definitions(name, used))
    if close and (seen := [boxes[each] for each in marks if each in boxes]):
        _crop(root, seen)
    return etree.tostring(root, encoding="unicode")


def _crop(root: etree._Element, seen: Sequence[Box]) -> None:
    """Show the boxes and some of what is around them, but nothing beyond the diagram."""
    across, down = _AROUND
    x, y, width, height = map(float, str(root.get("viewBox")).split())
    left = max(x, min(box.x for box in seen) - across)
    top = max(y, min(box.y for box in seen) - down)
    right = min(x + width, max(box.corner[0] for box in seen) + across)
    bottom = min(y + height, max(box.corner[1] for box in seen) + down)
    size = n(right - left), n(bottom - top)
    root.set("viewBox", f"{n(left)} {n(top)} {size[0]} {size[1]}")
    root.set("width", size[0])
    root.set("height", size[1])
    root.set("data-close", "")


def _cover(group: etree._Element, mark: Mark, name: str) -> None:
    """The hatch over the shape, beneath its sign and words."""
    shape = next((child for child in group if child.get("class") == "pk-shape"), None)
    if shape is None:
        return
    hatch = etree.Element(shape.tag, dict(shape.attrib))
    hatch.set("class", "pk-hatch")
    # As an attribute: in a style sheet the reference would be to a place in that file.
    hatch.set("fill", f"url(#{name}-{mark})")
    shape.addnext(hatch)


def _sign(group: etree._Element, mark: Mark, middle: tuple[float, float]) -> None:
    badge = _fragment(shapes.badge(SIGNS[mark], middle, 1.0))
    badge.set("class", "pk-mark")
    group.append(badge)


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the longest straight part of an arrow."""
    (ax, ay), (bx, by) = max(pairwise(points), key=lambda ends: dist(*ends))
    return (ax + bx) / 2, (ay + by) / 2


def _definitions(name: str, kinds: Iterable[Mark]) -> etree._Element:
    tiles = "".join(
        f'<pattern id="{escape(name)}-{mark}" class="pk-tile" data-mark="{mark}" width="8" height="8" '
        f'patternUnits="userSpaceOnUse">{_HATCHES[mark]}</pattern>'
        for mark in sorted(kinds)
    )
    return _fragment(f"<defs>{tiles}</defs>")


def _fragment(svg: str) -> etree._Element:
    return etree.fromstring(f'<svg xmlns="{_SVG}">{svg}</svg>')[0]

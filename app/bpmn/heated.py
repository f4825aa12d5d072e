"""A diagram with a pill of words on some elements, and a shade by how much they stand out.

Adds to the picture: data-heat="1" to "5" on the elements, and at its end pk-pill (a rounded box with a text
of 11 units). Colours are for the style sheet; the pill says what the shade means.
"""

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from lxml import etree

from app.bpmn.document import Document
from app.bpmn.layout import Box, layout
from app.bpmn.lettering import number as n
from app.bpmn.picture import picture

#: So many shades there are.
SHADES = 5

_SVG = "http://www.w3.org/2000/svg"
_LETTER, _HEIGHT = 7.0, 18.0
#: As wide as this, a page shows a diagram as large as it is drawn.
_PAGE = 1200


class Heat(NamedTuple):
    """How much an element stands out, from 0 (not at all) to 1, and what its pill says."""

    share: float
    words: str


def heated(
    document: Document, heat: Mapping[str, Heat], *, lang: str, label: str, large: bool = False
) -> str:
    """The diagram as SVG with `heat` by the id of an element; "" where the file holds no drawing.

    `large` pills can be read where the diagram is shrunk to a page.
    """
    drawn = picture(document, lang=lang, label=label)
    if not drawn:
        return ""
    root = etree.fromstring(drawn)  # our own picture of a file that has been read with care
    size = max(1.0, float(str(root.get("width"))) / _PAGE) if large else 1.0
    pills: list[etree._Element] = []
    boxes = {shape.element_id: shape.box for shape in layout(document).shapes}
    for group in root.iterfind(f"{{{_SVG}}}g"):
        element_id = str(group.get("data-id"))
        if (found := heat.get(element_id)) and element_id in boxes:
            group.set("data-heat", str(shade(found.share)))
            pills.append(etree.fromstring(_pill(boxes[element_id], found.words, size)))
    root.extend(pills)  # after everything else, so that nothing is drawn over a figure
    return etree.tostring(root, encoding="unicode")


def shade(share: float) -> int:
    """The shade of a share of the largest: 1 to 5."""
    return min(SHADES, max(1, int(share * SHADES) + 1))


def _pill(box: Box, words: str, size: float) -> str:
    """On the upper right corner: signs are on the left, names and boundary events below."""
    width = max(_HEIGHT + 4, len(words) * _LETTER + 10)
    place = f"translate({n(box.corner[0] + 10)} {n(box.y)}) scale({size:.3g})"
    x, y = -width, -_HEIGHT * (0.5 if size == 1 else 0.8)
    box_size = f'width="{n(width)}" height="{n(_HEIGHT)}" rx="{n(_HEIGHT / 2)}"'
    frame = f'<rect x="{n(x)}" y="{n(y)}" {box_size}/>'
    text = f'<text x="{n(x + width / 2)}" y="{n(y + 13)}" text-anchor="middle">{escape(words)}</text>'
    return f'<g xmlns="{_SVG}" class="pk-pill" transform="{place}">{frame}{text}</g>'

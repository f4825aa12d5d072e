"""A diagram with a pill of words on some elements, and a shade by how much they stand out.

Adds to the picture: data-heat="1" to "5" on the elements, and inside them pk-pill (a rounded box with a text
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


class Heat(NamedTuple):
    """How much an element stands out, from 0 (not at all) to 1, and what its pill says."""

    share: float
    words: str


def heated(document: Document, heat: Mapping[str, Heat], *, lang: str, label: str) -> str:
    """The diagram as SVG with `heat` by the id of an element; "" where the file holds no drawing."""
    drawn = picture(document, lang=lang, label=label)
    if not drawn:
        return ""
    root = etree.fromstring(drawn)  # our own picture of a file that has been read with care
    boxes = {shape.element_id: shape.box for shape in layout(document).shapes}
    for group in root.iterfind(f"{{{_SVG}}}g"):
        element_id = str(group.get("data-id"))
        if (found := heat.get(element_id)) and element_id in boxes:
            group.set("data-heat", str(shade(found.share)))
            group.append(etree.fromstring(_pill(boxes[element_id], found.words)))
    return etree.tostring(root, encoding="unicode")


def shade(share: float) -> int:
    """The shade of a share of the largest: 1 to 5."""
    return min(SHADES, max(1, int(share * SHADES) + 1))


def _pill(box: Box, words: str) -> str:
    """On the upper right corner: signs are on the left, names and boundary events below."""
    width = max(_HEIGHT + 4, len(words) * _LETTER + 10)
    x, y = box.corner[0] - width + 10, box.y - _HEIGHT / 2
    size = f'width="{n(width)}" height="{n(_HEIGHT)}" rx="{n(_HEIGHT / 2)}"'
    text = f'<text x="{n(x + width / 2)}" y="{n(y + 13)}" text-anchor="middle">{escape(words)}</text>'
    return f'<g xmlns="{_SVG}" class="pk-pill"><rect x="{n(x)}" y="{n(y)}" {size}/>{text}</g>'

"""The signs of BPMN as SVG, one function for each kind of shape. Looks are left to the style sheet."""

from collections.abc import Mapping
from html import escape

from app.bpmn.layout import Box
from app.bpmn.lettering import number as n

#: Small signs drawn on a grid of 16 by 16.
_SIGNS: Mapping[str, str] = {
    "userTask": "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2 15c0-3.500 2.500-5 6-5s6 1.500 6 5z",
    "manualTask": "M2 8l4-4h4v2H8h6v2H8v1h5v2H8v1h4v2H5l-3-3z",
    "serviceTask": "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v3M8 12v3M1 8h3M12 8h3M3 3l2 2M11 11l2 2M13 3l-2 2",
    "scriptTask": "M4 1h9c-4 4 2 9-2 14H2c4-5-2-10 2-14M5 5h4M5 8h5M6 11h4",
    "businessRuleTask": "M1 3h14v10H1zM1 6h14M5 6v7",
    "message": "M1 3h14v10H1zM1 3l7 5 7-5",
    "timer": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1M8 4v4l3 2",
    "signal": "M8 2l6 11H2z",
    "error": "M2 14L6 4l4 6 4-8-4 10-4-6z",
    "escalation": "M8 2l5 12-5-5-5 5z",
    "conditional": "M3 1h10v14H3zM5 4h6M5 8h6M5 12h6",
    "link": "M1 6h8V2l6 6-6 6v-4H1z",
    "compensate": "M8 3v10L2 8zM14 3v10L8 8z",
    "cancel": "M3 3l10 10M13 3L3 13",
    "terminate": "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2",
    "exclusiveGateway": "M4 3l8 10M12 3L4 13",
    "parallelGateway": "M8 2v12M2 8h12",
    "inclusiveGateway": "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3",
    "eventBasedGateway": "M8 2l6 4-2 7H4L2 6z",
    "complexGateway": "M8 2v12M2 8h12M4 4l8 8M12 4l-8 8",
    "parallelInstances": "M4 3v10M8 3v10M12 3v10",
    "sequentialInstances": "M3 4h10M3 8h10M3 12h10",
    "collapsed": "M1 1h14v14H1zM8 4v8M4 8h8",
}
_SIGN_OF_TASK = {"sendTask": "message", "receiveTask": "message"}


def sign(name: str, x: float, y: float, size: float = 16) -> str:
    """A small sign with its upper left corner at (x, y)."""
    path = _SIGNS.get(name)
    if path is None:
        return ""
    scale = number_scale(size)
    return (
        f'<path class="pk-sign" data-sign="{name}" transform="translate({n(x)} {n(y)}){scale}" d="{path}"/>'
    )


def number_scale(size: float) -> str:
    """The SVG transform that makes a sign this big."""
    return "" if size == 16 else f" scale({size / 16:.3g})"


def task(box: Box, kind: str, plain: bool) -> str:
    """A rounded box with the sign of its kind; only the box when `plain`."""
    frame = rounded(box, "pk-shape", 10)
    return frame if plain else frame + sign(_SIGN_OF_TASK.get(kind, kind), box.x + 6, box.y + 6)


def rounded(box: Box, css: str, radius: float) -> str:
    """A box with round corners."""
    size = f'width="{n(box.width)}" height="{n(box.height)}"'
    return f'<rect class="{css}" x="{n(box.x)}" y="{n(box.y)}" {size} rx="{n(radius)}"/>'


def gateway(box: Box, kind: str, plain: bool) -> str:
    """A diamond."""
    across, down = box.middle
    right, bottom = box.corner
    points = f"M{n(across)} {n(box.y)}L{n(right)} {n(down)}L{n(across)} {n(bottom)}L{n(box.x)} {n(down)}z"
    frame = f'<path class="pk-shape" d="{points}"/>'
    return frame if plain else frame + _centred(box, kind, 0.44)


def event(box: Box, kind: str, event_kind: str, plain: bool) -> str:
    """A circle: single for a start, double in the middle of a way, thick (by the style sheet) for an end."""
    across, down = box.middle
    radius = min(box.width, box.height) / 2
    circles = f'<circle class="pk-shape" cx="{n(across)}" cy="{n(down)}" r="{n(radius)}"/>'
    if kind not in {"startEvent", "endEvent"} and not plain:
        circles += f'<circle class="pk-inner" cx="{n(across)}" cy="{n(down)}" r="{n(max(1, radius - 3))}"/>'
    return circles if plain else circles + _centred(box, event_kind, 0.5)


def _centred(box: Box, name: str, share: float) -> str:
    size = min(box.width, box.height) * share
    across, down = box.middle
    return sign(name, across - size / 2, down - size / 2, size)


def badge(text: str, middle: tuple[float, float], scale: float) -> str:
    """A number in a circle of ten units, made larger or smaller as a whole."""
    place = f"translate({n(middle[0])} {n(middle[1])}) scale({scale:.3g})"
    digits = f'<text text-anchor="middle" dy="0.35em">{escape(text)}</text>'
    return f'<g class="pk-number" transform="{place}"><circle r="10"/>{digits}</g>'


def marker(name: str, box: Box) -> str:
    """A sign at the middle of the lower edge: several instances, or a part that is not shown."""
    return sign(name, box.middle[0] - 7, box.corner[1] - 17, 14)


def arrow(points: tuple[tuple[float, float], ...], headed: bool) -> str:
    """A line through points, with a head where it ends. The head is drawn, so that no ids are needed."""
    line = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)
    path = f'<path class="pk-line" d="{line}"/>'
    return path + _head(*points[-2:]) if headed else path


def _head(before: tuple[float, float], tip: tuple[float, float]) -> str:
    across, down = tip[0] - before[0], tip[1] - before[1]
    length = (across**2 + down**2) ** 0.5
    if not length:
        return ""
    x, y = across / length, down / length
    back = (tip[0] - 10 * x, tip[1] - 10 * y)
    left, right = (back[0] + 4.5 * y, back[1] - 4.5 * x), (back[0] - 4.5 * y, back[1] + 4.5 * x)
    corners = "L".join(f"{n(corner[0])} {n(corner[1])}" for corner in (left, tip, right))
    return f'<path class="pk-head" d="M{corners}z"/>'

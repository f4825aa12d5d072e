"""Text in a drawing: SVG breaks no lines by itself, so the lines are made here."""

from html import escape

#: Units of the drawing; the style sheet sets .pk-label to 12 units with the line height below.
LINE_HEIGHT = 14.0
_LETTER = 6.3  # an average letter of a sans-serif of 12 units
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def number(value: float) -> str:
    """A coordinate, to a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")


def lines(text: str, width: float, most: int) -> list[str]:
    """`text` broken into at most `most` lines that fit into `width` units; the rest becomes "…"."""
    room = max(4, int(width / _LETTER))
    found: list[str] = []
    for word in text.split():
        for piece in _pieces(word, room):
            if found and len(found[-1]) + 1 + len(piece) <= room and not found[-1].endswith("-"):
                found[-1] += f" {piece}"
            else:
                found.append(piece)
    if len(found) <= most:
        return found
    last = found[most - 1][: room - 1].rstrip()
    return [*found[: most - 1], f"{last}…"]


def _pieces(word: str, room: int) -> list[str]:
    """A word, broken at its soft hyphens if it is too long, else wherever it must be."""
    plain = word.replace(_SOFT_HYPHEN, "")
    if len(plain) <= room:
        return [plain]
    pieces = [""]
    for part in word.split(_SOFT_HYPHEN):
        if pieces[-1] and len(pieces[-1]) + len(part) + 1 > room:
            pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += part
    return [piece[at : at + room] for piece in pieces for at in range(0, len(piece), room)]


def label(rows: list[str], x: float, y: float, *, turned: bool = False) -> str:
    """SVG text of several lines around the centre (x, y); turned to read upwards in a lane."""
    if not rows:
        return ""
    first = y - (len(rows) - 1) * LINE_HEIGHT / 2 + 4
    spans = "".join(
        f'<tspan x="{number(x)}" y="{number(first + at * LINE_HEIGHT)}">{escape(row)}</tspan>'
        for at, row in enumerate(rows)
    )
    turn = f' transform="rotate(-90 {number(x)} {number(y)})"' if turned else ""
    return f'<text class="pk-label" text-anchor="middle"{turn}>{spans}</text>'

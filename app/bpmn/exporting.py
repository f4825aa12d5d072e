"""A diagram as a drawing of its own (SVG), to put into a document or to print: its looks are inside."""

from app.bpmn.document import Document
from app.bpmn.picture import picture

#: Black on white, whatever the reader's colours are; the classes are those of app/bpmn/picture.py.
_LOOKS = """
.pk-bpmn{font-family:Inter,Helvetica,Arial,sans-serif;background:#fff}
.pk-shape{fill:#fff;stroke:#4b5560;stroke-width:1.5}
.pk-area>.pk-shape{fill:none;stroke:#c3c9ce}
.pk-inner,.pk-sign,.pk-line{fill:none;stroke:#4b5560;stroke-width:1.2;stroke-linecap:round;stroke-linejoin:round}
.pk-head{fill:#4b5560;stroke:none}
.pk-label{fill:#22303a;font-size:12px;text-anchor:middle}
[data-kind=endEvent]>.pk-shape{stroke-width:3.5}
[data-kind=messageFlow] .pk-line,[data-kind=association] .pk-line{stroke-dasharray:4 4}
[data-kind=callActivity]>.pk-shape{stroke-width:3}
.pk-number circle{fill:#22303a}.pk-number text{fill:#fff;font-size:11px}
"""


def drawing(document: Document, *, lang: str) -> bytes:
    """The diagram as an SVG file with the names of a language; b"" where the file holds no drawing."""
    drawn = picture(document, lang=lang)
    if not drawn:
        return b""
    start = drawn.index(">") + 1
    return f"{drawn[:start]}<style>{_LOOKS}</style>{drawn[start:]}".encode()

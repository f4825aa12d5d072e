"""Documents on paper in the reader's language, and diagrams among them."""

from collections.abc import Mapping

from app.bpmn import Document
from app.bpmn.exporting import drawing
from app.printing import typeset
from app.web.current import current
from app.web.formats import text


def of_drawing(document: Document, name: str) -> bytes:
    """The diagram as a PDF of one page of its own size; b"" where the file holds no drawing."""
    drawn = drawing(document, lang=current.language)
    return paper("drawing", {"title": name, "drawing": drawn.decode()}) if drawn else b""


def paper(template: str, facts: Mapping[str, object]) -> bytes:
    """A PDF of a template of `app.printing`, in the name of the municipality."""
    common = {"language": current.language, "author": text(current.tenant.names), "foot": ""}
    return typeset(template, {**common, **facts}, made=current.now, is_fictional=current.settings.demo)

"""Read the bytes of a BPMN file that may come from anywhere, without trusting them."""

from dataclasses import dataclass

from lxml import etree

from app import markup
from app.bpmn.document import Document
from app.bpmn.names import BPMN
from app.markup import MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, Unreadable, Words, split
from app.translating import N_

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_ELEMENTS", "Unreadable", "parse", "read"]

#: Keep every rule of the check within a moment whatever the file: elements of the process without its
#: drawing (a diagram with 250 steps has some 2,000), attributes of one element and of all of them, and
#: characters of all expressions together (250 steps have some 20,000).
MAX_PARTS, MAX_ATTRIBUTES, MAX_ALL_ATTRIBUTES, MAX_EXPRESSIONS = 10_000, 60, 120_000, 300_000

_MODEL = f"{{{BPMN}}}"

EXPORT_AGAIN = N_("Open the diagram in the modeler and save it as a BPMN 2.0 file (.bpmn).")

_WORDS = Words(
    again=EXPORT_AGAIN,
    fetch=N_("Open the diagram in the modeler and save it again, or fetch a fresh copy of the file."),
    binary={
        b"PK": N_("This is a compressed archive (zip), not a diagram."),
        b"%PDF": N_("This is a PDF document, not a diagram."),
        b"\x89PNG": N_("This is a picture, not a diagram."),
        b"\xff\xd8\xff": N_("This is a picture, not a diagram."),
        b"GIF8": N_("This is a picture, not a diagram."),
        b"\x1f\x8b": N_("This is a compressed file, not a diagram."),
        b"\xd0\xcf\x11\xe0": N_("This is an old office document, not a diagram."),
    },
    json=(
        N_("This is a JSON file, perhaps a form, not a diagram."),
        N_("Add forms as files ending in .form, and diagrams as files ending in .bpmn."),
    ),
    not_xml=N_("This is not an XML file, and every BPMN diagram is one."),
    too_big=(
        N_("The file is too big: %(size)s MB, and a diagram may have %(limit)s MB."),
        N_("Remove embedded pictures and attachments from the diagram."),
    ),
    document_type=(
        N_("The file declares a document type (DOCTYPE), which can hide other files in it."),
        N_("Remove the line that begins with <!DOCTYPE; a BPMN diagram needs none."),
    ),
    too_deep=(
        N_("The diagram is too large or nested too deeply to be a process of a municipality."),
        N_("Split it into several diagrams that call each other."),
    ),
)
_OTHER_XML = {
    "svg": N_("This is a picture of a diagram (SVG), not the diagram itself."),
    "html": N_("This is a web page, not a diagram."),
    "Package": N_("This is a diagram in the XPDL format, not BPMN 2.0."),
    "mxfile": N_("This is a drawing of draw.io, not BPMN 2.0."),
    "VisioDocument": N_("This is a Visio drawing, not BPMN 2.0."),
}


def read(source: bytes) -> Document:
    """The diagram in `source`; raises Unreadable with a sentence for anything that is no BPMN 2.0 file."""
    root = parse(source)
    _refuse_other_xml(root)
    return Document(source, root)


def parse(source: bytes) -> etree._Element:
    """The XML in `source`, whatever it says; raises Unreadable for what is no XML or not to be trusted."""
    root = markup.parse(source, _WORDS)
    _refuse_by_width(root, len(source))
    return root


def _refuse_by_width(root: etree._Element, size: int) -> None:
    # No file has more signs in its expressions than bytes: most need not be looked through for them.
    crowd = _Crowd(looks_for_expressions=size > MAX_EXPRESSIONS)
    lets_in = all(crowd.lets_in(xml) for xml in root.iter(etree.Element))
    if not lets_in or crowd.expressions > MAX_EXPRESSIONS:
        raise Unreadable(*_WORDS.too_deep)


@dataclass
class _Crowd:
    """How much of everything has been seen in a file."""

    looks_for_expressions: bool
    parts: int = 0
    attributes: int = 0
    expressions: int = 0

    def lets_in(self, xml: etree._Element) -> bool:
        """Count an element; whether it is not too much."""
        # The number of attributes first: lxml looks for each one among all of its element.
        own = len(xml.attrib)
        self.attributes += own
        self.parts += str(xml.tag).startswith(_MODEL)
        if self.parts > MAX_PARTS or own > MAX_ATTRIBUTES or self.attributes > MAX_ALL_ATTRIBUTES:
            return False
        for text in (xml.text, *xml.attrib.values()) if self.looks_for_expressions else ():
            if text and text[:100].lstrip()[:1] == "=":
                self.expressions += len(text)
        return True


def _refuse_other_xml(root: etree._Element) -> None:
    namespace, local = split(str(root.tag))
    if (namespace, local) == (BPMN, "definitions"):
        return
    if "/DMN/" in namespace:
        raise Unreadable(
            N_("This is a decision table (DMN), not a diagram."),
            N_("Add it as a file ending in .dmn beside the diagram."),
        )
    if local in _OTHER_XML:
        raise Unreadable(_OTHER_XML[local], EXPORT_AGAIN)
    if local == "definitions":
        raise Unreadable(
            N_("The file says “definitions”, but not in the BPMN 2.0 namespace: %(namespace)s."),
            N_("Open it in the modeler and save it again as BPMN 2.0, or export it anew as BPMN 2.0."),
            {"namespace": namespace or "–"},
        )
    raise Unreadable(
        N_("This XML file is no BPMN diagram: it begins with “%(element)s”."),
        EXPORT_AGAIN,
        {"element": local[:80]},
    )

"""Read the bytes of a BPMN file that may come from anywhere, without trusting them."""

import re
from collections.abc import Mapping

from lxml import etree

from app.bpmn.document import Document
from app.bpmn.findings import N_
from app.bpmn.names import BPMN, split

#: Real diagrams stay under one megabyte; more is a picture pasted into a file, or an attack.
MAX_BYTES = 5_000_000
#: Sub-processes and extensions of real files nest about 15 deep.
MAX_DEPTH = 80
#: Keep every rule of the check within a moment whatever the file: all elements, those of the process without
#: its drawing (a diagram with 250 steps has some 2,000), and the attributes of one of them.
MAX_ELEMENTS, MAX_PARTS, MAX_ATTRIBUTES = 60_000, 12_000, 300

#: What may stand before the root element; a DOCTYPE is looked for only there.
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)+", re.DOTALL)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BINARY = {
    b"PK": N_("This is a compressed archive (zip), not a diagram."),
    b"%PDF": N_("This is a PDF document, not a diagram."),
    b"\x89PNG": N_("This is a picture, not a diagram."),
    b"\xff\xd8\xff": N_("This is a picture, not a diagram."),
    b"GIF8": N_("This is a picture, not a diagram."),
    b"\x1f\x8b": N_("This is a compressed file, not a diagram."),
    b"\xd0\xcf\x11\xe0": N_("This is an old office document, not a diagram."),
}
_OTHER_XML = {
    "svg": N_("This is a picture of a diagram (SVG), not the diagram itself."),
    "html": N_("This is a web page, not a diagram."),
    "Package": N_("This is a diagram in the XPDL format, not BPMN 2.0."),
    "mxfile": N_("This is a drawing of draw.io, not BPMN 2.0."),
    "VisioDocument": N_("This is a Visio drawing, not BPMN 2.0."),
}


_MODEL = f"{{{BPMN}}}"


class Unreadable(Exception):
    """This file cannot be read as a diagram."""

    def __init__(self, sentence: str, remedy: str, values: Mapping[str, str] | None = None) -> None:
        """`sentence` and `remedy` are English templates with %(name)s places for `values`."""
        self.sentence = sentence
        self.remedy = remedy
        self.values: Mapping[str, str] = values or {}
        super().__init__(sentence % self.values)


EXPORT_AGAIN = N_("Open the diagram in the modeler and save it as a BPMN 2.0 file (.bpmn).")


def read(source: bytes) -> Document:
    """The diagram in `source`; raises Unreadable with a sentence for anything that is no BPMN 2.0 file."""
    root = parse(source)
    _refuse_other_xml(root)
    return Document(source, root)


def parse(source: bytes) -> etree._Element:
    """The XML in `source`, whatever it says; raises Unreadable for what is no XML or not to be trusted."""
    _refuse_by_size(source)
    _refuse_other_formats(source)
    _refuse_document_type(source)
    root = _parse(source)
    _refuse_by_shape(root)
    return root


def _refuse_by_size(source: bytes) -> None:
    if not source.strip():
        raise Unreadable(N_("The file is empty."), EXPORT_AGAIN)
    if len(source) > MAX_BYTES:
        raise Unreadable(
            N_("The file is too big: %(size)s MB, and a diagram may have %(limit)s MB."),
            N_("Remove embedded pictures and attachments from the diagram."),
            {"size": f"{len(source) / 1e6:.1f}", "limit": str(MAX_BYTES // 1_000_000)},
        )


def _refuse_other_formats(source: bytes) -> None:
    for signature, sentence in _BINARY.items():
        if source.startswith(signature):
            raise Unreadable(sentence, EXPORT_AGAIN)
    text = _plain(source)
    if text[:1] in (b"{", b"["):
        raise Unreadable(
            N_("This is a JSON file, perhaps a form, not a diagram."),
            N_("Add forms as files ending in .form, and diagrams as files ending in .bpmn."),
        )
    if text[:1] != b"<":
        raise Unreadable(N_("This is not an XML file, and every BPMN diagram is one."), EXPORT_AGAIN)


def _refuse_document_type(source: bytes) -> None:
    text = _plain(source)
    prolog = _PROLOG.match(text)
    rest = text[prolog.end() :] if prolog else text
    if rest[:9].upper() == b"<!DOCTYPE":
        raise _document_type()


def _document_type() -> Unreadable:
    return Unreadable(
        N_("The file declares a document type (DOCTYPE), which can hide other files in it."),
        N_("Remove the line that begins with <!DOCTYPE; a BPMN diagram needs none."),
    )


def _plain(source: bytes) -> bytes:
    """The bytes without byte order mark and, for UTF-16 and UTF-32, without the zeros between letters."""
    for mark in _BYTE_ORDER_MARKS:
        source = source.removeprefix(mark)
    return source.replace(b"\0", b"").lstrip()


def _parse(source: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False
    )
    try:
        return etree.fromstring(source.lstrip(), parser)
    except etree.XMLSyntaxError as exc:
        line = exc.lineno or 1
        raise Unreadable(
            N_("The file is broken XML at line %(line)s: %(detail)s."),
            N_("Open the diagram in the modeler and save it again, or fetch a fresh copy of the file."),
            {"line": str(line), "detail": _detail(exc)},
        ) from exc
    except (ValueError, LookupError) as exc:
        raise Unreadable(
            N_("The file's characters cannot be read in the encoding that it declares."),
            N_("Save the file in the encoding UTF-8."),
        ) from exc


def _detail(exc: etree.XMLSyntaxError) -> str:
    message = (exc.msg or "").split(", line ")[0]
    return " ".join(message.split())[:200].rstrip(".") or "not well-formed"


def _refuse_by_shape(root: etree._Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _document_type()
    depth = elements = parts = 0
    for event, xml in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        parts += event == "start" and str(xml.tag).startswith(_MODEL)
        if (
            depth > MAX_DEPTH
            or elements > MAX_ELEMENTS
            or parts > MAX_PARTS
            or len(xml.attrib) > MAX_ATTRIBUTES
        ):
            raise Unreadable(
                N_("The diagram is too large or nested too deeply to be a process of a municipality."),
                N_("Split it into several diagrams that call each other."),
            )


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

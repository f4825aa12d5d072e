"""Remedies for files that cannot be read as diagrams: another namespace, another encoding."""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from app.bpmn.document import Document
from app.bpmn.names import BPMN, KEPT
from app.bpmn.reading import Unreadable, parse, read
from app.bpmn.repairing import editing
from app.bpmn.repairing.remedy import Kind, Remedy, exact, guess
from app.markup import split
from app.translating import N_

NAMESPACE = exact(
    "namespace",
    N_(
        "The file is in the namespace %(old)s instead of that of BPMN 2.0; its elements are taken to be BPMN."
    ),
)
ENCODING = exact(
    "encoding",
    N_("The file says that it is written in %(said)s, but it is in %(found)s; it is saved in UTF-8."),
)
ENCODING_GUESSED = guess(
    "encoding",
    N_("The file says that it is written in %(said)s, but it is not; it is taken to be in %(found)s."),
    N_("Look at letters such as ä, ö and å in the names."),
)

Choose = Callable[[Remedy], bool]

_DECLARATION = re.compile(r"""\A\s*<\?xml[^>]*?(\s+encoding\s*=\s*["']([^"']*)["'])[^>]*\?>""")
#: What else has `definitions` at its root.
_OTHERS = ("/DMN/", "/CMMN/", "/wsdl")


def open_for_repair(source: bytes, choose: Choose = lambda _: True) -> tuple[Document, tuple[Remedy, ...]]:
    """The diagram in a file, and what had to be done to read it; raises Unreadable."""
    try:
        return read(source), ()
    except Unreadable as refusal:
        for remedy, mended in (*_written_otherwise(source), *_named_otherwise(source)):
            if choose(remedy):
                document, more = open_for_repair(mended, choose)
                return document, (remedy, *more)
        raise refusal from None


def _written_otherwise(source: bytes) -> Iterator[tuple[Remedy, bytes]]:
    """The file in the encoding that it is really in, if that is not the one it names."""
    try:
        parse(source)
    except Unreadable:
        for encoding in ("utf-8-sig", "utf-16", "cp1252"):
            mended, said = _decoded(source, encoding)
            if mended and _is_xml(mended):
                kind = ENCODING_GUESSED if encoding == "cp1252" else ENCODING
                yield _remedy(kind, said=said, found=encoding.removesuffix("-sig")), mended
                return


def _decoded(source: bytes, encoding: str) -> tuple[bytes, str]:
    try:
        text = source.decode(encoding)
    except UnicodeDecodeError:
        return b"", ""
    said = _DECLARATION.match(text)
    if said is None:
        return text.encode(), "UTF-8"
    start, end = said.span(1)
    return (text[:start] + text[end:]).encode(), said[2][:40]


def _is_xml(source: bytes) -> bool:
    try:
        parse(source)
    except Unreadable:
        return False
    return True


def _named_otherwise(source: bytes) -> Iterator[tuple[Remedy, bytes]]:
    """The file with its elements in the namespace of BPMN 2.0."""
    try:
        root = parse(source)
    except Unreadable:
        return
    namespace, local = split(str(root.tag))
    holds = {editing.kind_of(child) for child in root if split(str(child.tag))[0] == namespace}
    if local != "definitions" or namespace == BPMN or not holds & {"process", "collaboration"}:
        return
    if not any(other in namespace for other in _OTHERS):
        _rename(root, namespace)
        mended = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
        yield _remedy(NAMESPACE, old=namespace or "–"), mended


def _rename(root: etree._Element, namespace: str) -> None:
    for xml in root.iter("{*}*"):
        if split(str(xml.tag))[0] == namespace:
            xml.tag = f"{{{BPMN}}}{editing.kind_of(xml)}"
    inside = editing.extension_elements(root)
    etree.SubElement(inside, editing.ORIGINAL, {f"{{{KEPT}}}namespace": namespace})


def _remedy(kind: Kind, **values: str) -> Remedy:
    return Remedy(kind.code, None, 1, kind.sentence, kind.remains, kind.guessed, values)

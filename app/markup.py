"""XML that may come from anywhere, read without trusting it: strangers upload diagrams and decisions.

What each kind of file is called, and what to do about a wrong one, is its slice's to say.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from app.translating import N_

#: Real files stay under one megabyte; more is a picture pasted into a file, or an attack.
MAX_BYTES = 5_000_000
#: Sub-processes and extensions of real files nest about 15 deep.
MAX_DEPTH = 80
#: Keeps every rule of a check within a moment whatever the file.
MAX_ELEMENTS = 60_000

#: What may stand before the root element; a DOCTYPE is looked for only there.
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)+", re.DOTALL)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Unreadable(Exception):
    """This file cannot be read."""

    def __init__(self, sentence: str, remedy: str, values: Mapping[str, str] | None = None) -> None:
        """`sentence` and `remedy` are English templates with %(name)s places for `values`."""
        self.sentence = sentence
        self.remedy = remedy
        self.values: Mapping[str, str] = values or {}
        super().__init__(sentence % self.values)


Said = tuple[str, str]  #: a sentence and its remedy


@dataclass(frozen=True, slots=True)
class Words:
    """What is said about files of one kind that cannot be read: sentences and remedies for N_."""

    again: str  #: the remedy: save it anew
    fetch: str  #: the remedy for a damaged file
    binary: Mapping[bytes, str]  #: by the first bytes of other formats
    json: Said
    not_xml: str
    too_big: Said  #: %(size)s and %(limit)s, in megabytes
    document_type: Said
    too_deep: Said


def parse(source: bytes, words: Words) -> etree._Element:
    """The root of an XML file; raises Unreadable for anything that is none, or could do harm."""
    _refuse_by_size(source, words)
    _refuse_other_formats(source, words)
    _refuse_document_type(source, words)
    root = _parsed(source, words)
    _refuse_by_shape(root, words)
    return root


def split(tag: str) -> tuple[str, str]:
    """Namespace ("" for none) and local name of a tag or attribute as lxml writes it: {namespace}local."""
    if tag.startswith("{"):
        namespace, _, local = tag[1:].partition("}")
        return namespace, local
    return "", tag


def _refuse_by_size(source: bytes, words: Words) -> None:
    if not source.strip():
        raise Unreadable(N_("The file is empty."), words.again)
    if len(source) > MAX_BYTES:
        size = {"size": f"{len(source) / 1e6:.1f}", "limit": str(MAX_BYTES // 1_000_000)}
        raise Unreadable(*words.too_big, size)


def _refuse_other_formats(source: bytes, words: Words) -> None:
    for signature, sentence in words.binary.items():
        if source.startswith(signature):
            raise Unreadable(sentence, words.again)
    text = _plain(source)
    if text[:1] in (b"{", b"["):
        raise Unreadable(*words.json)
    if text[:1] != b"<":
        raise Unreadable(words.not_xml, words.again)


def _refuse_document_type(source: bytes, words: Words) -> None:
    text = _plain(source)
    prolog = _PROLOG.match(text)
    rest = text[prolog.end() :] if prolog else text
    if rest[:9].upper() == b"<!DOCTYPE":
        raise Unreadable(*words.document_type)


def _plain(source: bytes) -> bytes:
    """The bytes without byte order mark and, for UTF-16 and UTF-32, without the zeros between letters."""
    for mark in _BYTE_ORDER_MARKS:
        source = source.removeprefix(mark)
    return source.replace(b"\0", b"").lstrip()


def _parsed(source: bytes, words: Words) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False
    )
    try:
        return etree.fromstring(source.lstrip(), parser)
    except etree.XMLSyntaxError as exc:
        raise Unreadable(
            N_("The file is broken XML at line %(line)s: %(detail)s."),
            words.fetch,
            {"line": str(exc.lineno or 1), "detail": _detail(exc)},
        ) from exc
    except (ValueError, LookupError) as exc:
        raise Unreadable(
            N_("The file's characters cannot be read in the encoding that it declares."),
            N_("Save the file in the encoding UTF-8."),
        ) from exc


def _detail(exc: etree.XMLSyntaxError) -> str:
    message = (exc.msg or "").split(", line ")[0]
    return " ".join(message.split())[:200].rstrip(".") or "not well-formed"


def _refuse_by_shape(root: etree._Element, words: Words) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(*words.document_type)
    depth = elements = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > MAX_DEPTH or elements > MAX_ELEMENTS:
            raise Unreadable(*words.too_deep)

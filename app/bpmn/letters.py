"""The texts of letters, which the diagram keeps as FEEL, as people write them: with {places} for values.

``="Your permit for " + address + "."`` reads ``Your permit for {address}.`` Only values that the letter names
already have places: whoever writes texts cannot bring another expression in.
"""

import json
import re

from lxml import etree

from app.bpmn import extensions
from app.bpmn.names import ZEEBE
from app.feel import FeelError, compile_expression

#: What of a letter is a text, as the stem of its place among the texts of the element.
STEMS = ("letter.subject", "letter.body")
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_TOKEN = re.compile(rf'{_LITERAL.pattern}|[^"+(){{}}\[\]]+|.', re.DOTALL)
_PLACE = re.compile(r"\{([^{}\n]{1,200})\}")


def text_of(xml: etree._Element, stem: str, language: str) -> str:
    """The subject or body in a language; "" where there is none, or where it is no text with places."""
    line = _line(xml, stem, language)
    return _text(line.get("source", "")) or "" if line is not None else ""


def put(xml: etree._Element, stem: str, language: str, text: str) -> None:
    """Write a text; places of values that the letter names in no language stay as they are written."""
    line = _line(xml, stem, language)
    if line is not None and text:
        line.set("source", _expression(text, places(xml)))


def has(xml: etree._Element, stem: str) -> bool:
    """Whether the element writes such a text."""
    return any(text_of(xml, stem, language) for language in ("en", "fi", "sv"))


def places(xml: etree._Element) -> frozenset[str]:
    """The values that the letter names: in its subject or body, in any language."""
    return frozenset(
        place
        for stem in STEMS
        for language in ("en", "fi", "sv")
        for place in places_in(text_of(xml, stem, language))
    )


def places_in(text: str) -> list[str]:
    """What stands between braces in a text."""
    return _PLACE.findall(text)


def _line(xml: etree._Element, stem: str, language: str) -> etree._Element | None:
    holder = extensions.extension(xml, "ioMapping")
    target = f"{stem.removeprefix('letter.')}_{language}"
    lines = holder.findall(f"{{{ZEEBE}}}input") if holder is not None else []
    return next((line for line in lines if line.get("target") == target), None)


def _text(source: str) -> str | None:
    """A text with places; None for any expression that is not texts and values put together."""
    if not source.startswith("="):
        return None if set(source) & set("{}") else source
    pieces = _split(source[1:])
    if not any(piece.startswith('"') for piece in pieces):
        return None
    said = [_said(piece) for piece in pieces]
    return None if None in said else "".join(piece for piece in said if piece)


def _split(source: str) -> list[str]:
    """What stands between the plus signs that are in no brackets; [] where the brackets are not even."""
    pieces, depth = [""], 0
    for sign in _TOKEN.findall(source):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(sign, 0)
        if sign == "+" and not depth:
            pieces.append("")
        else:
            pieces[-1] += sign
    return [] if depth else [piece.strip() for piece in pieces]


def _said(piece: str) -> str | None:
    if _LITERAL.fullmatch(piece):
        text = str(json.loads(piece, strict=False))
        return None if set(text) & set("{}") else text
    try:
        compile_expression(piece)
    except FeelError:
        return None
    return None if set(piece) & set('{}"\n') else f"{{{piece}}}"


def _expression(text: str, known: frozenset[str]) -> str:
    pieces: list[str] = []
    at = 0
    for place in _PLACE.finditer(text):
        if place[1] in known:
            pieces += [_literal(text[at : place.start()]), place[1]]
            at = place.end()
    pieces.append(_literal(text[at:]))
    # It begins with a text, if an empty one: else two numbers side by side would be added up.
    return "=" + " + ".join([pieces[0], *(piece for piece in pieces[1:] if piece != '""')])


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

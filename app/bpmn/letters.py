"""The texts of letters, which the diagram keeps as FEEL, as people write them: with {places} for values.

``="Your permit for " + address + "."`` reads ``Your permit for {address}.`` A fixed text with blanks
(``Your permit for {{ address }}.``) stays as it is. Only values that the letter names already have places or
blanks: whoever writes texts cannot bring another expression in.
"""

import json
import re

from lxml import etree

from app.bpmn import extensions
from app.bpmn.names import ZEEBE
from app.feel import FeelError, compile_expression

#: What of a letter is a text, as the stem of its place among the texts of the element.
STEMS = ("letter.subject", "letter.body", "letter.title", "letter.text", "letter.message")
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_TOKEN = re.compile(rf'{_LITERAL.pattern}|[^"+(){{}}\[\]]+|.', re.DOTALL)
_BLANK = re.compile(r"\{\{(.+?)\}\}", re.DOTALL)
_PLACE = re.compile(r"\{([^{}\n]{1,200})\}")


def text_of(xml: etree._Element, stem: str, language: str) -> str:
    """The subject or body in a language; "" where there is none, or where it is no text with places."""
    line = _line(xml, stem, language)
    return _text(line.get("source", "")) or "" if line is not None else ""


def put(xml: etree._Element, stem: str, language: str, text: str) -> None:
    """Write a text; places of values that the letter names in no language stay as they are written."""
    line = _line(xml, stem, language)
    if line is None or not text:
        return
    known = places(xml)
    computed = line.get("source", "").startswith("=") or not known.isdisjoint(places_in(_BLANK.sub("", text)))
    if computed or text.startswith("="):
        line.set("source", _expression(text, known))
    else:
        line.set("source", _with_known_blanks(text, _blanks(xml)))


def has(xml: etree._Element, stem: str) -> bool:
    """Whether the element writes such a text."""
    return any(text_of(xml, stem, language) for language in ("en", "fi", "sv"))


def places(xml: etree._Element) -> frozenset[str]:
    """The values that the letter names in expressions: in any of its texts, in any language."""
    texts = (_text(source) or "" for source in _sources(xml) if source.startswith("="))
    return frozenset(place for text in texts for place in places_in(text))


def _blanks(xml: etree._Element) -> frozenset[str]:
    """The expressions in blanks of the letter's fixed texts."""
    fixed = (source for source in _sources(xml) if not source.startswith("="))
    return frozenset(_even(blank) for source in fixed for blank in _BLANK.findall(source))


def _with_known_blanks(text: str, known: frozenset[str]) -> str:
    """The text; braces of a blank that is not known are set apart, so that it is only text."""
    return _BLANK.sub(
        lambda blank: blank[0] if _even(blank[1]) in known else re.sub(r"\{(?=\{)", "{ ", blank[0]), text
    )


def _even(expression: str) -> str:
    return " ".join(expression.split())


def _sources(xml: etree._Element) -> list[str]:
    lines = (_line(xml, stem, language) for stem in STEMS for language in ("en", "fi", "sv"))
    return [line.get("source", "") for line in lines if line is not None]


def places_in(text: str) -> list[str]:
    """What stands between braces in a text; between double ones where it has any."""
    found = _BLANK.findall(text) or _PLACE.findall(text)
    return [_even(each) for each in found]


def _line(xml: etree._Element, stem: str, language: str) -> etree._Element | None:
    holder = extensions.extension(xml, "ioMapping")
    target = f"{stem.removeprefix('letter.')}_{language}"
    lines = holder.findall(f"{{{ZEEBE}}}input") if holder is not None else []
    return next((line for line in lines if line.get("target") == target), None)


def _text(source: str) -> str | None:
    """A text with places; None for any expression that is not texts and values put together."""
    if not source.startswith("="):
        return source
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
        if _even(place[1]) in known:
            pieces += [_literal(text[at : place.start()]), place[1]]
            at = place.end()
    pieces.append(_literal(text[at:]))
    # It begins with a text, if an empty one: else two numbers side by side would be added up.
    return "=" + " + ".join([pieces[0], *(piece for piece in pieces[1:] if piece != '""')])


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

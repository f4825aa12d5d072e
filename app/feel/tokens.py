"""Text into tokens: DMN 1.5, 10.3.1.2 (grammar rules 25 to 37) and 10.3.1.3 to 10.3.1.5."""

import re
from typing import NamedTuple

from app.feel.budget import MAX_SOURCE
from app.feel.errors import N_, FeelSyntaxError

KEYWORDS = frozenset(
    (
        *("and", "or", "between", "in", "instance", "if", "then", "else"),
        *("for", "return", "some", "every", "satisfies", "function"),
        *("true", "false", "null"),
    )
)

_SKIPPED = re.compile(r"(?:\s|\ufeff|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)+")
_TOKEN = re.compile(
    r"""
    (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
  | (?P<text>"(?:[^"\\]|\\.)*")
  | (?P<temporal>@"[^"\\]*")
  | (?P<quoted>`[^`]+`)
  | (?P<name>(?:[^\W\d]|[\U00010000-\U000EFFFF])[\w\u00b7?\U00010000-\U000EFFFF]*|\?)
  | (?P<sign>\*\*|\.\.|!=|<=|>=|->|[-+*/=<>()\[\]{},.:])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"((?:\\u[0-9a-fA-F]{4})+)|\\U([0-9a-fA-F]{6})|\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}


class Token(NamedTuple):
    """A piece of the source; `text` is its meaning: unescaped for texts, bare for quoted names."""

    kind: str  #: number, text, temporal, quoted, name, keyword, sign or end
    text: str
    position: int


def tokenize(source: str) -> list[Token]:
    """All tokens of `source` with one of kind "end" last; raises FeelSyntaxError."""
    if len(source) > MAX_SOURCE:
        raise FeelSyntaxError(
            N_("The expression is longer than %(limit)s characters."),
            {"limit": str(MAX_SOURCE)},
            position=MAX_SOURCE,
            source=source,
        )
    tokens, position = [], _skip(source, 0)
    while position < len(source):
        found = _TOKEN.match(source, position)
        if found is None:
            raise _unreadable(source, position)
        tokens.append(_token(found, source))
        position = _skip(source, found.end())
    tokens.append(Token("end", "", len(source)))
    return tokens


def _skip(source: str, position: int) -> int:
    skipped = _SKIPPED.match(source, position)
    return skipped.end() if skipped else position


def _token(found: re.Match[str], source: str) -> Token:
    kind, text, position = str(found.lastgroup), found[0], found.start()
    if kind == "name" and text in KEYWORDS:
        kind = "keyword"
    elif kind == "text":
        text = _unescaped(text[1:-1], position, source)
    elif kind == "temporal":
        text = text[2:-1]
    elif kind == "quoted":
        text = text[1:-1]
    return Token(kind, text, position)


def _unescaped(text: str, position: int, source: str) -> str:
    try:
        return _ESCAPE.sub(_character, text)
    except (ValueError, OverflowError):
        sentence = N_("A text has an escape such as \\uD800 that is no character.")
        raise FeelSyntaxError(sentence, position=position, source=source) from None


def _character(found: re.Match[str]) -> str:
    pairs, long, single = found.groups()
    if pairs:  # UTF-16 code units, so that a pair of surrogates is one character
        return bytes.fromhex(pairs.replace("\\u", "")).decode("utf-16-be")
    if long:
        return chr(int(long, 16)).encode("utf-8").decode("utf-8")
    # An unknown escape stays as written: "\d" in a pattern is what its author means.
    return _ESCAPED.get(single, found[0])


def _unreadable(source: str, position: int) -> FeelSyntaxError:
    character = source[position]
    if character in '"@' and '"' in source[position : position + 2]:
        sentence = N_('The text that begins here has no closing quotation mark (").')
    elif source.startswith("/*", position):
        sentence = N_("The comment that begins here is not closed (*/).")
    elif character == "'":
        sentence = N_("Texts stand between double quotation marks, not between '.")
    else:
        sentence = N_("“%(character)s” means nothing in an expression.")
    return FeelSyntaxError(sentence, {"character": character}, position=position, source=source)

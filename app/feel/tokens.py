"""Text into tokens: DMN 1.5, 10.3.1.2 (grammar rules 25 to 37 and 61 to 65), 10.3.1.3 and 10.3.1.4."""

import re

from app.feel.budget import MAX_SOURCE
from app.feel.errors import N_, FeelSyntaxError

#: A piece of the source: its mark and what it means.
#:
#: The mark of a sign or keyword is itself; all others have one of the marks below, which no sign is.
Token = tuple[str, str]

NAME, QUOTED, NUMBER, TEXT, TEMPORAL, END = "<name>", "<quoted>", "<number>", "<text>", "<at>", "<end>"

KEYWORDS = (
    *("and", "or", "between", "in", "instance", "if", "then", "else"),
    *("for", "return", "some", "every", "satisfies", "function", "external"),
    *("true", "false", "null"),
)
_SIGNS = (
    *("**", "..", "!=", "<=", ">=", "->"),
    *("-", "+", "*", "/", "=", "<", ">", "(", ")", "[", "]", "{", "}", ",", ".", ":", "'", "’"),
)
_FIXED: dict[str, Token] = {text: (text, text) for text in (*KEYWORDS, *_SIGNS)} | {"": (END, "")}

_BLANK = r"[\s\u0085\u180e\u200b\ufeff]*"
_FAR = r"\U00010000-\U000EFFFF"  # letters of planes that \w leaves out, such as 🐎
_NAME = rf"(?:[^\W\d]|[?\u200c\u200d{_FAR}])[\w?\u00b7\u200c\u200d\u203f\u2040{_FAR}]*"
_NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_SIGN = r"\*\*|\.\.|!=|<=|>=|->|/(?!\*)|[-+*=<>()\[\]{},.:'’]"
_LITERAL = r'@?"(?:[^"\\]|\\.)*"|`[^`]+`'
#: White space and comments, then a token, any other character, or the end.
_TOKEN = re.compile(
    rf"{_BLANK}(?:(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/){_BLANK})*({_NAME}|{_NUMBER}|{_SIGN}|{_LITERAL}|.|\Z)",
    re.DOTALL,
)
_IS_NAME = re.compile(_NAME)
_ESCAPE = re.compile(r"((?:\\u[0-9a-fA-F]{4})+)|\\U([0-9a-fA-F]{6})|\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}


def tokenize(source: str) -> list[Token]:
    """All tokens of `source` with one of mark END last; raises FeelSyntaxError."""
    if len(source) > MAX_SOURCE:
        raise FeelSyntaxError(
            N_("The expression is longer than %(limit)s characters."),
            {"limit": str(MAX_SOURCE)},
            position=MAX_SOURCE,
            source=source,
        )
    tokens: list[Token] = []
    for text in _TOKEN.findall(source):
        token = _FIXED.get(text)
        if token is None:
            token = (NAME, text) if text[0].isidentifier() else _literal(text, len(tokens), source)
        tokens.append(token)
    return tokens


def position_of(index: int, source: str) -> int:
    """Where the token with this number begins: looked for only when there is something to say about it."""
    for number, found in enumerate(_TOKEN.finditer(source)):
        if number == index:
            return found.start(1)
    return len(source)


def written(index: int, source: str) -> str:
    """The token with this number as it stands in the source, shortened."""
    found = _TOKEN.match(source, position_of(index, source))
    text = " ".join(found[1].split()) if found else ""
    return text if len(text) <= 30 else text[:30] + "…"


def _literal(text: str, index: int, source: str) -> Token:
    first = text[0]
    if first == '"' and len(text) > 1:
        return TEXT, _unescaped(text[1:-1], index, source)
    if "0" <= first <= "9" or first == ".":
        return NUMBER, text
    if first == "@" and len(text) > 1:
        return TEMPORAL, text[2:-1]
    if first == "`" and len(text) > 1:
        return QUOTED, text[1:-1]
    if _IS_NAME.fullmatch(text):
        return NAME, text
    raise _unreadable(source, position_of(index, source))


def _unescaped(text: str, index: int, source: str) -> str:
    if "\\" not in text:
        return text
    try:
        return _ESCAPE.sub(_character, text)
    except (ValueError, OverflowError):
        sentence = N_("A text has an escape such as \\uD800 that is no character.")
        raise FeelSyntaxError(sentence, position=position_of(index, source), source=source) from None


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
    else:
        sentence = N_("“%(character)s” means nothing in an expression.")
    return FeelSyntaxError(sentence, {"character": character}, position=position, source=source)

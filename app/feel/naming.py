"""Names and types of several words (DMN 1.5, 10.3.1.2, rules 25 to 30 and 44 to 49).

Words that follow each other are one name, so `Monthly Salary` needs no declaration; only names that hold a
keyword must be known beforehand.
"""

from app.feel.cursor import Cursor
from app.feel.errors import N_
from app.feel.tree import Type

_NAMES_WITH_KEYWORDS = (
    ("date", "and", "time"),
    ("years", "and", "months", "duration"),
    ("get", "or", "else"),
)
_TYPES = (
    ("years", "and", "months", "duration"),
    ("days", "and", "time", "duration"),
    ("year", "month", "duration"),
    ("day", "time", "duration"),
    ("date", "and", "time"),
)
_SIMPLE_TYPES = (
    "Any",
    "Null",
    "number",
    "string",
    "boolean",
    "date",
    "time",
    "list",
    "context",
    "function",
    "range",
)

_NAME_MISSING = N_("A name is missing before “%(found)s”.")
_NO_TYPE = N_("“%(found)s” is no type. Types are number, string, boolean, date, time and so on.")


def at_name(cursor: Cursor) -> bool:
    return cursor.token.kind in ("name", "quoted")


def read_name(cursor: Cursor) -> str:
    """A variable's or function's name."""
    for words in _NAMES_WITH_KEYWORDS:
        if _at_words(cursor, words) and cursor.ahead(len(words)).text == "(":
            cursor.index += len(words)
            return " ".join(words)
    return _joined(cursor)


def read_property(cursor: Cursor) -> str:
    """A name after a dot, where a keyword is a name too."""
    if cursor.token.kind == "keyword":
        return cursor.take().text
    return _joined(cursor)


def read_key(cursor: Cursor) -> str:
    """A context's key: a text, or any words up to the colon."""
    if cursor.token.kind == "text":
        return cursor.take().text
    if cursor.token.kind == "quoted":
        return cursor.take().text
    words = []
    while cursor.token.kind in ("name", "keyword"):
        words.append(cursor.take().text)
    if not words:
        cursor.fail(_NAME_MISSING, found=cursor.written())
    return " ".join(words)


def argument_name(cursor: Cursor) -> str | None:
    """The name of a named argument, with its colon; None where the argument has no name."""
    length = 0
    while cursor.ahead(length).kind in ("name", "quoted"):
        length += 1
    if not length or cursor.ahead(length).text != ":" or cursor.ahead(length).kind != "sign":
        return None
    name = _joined(cursor)
    cursor.expect(":")
    return name


def _joined(cursor: Cursor) -> str:
    if cursor.token.kind == "quoted":
        return cursor.take().text
    words = []
    while cursor.token.kind == "name":
        words.append(cursor.take().text)
    if not words:
        cursor.fail(_NAME_MISSING, found=cursor.written())
    return " ".join(words)


def _at_words(cursor: Cursor, words: tuple[str, ...]) -> bool:
    here = cursor.tokens[cursor.index : cursor.index + len(words)]
    return tuple(token.text for token in here if token.kind in ("name", "keyword")) == words


def read_type(cursor: Cursor) -> Type:
    """A type after `instance of`."""
    for words in _TYPES:
        if _at_words(cursor, words):
            cursor.index += len(words)
            return Type(" ".join(words))
    if cursor.token.kind not in ("name", "keyword") or cursor.token.text not in _SIMPLE_TYPES:
        cursor.fail(_NO_TYPE, found=cursor.written())
    name = cursor.take().text
    return _generic(cursor, name) if cursor.at("<") else Type(name)


def _generic(cursor: Cursor, name: str) -> Type:
    if name not in ("list", "range", "context"):
        cursor.unexpected()
    cursor.deeper()
    cursor.expect("<")
    keys, inner = [], []
    while True:
        if name == "context":
            keys.append(read_key(cursor))
            cursor.expect(":")
        inner.append(read_type(cursor))
        if name != "context" or not cursor.accept(","):
            break
    cursor.expect(">")
    cursor.shallower()
    return Type(name, tuple(inner), tuple(keys))

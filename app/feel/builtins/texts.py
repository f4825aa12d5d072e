"""String functions (DMN 1.5, 10.3.4.3, Table 74). Patterns are those of app.feel.patterns."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from app.feel import patterns
from app.feel.budget import Run
from app.feel.builtins.registry import builtin


@builtin("substring", "string: string, start position: number, length: number?")
def substring(text: str, position: Decimal, length: Decimal | None) -> str | None:
    """substring(string, number, number or nothing) → string. 10.3.4.3, Table 74.

    From a position, 1 the first and -1 the last character, so many characters or all. Null for position 0 and
    for a length below 1; fractions are dropped; beyond the text there is nothing.
    """
    start = _within(position, text)
    count = len(text) if length is None else _within(length, text)
    if not start or (length is not None and count < 1):
        return None
    if start < 0:
        start += len(text) + 1
        if start < 1:
            return ""
    return text[start - 1 : start - 1 + count]


def _within(number: Decimal, text: str) -> int:
    """A whole number, not far beyond a text of this length."""
    return int(max(min(number, Decimal(len(text) + 1)), Decimal(-len(text) - 1)))


@builtin("string length", "string: string")
def string_length(text: str) -> Decimal:
    """string length(string) → number. 10.3.4.3, Table 74. In characters, whatever their plane."""
    return Decimal(len(text))


@builtin("upper case", "string: string", run=True)
def upper_case(run: Run, text: str) -> str:
    """upper case(string) → string. 10.3.4.3, Table 74."""
    run.spend_text(len(text))
    return text.upper()


@builtin("lower case", "string: string", run=True)
def lower_case(run: Run, text: str) -> str:
    """lower case(string) → string. 10.3.4.3, Table 74."""
    run.spend_text(len(text))
    return text.lower()


@builtin("substring before", "string: string, match: string")
def substring_before(text: str, match: str) -> str:
    """substring before(string, string) → string. 10.3.4.3, Table 74. Empty where there is no match."""
    before, found, _ = text.partition(match) if match else ("", "", "")
    return before if found else ""


@builtin("substring after", "string: string, match: string")
def substring_after(text: str, match: str) -> str:
    """substring after(string, string) → string. 10.3.4.3, Table 74. Empty where there is no match."""
    return text.partition(match)[2] if match else text


@builtin("contains", "string: string, match: string")
def contains(text: str, match: str) -> bool:
    """contains(string, string) → boolean. 10.3.4.3, Table 74."""
    return match in text


@builtin("starts with", "string: string, match: string")
def starts_with(text: str, match: str) -> bool:
    """starts with(string, string) → boolean. 10.3.4.3, Table 74."""
    return text.startswith(match)


@builtin("ends with", "string: string, match: string")
def ends_with(text: str, match: str) -> bool:
    """ends with(string, string) → boolean. 10.3.4.3, Table 74."""
    return text.endswith(match)


@builtin("string join", "list: list, delimiter: string?", run=True)
def string_join(run: Run, items: Sequence[object], delimiter: str | None) -> str | None:
    """string join(list<string>, string or nothing) → string. 10.3.4.3, Table 74.

    Nulls in the list are left out; null where anything else in it is no text.
    """
    texts = [item for item in items if isinstance(item, str)]
    if any(item is not None and not isinstance(item, str) for item in items):
        return None
    run.spend_text(sum(map(len, texts)) + len(delimiter or "") * len(texts))
    return (delimiter or "").join(texts)


@builtin("matches", "input: string, pattern: string, flags: string?", run=True)
def matches(run: Run, text: str, pattern: str, flags: str | None) -> bool:
    """matches(string, string, string or nothing) → boolean. 10.3.4.3, Table 74.

    Whether the pattern of XPath 2.0 (7.6.1) is found anywhere. Null for a wrong pattern or flag.
    """
    return patterns.compiled(pattern, flags or "", run).search(text) is not None


@builtin("replace", "input: string, pattern: string, replacement: string, flags: string?", run=True, steps=5)
def replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None) -> str | None:
    """replace(string, string, string, string or nothing) → string. 10.3.4.3, Table 74.

    $1 is a group, $0 all that was found. Null for a wrong pattern, flag or replacement, and for a pattern
    that matches an empty text.
    """
    compiled = patterns.compiled(pattern, flags or "", run)
    if compiled.search("") is not None:
        return None
    parts = patterns.replacement_parts(replacement, compiled.groups)
    pieces, length = [], 0
    for piece in _replaced(text, compiled, parts):
        length += len(piece)
        run.spend(1)
        run.spend_text(length if length > len(text) else 0)
        pieces.append(piece)
    return "".join(pieces)


def _replaced(text: str, compiled: Any, parts: Sequence[str | int]) -> Iterator[str]:
    end = 0
    for found in compiled.finditer(text):
        yield text[end : found.start()]
        for part in parts:
            yield part if isinstance(part, str) else found.group(part) or ""
        end = found.end()
    yield text[end:]


@builtin("split", "string: string, delimiter: string", run=True, steps=5)
def split(run: Run, text: str, delimiter: str) -> list[str] | None:
    """split(string, string) → list<string>. 10.3.4.3, Table 74.

    At each match of the pattern. Null for a wrong pattern, and for one that matches an empty text.
    """
    compiled = patterns.compiled(delimiter, "", run)
    if compiled.search("") is not None:
        return None
    pieces, end = [], 0
    for found in compiled.finditer(text):
        pieces.append(text[end : found.start()])
        end = found.end()
    return [*pieces, text[end:]]

"""String functions (DMN 1.5, 10.3.4.3). Patterns run in RE2, which takes linear time whatever the pattern."""

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import re2

from app.feel.budget import Run
from app.feel.builtins.registry import builtin
from app.feel.values import list_index

_MAX_PATTERN = 1_000  # characters
_MAX_MEMORY = 1 << 20  # bytes of one compiled pattern
_CLASS_OR_SPACE = re.compile(r"(\[(?:[^\]\\]|\\.)*\])|\s+", re.DOTALL)
_GROUP = re.compile(r"\\([\\$])|\$([0-9])")


@builtin("substring", "string: text, start position: number, length: number?")
def substring(text: str, position: Decimal, length: Decimal | None) -> str | None:
    if not position or (length is not None and length < 1):
        return None
    start = list_index(list(text), position)
    if start is None:
        return ""
    return text[start:] if length is None else text[start : start + int(min(length, Decimal(len(text))))]


@builtin("string length", "string: text")
def string_length(text: str) -> Decimal:
    return Decimal(len(text))


builtin("upper case", "string: text")(str.upper)
builtin("lower case", "string: text")(str.lower)
builtin("starts with", "string: text, match: text")(str.startswith)
builtin("ends with", "string: text, match: text")(str.endswith)
builtin("trim", "string: text")(str.strip)


@builtin("contains", "string: text, match: text")
def contains(text: str, match: str) -> bool:
    return match in text


@builtin("substring before", "string: text, match: text")
def substring_before(text: str, match: str) -> str:
    before, found, _ = text.partition(match) if match else ("", "", "")
    return before if found else ""


@builtin("substring after", "string: text, match: text")
def substring_after(text: str, match: str) -> str:
    return text.partition(match)[2] if match else text


@builtin("is blank", "string: text")
def is_blank(text: str) -> bool:
    return not text.strip()


@builtin("string join", "list: list, delimiter: text?", run=True)
def string_join(run: Run, items: Sequence[object], delimiter: str | None) -> str | None:
    texts = [item for item in items if isinstance(item, str)]
    if any(item is not None and not isinstance(item, str) for item in items):
        return None
    run.spend_text(sum(map(len, texts)) + len(delimiter or "") * len(texts))
    return (delimiter or "").join(texts)


@builtin("matches", "input: text, pattern: text, flags: text?")
def matches(text: str, pattern: str, flags: str | None) -> bool:
    return _compiled(pattern, flags or "").search(text) is not None


@builtin("replace", "input: text, pattern: text, replacement: text, flags: text?", run=True)
def replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None) -> str:
    pieces, length = [], 0
    for piece in _replaced(text, _compiled(pattern, flags or ""), replacement):
        length += len(piece)
        run.spend(1)
        run.spend_text(length if length > len(text) else 0)
        pieces.append(piece)
    return "".join(pieces)


def _replaced(text: str, pattern: Any, replacement: str) -> Iterator[str]:
    end = 0
    for found in pattern.finditer(text):
        yield text[end : found.start()]
        yield _filled_in(replacement, found)
        end = found.end()
    yield text[end:]


def _filled_in(replacement: str, found: Any) -> str:
    """$1 stands for a group; a group that the pattern lacks for nothing, as XPath has it."""
    groups = (found.group(0), *found.groups())

    def group(reference: re.Match[str]) -> str:
        if reference[1]:
            return reference[1]
        number = int(reference[2])
        return (groups[number] or "") if number < len(groups) else ""

    return _GROUP.sub(group, replacement)


@builtin("split", "string: text, delimiter: text", run=True)
def split(run: Run, text: str, delimiter: str) -> list[str]:
    pieces, end = [], 0
    for found in _compiled(delimiter, "").finditer(text):
        run.spend(1)
        pieces.append(text[end : found.start()])
        end = found.end()
    return [*pieces, text[end:]]


@builtin("extract", "input: text, pattern: text, flags: text?", run=True)
def extract(run: Run, text: str, pattern: str, flags: str | None) -> list[str]:
    found = [match.group(0) for match in _compiled(pattern, flags or "").finditer(text)]
    run.spend(len(found))
    return found


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str, flags: str) -> Any:
    """An RE2 pattern; raises ValueError or re2.error. Flags s, m, i and x as in XPath."""
    if len(pattern) > _MAX_PATTERN or not set(flags) <= set("smix"):
        raise ValueError("not a pattern")
    if "x" in flags:  # white space means nothing, except between square brackets
        pattern = _CLASS_OR_SPACE.sub(lambda found: found[1] or "", pattern)
    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.log_errors = False
    options.dot_nl = "s" in flags
    options.case_sensitive = "i" not in flags
    return re2.compile(f"(?m:{pattern})" if "m" in flags else pattern, options)

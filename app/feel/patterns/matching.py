"""Patterns and replacements, ready to be used (XPath 2.0 Functions and Operators, 7.6.1, 7.6.2 and 7.6.3)."""

import functools
import re
from collections.abc import Sequence
from typing import Any

import re2

from app.feel.budget import Run
from app.feel.errors import N_, Unsupported
from app.feel.patterns.translating import translated

_MAX_PATTERN = 1_000  # characters
_MAX_MEMORY = 1 << 20  # bytes of one compiled pattern
_STEPS_A_CHARACTER = 4  # of making a pattern ready
_CHARACTERS_A_STEP = 500  # of a text times those of a pattern

_TOO_LARGE = N_("The pattern “%(pattern)s” is too large.")
_SPACE = re.compile(r"(\[(?:[^\]\\]|\\.)*\])|[ \t\n\r]+", re.DOTALL)
_REFERENCE = re.compile(r"\\([\\$])|\$([0-9]+)|([^\\$]+)|(.)", re.DOTALL)


class Pattern:
    """A pattern that searches texts, and pays for it."""

    __slots__ = ("_matcher", "_run", "_size", "groups")

    def __init__(self, matcher: Any, size: int, run: Run) -> None:
        self._matcher = matcher
        self._size = size
        self._run = run
        self.groups: int = matcher.groups

    def search(self, text: str) -> Any:
        """The first match, or None."""
        self._pay(text)
        return self._matcher.search(text)

    def finditer(self, text: str) -> Any:
        """All matches, from left to right."""
        self._pay(text)
        return self._matcher.finditer(text)

    def _pay(self, text: str) -> None:
        self._run.spend(len(text) * self._size // _CHARACTERS_A_STEP)


def compiled(pattern: str, flags: str, run: Run) -> Pattern:
    """A pattern; raises ValueError for a wrong one or a wrong flag, Unsupported where RE2 cannot run it."""
    if len(pattern) > _MAX_PATTERN:
        raise Unsupported(_TOO_LARGE, {"pattern": pattern[:40] + "…"})
    if not set(flags) <= set("smix"):
        raise ValueError("no such flag")
    run.spend(_STEPS_A_CHARACTER * len(pattern))
    return Pattern(_compiled(pattern, flags), len(pattern), run)


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str, flags: str) -> Any:
    written = pattern
    if "x" in flags:  # white space means nothing, except between square brackets
        written = _SPACE.sub(lambda found: found[1] or "", written)
    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.log_errors = False
    options.case_sensitive = "i" not in flags
    try:
        return re2.compile(translated(written, dot_all="s" in flags, lines="m" in flags), options)
    except re2.error:
        raise Unsupported(_TOO_LARGE, {"pattern": pattern}) from None


def replacement_parts(replacement: str, groups: int) -> Sequence[str | int]:
    """Text and numbers of groups in turn; raises ValueError for a lone \\ or $ (7.6.3).

    Of several digits as many count as make a group's number: $12 is group 1 and a 2 where there are fewer
    than twelve groups. A group that the pattern lacks is empty.
    """
    parts: list[str | int] = []
    for escaped, digits, text, wrong in _REFERENCE.findall(replacement):
        if wrong:
            raise ValueError("a sign that means nothing")
        if not digits:
            parts.append(escaped or text)
            continue
        length = len(digits)
        while length > 1 and int(digits[:length]) > groups:
            length -= 1
        number = int(digits[:length])
        parts += [number if number <= groups else "", digits[length:]]
    return parts

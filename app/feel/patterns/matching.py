"""Patterns and replacements, ready to be used (XPath 2.0 Functions and Operators, 7.6.1, 7.6.2 and 7.6.3)."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from app.feel.budget import Run
from app.feel.errors import N_, Unsupported
from app.feel.patterns.translating import translated

_MAX_PATTERN = 1_000  # characters
_MAX_MEMORY = 1 << 19  # bytes of one compiled pattern
_KEPT = 64  # patterns
_STEPS_A_PATTERN, _STEPS_AN_INSTRUCTION = 100, 3  # of making one ready
_STEPS_A_SEARCH, _STEPS_A_MATCH = 8, 12
#: RE2 looks at every place of the pattern for every character of the text, where it finds nothing better.
_PLACES_A_STEP, _MORE_PLACES = 15, 5

_TOO_LARGE = N_("The pattern “%(pattern)s” is too large.")
_SPACE = re.compile(r"(\[(?:[^\]\\]|\\.)*\])|[ \t\n\r]+", re.DOTALL)
_CLASS = re.compile(r"\[(?:[^\]\\]|\\.)*\]|\(\?s:\.\)", re.DOTALL)
_REFERENCE = re.compile(r"\\([\\$])|\$([0-9]+)|([^\\$]+)|(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A compiled pattern: what making it ready costs in steps, and how many places in it may be looked at."""

    matcher: Any
    steps: int
    places: int


class Pattern:
    """A pattern that searches texts, and pays for it."""

    __slots__ = ("_ready", "_run", "groups")

    def __init__(self, ready: _Ready, run: Run) -> None:
        self._ready = ready
        self._run = run
        self.groups: int = ready.matcher.groups

    def search(self, text: str) -> Any:
        """The first match, or None."""
        self._pay(text)
        return self._ready.matcher.search(text)

    def finditer(self, text: str) -> Iterator[Any]:
        """All matches, from left to right."""
        self._pay(text)
        for match in self._ready.matcher.finditer(text):
            self._run.spend(_STEPS_A_MATCH)
            yield match

    def _pay(self, text: str) -> None:
        places = len(text) * (self._ready.places + _MORE_PLACES)
        self._run.spend(_STEPS_A_SEARCH + places // _PLACES_A_STEP)


def compiled(pattern: str, flags: str, run: Run) -> Pattern:
    """A pattern; raises ValueError for a wrong one or a wrong flag, Unsupported where RE2 cannot run it."""
    if len(pattern) > _MAX_PATTERN:
        raise Unsupported(_TOO_LARGE, {"pattern": pattern[:40] + "…"})
    if not set(flags) <= set("smix"):
        raise ValueError("no such flag")
    ready = _compiled(pattern, flags)
    if (pattern, flags) not in run.patterns:
        run.patterns.add((pattern, flags))
        run.spend(ready.steps)
    return Pattern(ready, run)


@functools.lru_cache(maxsize=_KEPT)
def _compiled(pattern: str, flags: str) -> _Ready:
    written = pattern
    if "x" in flags:  # white space means nothing, except between square brackets
        written = _SPACE.sub(lambda found: found[1] or "", written)
    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.log_errors = False
    options.case_sensitive = "i" not in flags
    written = translated(written, dot_all="s" in flags, lines="m" in flags)
    try:
        matcher = re2.compile(written, options)
        places = re2.compile(_CLASS.sub("a", written), options).programsize
    except re2.error:
        raise Unsupported(_TOO_LARGE, {"pattern": pattern}) from None
    return _Ready(matcher, _STEPS_A_PATTERN + _STEPS_AN_INSTRUCTION * matcher.programsize, places)


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

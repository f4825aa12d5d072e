"""Answers that are text: cleaned, bounded, matched against the author's pattern."""

import functools
import re
import unicodedata
from typing import Any

import re2
from marshmallow import fields

from app.forms.asking import Asked, first_text
from app.forms.checks import CHECKS
from app.translating import N_

#: Longest answer where the form says nothing, in characters.
MOST_CHARACTERS = {"textfield": 4_000, "textarea": 20_000}

# Marks that turn the direction of whatever stands after them; letters written right to left need none.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROL = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)])
_BLANKS = {ord(sign): " " for sign in "\t\n\v\f\x85\u2028\u2029"}
_BREAKS = {ord(sign): "\n" for sign in "\n\v\f\x85\u2028\u2029"} | {ord("\t"): " "}
_SURROGATE = re.compile("[\ud800-\udfff]")


def cleaned(text: str, lines: bool = False) -> str:
    """Typed text without control characters and blanks at its ends; in one line unless `lines`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS if lines else _BLANKS)
    kept = _CONTROL if not lines else {sign: None for sign in _CONTROL if sign != 0x0A}
    return unicodedata.normalize("NFC", text.translate(kept | _TURNING)).strip()


@functools.lru_cache(maxsize=500)
def pattern(source: str) -> Any | None:
    """The compiled pattern, or None when re2 cannot read it (it has no look-ahead and no back-references)."""
    options = re2.Options()
    options.max_mem = 1 << 20
    options.log_errors = False
    try:
        return re2.compile(source, options)
    except (re2.error, UnicodeError):
        return None


class TextAnswer(fields.Field[str | None]):
    """A line or some lines of text; blank is None."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(allow_none=True)
        self.asked = asked

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str | None:
        typed = first_text(value)
        if _SURROGATE.search(typed):
            raise self.asked.wrong(
                "characters", N_("%(label)s has characters that cannot be kept: type it anew")
            )
        # A text far too long is not worth cleaning: only its length is of interest.
        text = typed if len(typed) > 1_000_000 else cleaned(typed, self.asked.component.type == "textarea")
        if not text:
            if self.asked.required:
                raise self.asked.missing()
            return None
        self._sized(text)
        self._matching(text)
        return self._checked(text)

    def _sized(self, text: str) -> None:
        shortest, longest = self.asked.number("minLength"), self.longest
        if len(text) > longest:
            raise self.asked.wrong(
                "maxLength",
                N_("%(label)s must be %(most)s characters or fewer, it is now %(now)s"),
                most=str(longest),
                now=str(len(text)),
            )
        if shortest is not None and len(text) < shortest:
            raise self.asked.wrong(
                "minLength", N_("%(label)s must be %(least)s characters or more"), least=format(shortest, "f")
            )

    @property
    def longest(self) -> int:
        """The most characters that are taken."""
        most = MOST_CHARACTERS[self.asked.component.type]
        said = self.asked.number("maxLength")
        if said is None or said < 0:
            return most
        return min(int(said), 5 * most)

    def _matching(self, text: str) -> None:
        source = self.asked.component.part("validate").get("pattern")
        compiled = pattern(source) if isinstance(source, str) and source else None
        if compiled is not None and not compiled.search(text):
            raise self.asked.wrong("pattern", N_("%(label)s is not in the form that is asked for"))

    def _checked(self, text: str) -> str:
        named = self.asked.component.words("check") or self.asked.component.part("validate").get(
            "validationType"
        )
        if not isinstance(named, str) or named not in CHECKS:
            return text
        check, sentence = CHECKS[named]
        found = check(text)
        if found is None:
            raise self.asked.wrong("check", sentence)
        return found

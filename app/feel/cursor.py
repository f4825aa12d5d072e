"""Walking over tokens: look, accept, expect, and say what was expected where."""

from typing import NoReturn

from app.feel.budget import MAX_NESTING
from app.feel.errors import N_, FeelSyntaxError
from app.feel.tokens import END, Token, position_of, tokenize, written

_CALL_STEPS = 2

_UNEXPECTED = N_("“%(found)s” cannot stand here.")
_ENDS = N_("The expression ends too early.")
_EXPECTED = N_("“%(expected)s” is missing before “%(found)s”.")
_EXPECTED_AT_END = N_("“%(expected)s” is missing at the end.")
_TOO_DEEP = N_("The expression goes too deep: more than %(limit)s parts inside each other.")
_APOSTROPHE = N_("Texts stand between double quotation marks, not between '.")


class Cursor:
    """A place in the tokens of `source`: `mark` and `value` are those of the token there."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokenize(source)
        self.index = 0
        self.mark, self.value = self.tokens[0]
        self.depth = 0

    def ahead(self, count: int) -> Token:
        """The token so many places further on, or the last."""
        return self.tokens[min(self.index + count, len(self.tokens) - 1)]

    def advance(self, count: int = 1) -> None:
        """Go on; never beyond the end."""
        self.index += count
        self.mark, self.value = self.tokens[self.index]

    def take(self) -> str:
        """The token's value, after which the place is the next one."""
        value = self.value
        self.advance()
        return value

    def accept(self, mark: str) -> bool:
        """Take the token if it has this mark."""
        if self.mark != mark:
            return False
        self.index += 1
        self.mark, self.value = self.tokens[self.index]
        return True

    def expect(self, mark: str) -> None:
        """Take the token, which must have this mark."""
        if not self.accept(mark):
            at_end = self.mark == END
            self.fail(_EXPECTED_AT_END if at_end else _EXPECTED, expected=mark, found=self.written())

    def deeper(self) -> None:
        """One more part inside another; the caller takes one off `depth` when it ends."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            self.fail(_TOO_DEEP, limit=str(MAX_NESTING))

    def cost_since(self, start: int) -> int:
        """What evaluating the tokens since one of them costs in steps: a call more than other tokens."""
        calls = sum(mark == "(" for mark, _ in self.tokens[start : self.index])
        return self.index - start + _CALL_STEPS * calls

    def written(self) -> str:
        """The token as it stands in the source, shortened."""
        return written(self.index, self.source)

    def unexpected(self) -> NoReturn:
        """Raise FeelSyntaxError because of the token."""
        if self.mark == END:
            self.fail(_ENDS)
        self.fail(_APOSTROPHE if self.mark in "'’" else _UNEXPECTED, found=self.written())

    def fail(self, sentence: str, index: int | None = None, **values: str) -> NoReturn:
        """Raise FeelSyntaxError at the token, or at the one with the number given."""
        at = position_of(self.index if index is None else index, self.source)
        raise FeelSyntaxError(sentence, values, position=at, source=self.source)

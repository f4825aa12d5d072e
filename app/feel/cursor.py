"""Walking over tokens: look, accept, expect, and say what was expected where."""

from typing import NoReturn

from app.feel.budget import MAX_NESTING
from app.feel.errors import N_, FeelSyntaxError
from app.feel.tokens import Token, tokenize

_UNEXPECTED = N_("“%(found)s” cannot stand here.")
_ENDS = N_("The expression ends too early.")
_EXPECTED = N_("“%(expected)s” is missing before “%(found)s”.")
_EXPECTED_AT_END = N_("“%(expected)s” is missing at the end.")
_TOO_DEEP = N_("The expression goes too deep: more than %(limit)s parts inside each other.")


class Cursor:
    """A place in the tokens of `source`."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokenize(source)
        self.index = 0
        self._depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def ahead(self, count: int) -> Token:
        """The token so many places further on, or the last."""
        return self.tokens[min(self.index + count, len(self.tokens) - 1)]

    def at(self, text: str) -> bool:
        """Whether the token is this sign or keyword; a text that reads the same is not."""
        return self.token.text == text and self.token.kind in ("sign", "keyword")

    def take(self) -> Token:
        token = self.token
        if token.kind != "end":
            self.index += 1
        return token

    def accept(self, text: str) -> bool:
        if not self.at(text):
            return False
        self.index += 1
        return True

    def expect(self, text: str) -> None:
        if not self.accept(text):
            at_end = self.token.kind == "end"
            self.fail(_EXPECTED_AT_END if at_end else _EXPECTED, expected=text, found=self.written())

    def deeper(self) -> None:
        """One more part inside another; `shallower` takes it back."""
        self._depth += 1
        if self._depth > MAX_NESTING:
            self.fail(_TOO_DEEP, limit=str(MAX_NESTING))

    def shallower(self) -> None:
        self._depth -= 1

    def written(self) -> str:
        """The token as it stands in the source, shortened."""
        end = self.ahead(1).position if self.token.kind != "end" else len(self.source)
        text = " ".join(self.source[self.token.position : end].split())
        return text if len(text) <= 30 else text[:30] + "…"

    def unexpected(self) -> NoReturn:
        if self.token.kind == "end":
            self.fail(_ENDS)
        self.fail(_UNEXPECTED, found=self.written())

    def fail(self, sentence: str, position: int | None = None, **values: str) -> NoReturn:
        """Raise FeelSyntaxError at the token, or at a position given."""
        at = self.token.position if position is None else position
        raise FeelSyntaxError(sentence, values, position=at, source=self.source)

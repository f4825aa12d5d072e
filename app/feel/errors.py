"""What can go wrong with an expression, as sentences for the person who wrote it."""

from collections.abc import Mapping

#: Characters of the expression shown on either side of a mistake.
_AROUND = 20


def N_(text: str) -> str:  # noqa: N802 - the name gettext's extraction looks for
    """Mark a sentence for translation; it is translated where it is shown."""
    return text


class FeelError(Exception):
    """This expression could not be evaluated.

    `sentence` is an English template with %(name)s places for `values`, and a message id for gettext.
    """

    def __init__(self, sentence: str, values: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = dict(values or {})

    def say(self, template: str) -> str:
        """`sentence`, or a translation of it, with the values filled in."""
        return template % self.values if self.values else template

    def __str__(self) -> str:
        return self.say(self.sentence)


class Unsupported(FeelError):
    """This expression means something in the standard that is not calculated here.

    Raised rather than answering null, which would be another value than the standard's.
    """


class FeelSyntaxError(FeelError):
    """This text is not a FEEL expression.

    `position` counts characters of `source` from 0; `line` and `column` count from 1; `near` is the text
    around the mistake, cut to a line.
    """

    def __init__(
        self, sentence: str, values: Mapping[str, str] | None = None, *, position: int, source: str
    ) -> None:
        super().__init__(sentence, values)
        self.position = position
        self.source = source

    @property
    def line(self) -> int:
        return self.source.count("\n", 0, self.position) + 1

    @property
    def column(self) -> int:
        return self.position - (self.source.rfind("\n", 0, self.position) + 1) + 1

    @property
    def near(self) -> str:
        start, end = max(0, self.position - _AROUND), self.position + _AROUND
        text = " ".join(self.source[start:end].split())
        return ("…" if start else "") + text + ("…" if end < len(self.source) else "")

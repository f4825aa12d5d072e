"""FEEL that is put together from parts, with brackets only where they are needed."""

import re
from dataclasses import dataclass

from app.feel import FeelError, compile_expression

#: How strongly parts hold together, weakest first (DMN 1.5, 10.3.1.2).
CHOICE, OR, AND, COMPARED, SUM, PRODUCT, SIGN, WHOLE = range(8)

#: Longer text is a program, not a condition.
MAX_SOURCE = 2_000

_NAME = re.compile(r"[^\W\d]\w*")


class Untranslatable(ValueError):
    """This cannot be said in FEEL."""

    def __init__(self, what: str) -> None:
        """`what` is the part of the text that has no counterpart, such as “list.contains()”."""
        super().__init__(what)
        self.what = what[:80]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of FEEL: its text, how strongly it holds together, and whether it is surely true or false."""

    text: str
    strength: int = WHOLE
    boolean: bool = False

    def at_least(self, strength: int) -> str:
        """The text, in brackets if it would fall apart among operators of this strength."""
        return self.text if self.strength >= strength else f"({self.text})"

    def as_boolean(self) -> "Fragment":
        """A condition: a mere value counts as false when it is missing, as in the languages it comes from."""
        return self if self.boolean else compared(self, "=", TRUE)

    def negated(self) -> "Fragment":
        """The opposite."""
        if self.boolean:
            return Fragment(f"not({self.text})", WHOLE, boolean=True)
        return compared(self, "!=", TRUE)


def compared(left: Fragment, operator: str, right: Fragment) -> Fragment:
    """A comparison."""
    text = f"{left.at_least(SUM)} {operator} {right.at_least(SUM)}"
    return Fragment(text, COMPARED, boolean=True)


def both(left: Fragment, operator: str, right: Fragment) -> Fragment:
    """`and` or `or` between two conditions."""
    strength = AND if operator == "and" else OR
    left, right = left.as_boolean(), right.as_boolean()
    text = f"{left.at_least(strength)} {operator} {right.at_least(strength)}"
    return Fragment(text, strength, boolean=True)


def calculated(left: Fragment, operator: str, right: Fragment) -> Fragment:
    """A sum, difference, product or quotient."""
    strength = SUM if operator in "+-" else PRODUCT
    return Fragment(f"{left.at_least(strength)} {operator} {right.at_least(strength + 1)}", strength)


def chosen(asked: Fragment, yes: Fragment, no: Fragment) -> Fragment:
    """One of two values."""
    return Fragment(f"if {asked.as_boolean().text} then {yes.text} else {no.text}", CHOICE)


def missing(value: Fragment) -> Fragment:
    """Whether there is nothing: no value, no text, no items."""
    return Fragment(f'{value.at_least(SUM)} in [null, "", []]', COMPARED, boolean=True)


def text(content: str) -> Fragment:
    """A text as FEEL writes it."""
    escaped = content.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return Fragment(f'"{escaped}"')


def name(word: str) -> Fragment:
    """A variable; the name of the case itself is taken."""
    if not _NAME.fullmatch(word) or word == "case":
        raise Untranslatable(word)
    return Fragment(word)


def member(holder: Fragment, word: str) -> Fragment:
    """A part of a value."""
    if not _NAME.fullmatch(word):
        raise Untranslatable(word)
    return Fragment(f"{holder.at_least(WHOLE)}.{word}")


TRUE = Fragment("true", boolean=True)
FALSE = Fragment("false", boolean=True)
NULL = Fragment("null")


def proved(fragment: Fragment) -> str:
    """The text of a fragment that FEEL can read; raises Untranslatable."""
    try:
        compile_expression(fragment.text)
    except FeelError as error:
        raise Untranslatable(fragment.text) from error
    return fragment.text

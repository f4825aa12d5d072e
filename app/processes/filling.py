"""Texts with blanks, filled in: what the engine gives for one is the list of its parts."""

from collections.abc import Callable

from app.forms.scope import in_words


def filled(given: object, value: Callable[[object], str] = in_words) -> str:
    """The text: every other part is a value, written by `value`. What is no list has no blanks."""
    if not isinstance(given, list):
        return in_words(given)
    return "".join(value(part) if at % 2 else str(part) for at, part in enumerate(given))

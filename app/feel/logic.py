"""Three-valued logic: DMN 1.5, 10.3.2.4 and 10.3.2.15, Tables 50 and 51."""

from collections.abc import Iterable


def both(values: Iterable[object]) -> bool | None:
    """Conjunction: false wins, then null; anything but true and false counts as null."""
    result: bool | None = True
    for value in values:
        if value is False:
            return False
        if value is not True:
            result = None
    return result


def either(values: Iterable[object]) -> bool | None:
    """Disjunction: true wins, then null."""
    result: bool | None = False
    for value in values:
        if value is True:
            return True
        if value is not False:
            result = None
    return result


def negated(value: object) -> bool | None:
    """Negation: null of anything but true and false."""
    return not value if isinstance(value, bool) else None

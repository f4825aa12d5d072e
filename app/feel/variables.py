"""Where compiled code keeps values: one flat list, with a place for every name that an expression binds.

Place 0 holds the evaluation (app.feel.budget.Run), place 1 its data, where names are looked up that are
bound nowhere; it is turned into FEEL values when it is read. An expression that spends nothing has None for
place 0.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from app.feel.boundary import entering, exact
from app.feel.budget import Run

Env = list[Any]
Code = Callable[[Env], Any]


class Missing:
    """No data has the name; unlike null, which is a value."""


MISSING = Missing()

_PLAIN = 2**112  #: whole numbers below it are FEEL's as they are

RUN, DATA = 0, 1
#: How many places there are before those of names.
FIRST_PLACE = 2


def data(name: str, otherwise: Callable[[Run], object] | None = None) -> Code:
    """The code that reads a name of the data; null, or what `otherwise` gives, where it has no such name."""

    def read(env: Env) -> object:
        value = env[DATA].get(name, MISSING)
        kind = type(value)
        if kind is str or kind is bool:
            return value
        if kind is int and -_PLAIN < value < _PLAIN:
            return Decimal(value)
        if kind is int or kind is Decimal:
            return exact(value)
        if value is MISSING:
            return otherwise(env[RUN]) if otherwise else None
        return entered(name, value, env[RUN])

    return read


def entered(name: str, value: object, run: Run | None) -> object:
    """A value of the data as a FEEL value; raises FeelError for foreign data."""
    if run is None:
        return entering(value, Run())
    if name not in run.known:
        run.known[name] = entering(value, run)
    return run.known[name]


def bound(place: int) -> Code:
    """The code that reads a name the expression itself binds."""
    return lambda env: env[place]


def in_items(name: str, items: tuple[int, ...], outside: Code) -> Code:
    """The code that reads a name inside filters: an entry of an item, the innermost first, else outside."""

    def read(env: Env) -> object:
        for place in items:
            item = env[place]
            if type(item) is dict and name in item:
                return item[name]
        return outside(env)

    return read

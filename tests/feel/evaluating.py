"""The moment at which the tests evaluate, and a short way to do so."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from app.feel import compile_expression

HELSINKI = ZoneInfo("Europe/Helsinki")
#: Half past midnight in Helsinki; in UTC it is still the day before.
NOW = datetime(2027, 1, 11, 0, 30, tzinfo=HELSINKI)


def value(source: str, context: Mapping[str, object] | None = None) -> object:
    """The value of an expression with the given data at NOW."""
    return compile_expression(source).evaluate(context or {}, now=NOW)

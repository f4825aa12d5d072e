"""A range from a text such as "[18..21)", as range() reads it (DMN 1.5, 10.3.1.2, rules 66 and 67)."""

from decimal import DecimalException

from app.feel import temporal
from app.feel.errors import FeelSyntaxError
from app.feel.tokens import END, NAME, NUMBER, TEMPORAL, TEXT, Token, tokenize
from app.feel.values import NUMBERS, Range

_STARTS = {"[": True, "(": False, "]": False}
_ENDS = {"]": True, ")": False, "[": False}
_MADE_BY = {
    "date": temporal.parse_date,
    "time": temporal.parse_time,
    "date and time": temporal.parse_moment,
    "duration": temporal.parse_duration,
}


def parse_range(text: str) -> Range | None:
    """The range, with literals as ends; None for anything else. Only an open side may lack its end."""
    try:
        tokens = [token for token in tokenize(text) if token[0] != END]
    except FeelSyntaxError:
        return None
    marks = [mark for mark, _ in tokens]
    if len(tokens) < 4 or marks[0] not in _STARTS or marks[-1] not in _ENDS or ".." not in marks:
        return None
    middle = marks.index("..")
    return _of(tokens[1:middle], tokens[middle + 1 : -1], _STARTS[marks[0]], _ENDS[marks[-1]])


def _of(low: list[Token], high: list[Token], low_included: bool, high_included: bool) -> Range | None:
    if (not low and low_included) or (not high and high_included):
        return None
    ends = (_end(low), _end(high))
    if (low and ends[0] is None) or (high and ends[1] is None):
        return None
    return Range(*ends, low_included, high_included)


def _end(tokens: list[Token]) -> object:
    """The literal's value; None where there is none, or something else than a literal."""
    marks, values = [mark for mark, _ in tokens], [value for _, value in tokens]
    if marks in ([NUMBER], ["-", NUMBER]):
        return _number("".join(values))
    if marks == [TEXT]:
        return values[0]
    if marks == [TEMPORAL]:
        return temporal.parse(values[0])
    called = " ".join(values[:-3])
    is_call = marks[-3:] == ["(", TEXT, ")"] and set(marks[:-3]) <= {NAME, "and"} and called in _MADE_BY
    return _MADE_BY[called](values[-2]) if is_call else None


def _number(text: str) -> object:
    try:
        return NUMBERS.create_decimal(text)
    except DecimalException:
        return None

"""The data of a case as text that an operator can read and correct, and back: JSON with exact numbers.

Dates and times stand as in app.plain, ``{"$date": "2026-09-01"}``; numbers stand as numbers.
"""

import json
import re
from collections.abc import Mapping

from app import plain

#: Characters. More than this nobody corrects by hand.
LONGEST = 1_000_000

#: A tagged value takes three lines when JSON is indented. No text can hold such a line break.
_NUMBER = re.compile(r'\{\n\s+"\$number": "([^"]+)"\n\s+\}')
_TAGGED = re.compile(r'\{\n\s+("\$[a-z]+": "[^"]*")\n\s+\}')

_INT64_DIGITS = 18


class NotData(ValueError):
    """This cannot be read as data. Write JSON in braces, with a value for each name."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(f"line {line}, column {column}")
        self.line, self.column = line, column  #: where reading stopped, from 1


def to_text(data: Mapping[str, object]) -> str:
    """The data as indented JSON."""
    text = json.dumps(json.loads(plain.dumps(data)), indent=2, ensure_ascii=False)
    return _TAGGED.sub(r"{\1}", _NUMBER.sub(r"\1", text))


def from_text(text: str) -> dict[str, object]:
    """The data that the text says; raises NotData."""
    if len(text) > LONGEST:
        raise NotData(1, 1)
    try:
        read = json.loads(text, parse_float=_number, parse_int=_integer, parse_constant=_no_number)
        data = plain.loads(json.dumps(read))
    except json.JSONDecodeError as wrong:
        raise NotData(wrong.lineno, wrong.colno) from None
    except (ValueError, TypeError, ArithmeticError, RecursionError):
        raise NotData(1, 1) from None
    if not isinstance(data, dict):
        raise NotData(1, 1)
    return data


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    """What has to be set to come from `before` to `after`; what is missing there becomes null."""
    changed = {name: value for name, value in after.items() if not _is_same(before, name, value)}
    return changed | {name: None for name in before if name not in after and before[name] is not None}


def _is_same(before: Mapping[str, object], name: str, value: object) -> bool:
    # As text: 30 is the same number whether whole or decimal, and true is not 1.
    return name in before and to_text({"": before[name]}) == to_text({"": value})


def _number(digits: str) -> object:
    return {"$number": digits}


def _integer(digits: str) -> object:
    return int(digits) if len(digits) <= _INT64_DIGITS else {"$number": digits}


def _no_number(word: str) -> object:
    raise ValueError(word)

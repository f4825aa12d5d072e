"""Repeating parts: how many rows there are, and the buttons that add and remove one without JavaScript."""

from typing import Any

from marshmallow import fields

from app.forms.asking import Asked
from app.translating import N_

#: Rows of one list at most.
MOST_ROWS = 100

ADD, REMOVE = "_add", "_remove"


class RowsAnswer(fields.Field[int]):
    """The number of rows of a list."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self.asked = asked

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        count = len(value) if isinstance(value, list) else 0
        if count > MOST_ROWS:
            raise self.asked.wrong(
                "rows", N_("%(label)s can have at most %(most)s rows"), most=str(MOST_ROWS)
            )
        if not count and self.asked.required:
            raise self.asked.wrong("required", N_("Add at least one: %(inline)s"))
        return count

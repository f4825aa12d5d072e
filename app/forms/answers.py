"""Between plain answers and the text of HTML fields, for every type of component."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from marshmallow import fields

from app.forms.asking import Asked
from app.forms.choices import FilesAnswer, OneOfAnswer, SeveralOfAnswer, YesNoAnswer, key_of
from app.forms.components import ONE_OF, SEVERAL_OF, Component
from app.forms.moments import PARTS, DateAnswer, DateTimeAnswer, TimeAnswer, local, subtype
from app.forms.numbers import NumberAnswer
from app.forms.rows import RowsAnswer
from app.forms.scope import in_words
from app.forms.texts import TextAnswer

_FIELDS: dict[str, Callable[[Asked], fields.Field[Any]]] = {
    "textfield": TextAnswer,
    "textarea": TextAnswer,
    "number": NumberAnswer,
    "checkbox": YesNoAnswer,
    "radio": OneOfAnswer,
    "select": OneOfAnswer,
    "checklist": SeveralOfAnswer,
    "taglist": SeveralOfAnswer,
    "filepicker": FilesAnswer,
    "dynamiclist": RowsAnswer,
}
_MOMENTS: dict[str, Callable[[Asked], fields.Field[Any]]] = {
    "date": DateAnswer,
    "time": TimeAnswer,
    "datetime": DateTimeAnswer,
}


def field_for(asked: Asked) -> fields.Field[Any]:
    """The marshmallow field of a question."""
    if asked.component.type == "datetime":
        return _MOMENTS[subtype(asked.component)](asked)
    return _FIELDS[asked.component.type](asked)


def raw_of(component: Component, value: object) -> object:
    """What would have been typed to give `value`: text, a list of texts, or the parts of a date."""
    if component.type == "datetime":
        return _raw_moment(subtype(component), value)
    if component.type == "checkbox":
        return "true" if value is True else ""
    if component.type in SEVERAL_OF:
        return [key_of(each) for each in value] if isinstance(value, list) else []
    if component.type == "filepicker":
        return _raw_files(value)
    if component.type in ONE_OF:
        return "" if value is None else key_of(value)
    return value if isinstance(value, str) else _raw_number(value)


def _raw_number(value: object) -> str:
    if isinstance(value, float):
        value = Decimal(str(value))
    return format(value, "f") if isinstance(value, Decimal) else in_words(value)


def _raw_files(value: object) -> list[str]:
    files = value if isinstance(value, list) else []
    return [str(each["id"]) for each in files if isinstance(each, Mapping) and "id" in each]


def _raw_moment(kind: str, value: object) -> object:
    found = _moment(value)
    if kind == "time":
        return in_words(found) if isinstance(found, time) else ""
    if not isinstance(found, date):
        return dict.fromkeys((*PARTS, "time") if kind == "datetime" else PARTS, "")
    shown = local(found) if isinstance(found, datetime) else found
    parts = {"day": str(shown.day), "month": str(shown.month), "year": f"{shown.year:04}"}
    if kind == "datetime":
        parts["time"] = in_words(shown.time()) if isinstance(shown, datetime) else ""
    return parts


def _moment(value: object) -> object:
    """A moment as such; a default value is written in the form as ISO 8601 text."""
    if not isinstance(value, str):
        return value
    for kind in (date, datetime, time):
        try:
            return kind.fromisoformat(value)
        except ValueError:
            continue
    return None

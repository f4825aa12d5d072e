"""Which values belong to a type: `instance of` (DMN 1.5, 10.3.2.7 and 10.3.2.9.1)."""

from app.feel.budget import Run
from app.feel.tree import Type
from app.feel.values import Range, kind

_OTHER_NAMES = {
    "day time duration": "days and time duration",
    "year month duration": "years and months duration",
}


def is_instance(value: object, of: Type, run: Run) -> bool:
    """Whether a value is of the type; null is of no type but Null."""
    if of.name == "Null" or value is None:
        return value is None and of.name == "Null"
    if of.name == "Any":
        return True
    if kind(value) != _OTHER_NAMES.get(of.name, of.name):
        return False
    return not of.inner or _parts_are(value, of, run)


def _parts_are(value: object, of: Type, run: Run) -> bool:
    if isinstance(value, list):
        run.spend(len(value))
        return all(is_instance(item, of.inner[0], run) for item in value)
    if isinstance(value, Range):
        return all(end is None or is_instance(end, of.inner[0], run) for end in (value.low, value.high))
    if isinstance(value, dict):
        parts = zip(of.keys, of.inner, strict=True)
        return all(key in value and is_instance(value[key], part, run) for key, part in parts)
    return False

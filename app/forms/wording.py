"""Every text of a form in three languages, and the form with other texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from app.changes.translatable import LANGUAGES, Wording
from app.forms.reading import document

Json = dict[str, Any]

_NAMES = ("label", "dateLabel", "timeLabel", "description")
_TYPES = {"text": "text", "html": "content", "image": "alt"}


def wordings(source: bytes) -> list[Wording]:
    """The texts in the order of the form; raises FormError for what is no form."""
    return [slot.wording(key) for key, slot in _slots(dict(document(source))).items()]


def reworded(source: bytes, texts: Mapping[str, Mapping[str, str]]) -> bytes:
    """The form with other texts, by key and language; unknown keys are left out, "" takes a translation away.

    The text of the document itself stays where "" is given for it. Raises FormError.
    """
    data = dict(document(source))
    slots = _slots(data)
    for key in texts.keys() & slots.keys():
        for language, text in texts[key].items():
            slots[key].put(language, text)
    return orjson.dumps(data, option=orjson.OPT_INDENT_2) + b"\n"


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a text stands: in `holder` as `name`, and translated as property `stem`.fi of `owner`."""

    place: str
    kind: str
    owner: Json
    holder: Json
    name: str
    stem: str

    def get(self, language: str) -> str:
        found = self.holder.get(self.name)
        if language != "en":
            found = _part(self.owner, "properties").get(f"{self.stem}.{language}")
        return found if isinstance(found, str) else ""

    def put(self, language: str, text: str) -> None:
        if language == "en":
            self.holder[self.name] = text or self.get("en")
        elif text:
            self.owner["properties"] = {**_part(self.owner, "properties"), f"{self.stem}.{language}": text}
        elif self.get(language):
            del self.owner["properties"][f"{self.stem}.{language}"]

    def wording(self, key: str) -> Wording:
        return Wording(key, self.place, self.kind, {each: self.get(each) for each in LANGUAGES})

    def is_used(self) -> bool:
        return any(self.get(each).strip() for each in LANGUAGES)


def _slots(data: Json) -> dict[str, _Slot]:
    found: dict[str, _Slot] = {}
    for slot in _all(data):
        if slot.is_used():
            found[f"{len(found)}:{slot.owner.get('id', '')}:{slot.stem}"] = slot
    return found


def _all(data: Json) -> Iterator[_Slot]:
    yield _Slot("", "title", data, _part(data, "properties"), "title", "title")
    for component in _components(data):
        place = _place(component)
        names = [*_NAMES, *filter(None, [_TYPES.get(str(component.get("type")))])]
        yield from (_Slot(place, name, component, component, name, name) for name in names)
        name = "patternErrorMessage"
        yield _Slot(place, name, component, _part(component, "validate"), name, name)
        for option in _listed(component, "values"):
            yield _Slot(place, "option", component, option, "label", f"option.{option.get('value')}")
        for column in _listed(component, "columns"):
            yield _Slot(place, "column", component, column, "label", f"column.{column.get('key')}")


def _place(component: Json) -> str:
    return str(component.get("key") or component.get("id") or component.get("type") or "")


def _components(holder: Json) -> Iterator[Json]:
    for component in _listed(holder, "components"):
        yield component
        yield from _components(component)


def _listed(holder: Json, name: str) -> list[Json]:
    found = holder.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _part(holder: Json, name: str) -> Json:
    found = holder.get(name)
    return found if isinstance(found, dict) else {}

"""Answers that are chosen: yes or no, one or several of the options, files already sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from marshmallow import fields

from app.forms.asking import Asked, all_texts, first_text
from app.forms.scope import get, in_words
from app.plain import NotPlain, copy
from app.translating import N_

#: Options shown and accepted at most, wherever they come from.
MOST_OPTIONS = 500
#: Files in one field at most.
MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `key` is the value as text, as it stands in the HTML."""

    value: object
    key: str
    label: str
    description: str = ""
    aside: str = ""


def key_of(value: object) -> str:
    """The value of an option as the text that stands for it in HTML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value if isinstance(value, str) else in_words(value) or str(value)


def options(asked: Asked) -> tuple[Option, ...]:
    """The options of a question: written in the form, from the case's data, or from an expression."""
    found: dict[str, Option] = {}
    for source in _sources(asked)[:MOST_OPTIONS]:
        option = _option(source, asked)
        if option is not None:
            found.setdefault(option.key, option)
    return tuple(found.values())


def _sources(asked: Asked) -> list[object]:
    source = asked.component.source
    expression, key = source.get("valuesExpression"), source.get("valuesKey")
    if isinstance(expression, str) and expression:
        found = asked.scope.evaluate(expression.strip().removeprefix("="))
    elif isinstance(key, str) and key:
        found = get(asked.scope.names(), tuple(key.split(".")))
    else:
        found = source.get("values")
    return found if isinstance(found, list) else []


def _option(source: object, asked: Asked) -> Option | None:
    entry = source if isinstance(source, Mapping) else {"value": source}
    try:
        value = copy(entry.get("value"))
    except NotPlain:
        return None
    if value is None or isinstance(value, list | dict) or value == "":
        return None
    key, words = key_of(value), asked.component.words
    label = words(f"option.{key}.{asked.lang}") or _words(entry, "label", asked.lang) or key
    described = words(f"option.{key}.description.{asked.lang}") or words(f"option.{key}.description")
    described = described or _words(entry, "description", asked.lang)
    return Option(value, key, asked.scope.fill(label), described, _words(entry, "aside", asked.lang))


def _words(entry: Mapping[str, object], name: str, lang: str) -> str:
    found = entry.get(f"{name}.{lang}") or entry.get(name)
    return found if isinstance(found, str) else in_words(found)


class YesNoAnswer(fields.Field[bool]):
    """A ticked box is True."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self.asked = asked

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        ticked = first_text(value) not in {"", "false", "off", "0"}
        if self.asked.required and not ticked:
            raise self.asked.wrong("required", N_("Tick the box “%(label)s” to go on"))
        return ticked


class OneOfAnswer(fields.Field[object]):
    """The value of the chosen option; nothing chosen is None."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(allow_none=True)
        self.asked = asked

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> object:
        key = first_text(value)
        if not key:
            if self.asked.required:
                raise self.asked.missing()
            return None
        for option in options(self.asked):
            if option.key == key:
                return option.value
        raise self.asked.wrong("options", N_("Choose %(inline)s from the list"), self.asked.first_part)


class SeveralOfAnswer(fields.Field[list[object]]):
    """The values of the chosen options, in the order of the options."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self.asked = asked

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[object]:
        chosen = set(all_texts(value))
        if not chosen and self.asked.required:
            raise self.asked.missing()
        known = options(self.asked) if chosen else ()
        if chosen - {option.key for option in known}:
            raise self.asked.wrong("options", N_("Choose %(inline)s from the list"), "0")
        return [option.value for option in known if option.key in chosen]


class FilesAnswer(fields.Field[list[object]]):
    """Attachments as [{"id": …, "name": …}]; only those that the caller has stored can be named."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self.asked = asked

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[object]:
        chosen = list(dict.fromkeys(all_texts(value)))
        if not chosen and self.asked.required:
            raise self.asked.wrong("required", N_("Attach a file: %(inline)s"))
        if any(each not in self.asked.attachments for each in chosen):
            raise self.asked.wrong("files", N_("A file of %(inline)s was not received: attach it again"))
        most = MOST_FILES if self.asked.component.flag("multiple") else 1
        if len(chosen) > most:
            raise self.asked.wrong("files", N_("%(label)s takes at most %(most)s files"), most=str(most))
        self._of_the_right_kind(chosen)
        return [{"id": each, "name": self.asked.attachments[each]} for each in chosen]

    def _of_the_right_kind(self, chosen: list[str]) -> None:
        endings = file_endings(self.asked)
        for each in chosen:
            name = self.asked.attachments[each]
            if endings and not name.lower().endswith(endings):
                raise self.asked.wrong(
                    "accept",
                    N_("“%(file)s” is of the wrong kind: attach one of %(kinds)s"),
                    file=name,
                    kinds=", ".join(endings),
                )


def file_endings(asked: Asked) -> tuple[str, ...]:
    """The endings of the file names that are taken; empty when any is, or when media types are named."""
    found = asked.scope.setting(asked.component.source.get("accept"))
    wanted = [each.strip().lower() for each in found.split(",")] if isinstance(found, str) else []
    only_endings = bool(wanted) and all(each.startswith(".") for each in wanted)
    return tuple(wanted) if only_endings else ()

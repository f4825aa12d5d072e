"""The questions of the interview: data in three languages, one page for each theme."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

Texts = Mapping[str, str]  #: by language: en, fi, sv

#: A person does not know: an answer, but no voice.
UNKNOWN = "unknown"


class Bridge(StrEnum):
    """What could make one process fit those who differ in a question."""

    SETTING = "setting"  #: a parameter: a limit, a role, a switch
    VARIANT = "variant"  #: steps of their own
    SCALE = "scale"  #: nothing has to: the same process holds more or less
    AGREEMENT = "agreement"  #: nothing in a diagram: people have to agree, learn or get something first


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen."""

    key: str
    words: Texts


@dataclass(frozen=True, slots=True)
class Question:
    """One question; where it is ordered, its options lie on a scale in the order they are given."""

    key: str
    theme: str
    bridge: Bridge
    ordered: bool
    title: Texts
    ask: Texts
    options: tuple[Option, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The options' keys, in order."""
        return tuple(each.key for each in self.options)

    def words(self, option: str) -> Texts:
        """How the option reads; its key where there is none such any more."""
        return next((each.words for each in self.options if each.key == option), {"en": option})


@dataclass(frozen=True, slots=True)
class Theme:
    """A page of the interview."""

    key: str
    title: Texts
    about: Texts
    questions: tuple[Question, ...]


@cache
def themes() -> tuple[Theme, ...]:
    """The whole interview, in the order it is asked."""
    data: Any = json.loads((Path(__file__).parent / "questions.json").read_text("utf-8"))
    asked = [_question(each) for each in data["questions"]]
    return tuple(
        Theme(key, each["title"], each["about"], tuple(one for one in asked if one.theme == key))
        for key, each in data["themes"].items()
    )


@cache
def questions() -> tuple[Question, ...]:
    """Every question, in the order it is asked."""
    return tuple(question for theme in themes() for question in theme.questions)


def _question(data: Mapping[str, Any]) -> Question:
    options = tuple(Option(each["key"], each["words"]) for each in data["options"])
    return Question(
        data["key"],
        data["theme"],
        Bridge(data["bridge"]),
        data["ordered"],
        data["title"],
        data["ask"],
        options,
    )
